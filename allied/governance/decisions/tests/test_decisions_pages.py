"""The pages of the log: what they show, how they answer to bad input, flat queries."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allied.foundation.access.actor import View
from allied.governance.decisions import services
from allied.governance.models import Decision
from tests.support.cast import Cast

from .conftest import TWO, Committee

Asked = Callable[..., Decision]


@pytest.fixture
def home(cast: Cast) -> str:
    return f"/a/{cast.alliance.slug}/"


def question(**more: Any) -> dict[str, Any]:
    return {
        "title": "Open the dashboards?", "options": "2", "importance": "3",
        "reversibility": "reversible", "option_0_title": "Open", "option_1_title": "Shut", **more,
    }  # fmt: skip


def test_an_empty_log_teaches(signed_in: Callable[..., Client], home: str) -> None:
    page = signed_in("member").get(home + "decisions/").content.decode()
    assert "Nothing was decided here yet" in page
    assert "Raise a question" in page
    assert "Raise a question" not in signed_in("reader").get(home + "decisions/").content.decode()


def test_a_question_is_raised_and_shown(signed_in: Callable[..., Client], home: str) -> None:
    client = signed_in("member")
    answer = client.post(
        home + "decisions/raise/",
        question(
            option_0_for_it="All see the same", option_1_for_it="Calm", situation="Shut since 2001"
        ),
    )
    row = Decision.objects.get()
    assert answer.url == f"{home}decisions/{row.pk}/"
    page = client.get(answer.url).content.decode()
    assert "All see the same" in page
    assert "Decide now" in page  # two options, reversible, moderate


def test_another_option_judges_nothing_and_keeps_what_was_typed(
    signed_in: Callable[..., Client], home: str
) -> None:
    answer = signed_in("member").post(
        home + "decisions/raise/", question(title="", option_0_title="Kept", more="1")
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "option_2_title" in page
    assert 'value="Kept"' in page
    assert "fault" not in page
    assert not Decision.objects.exists()


def test_bad_input_is_said_beside_the_field(signed_in: Callable[..., Client], home: str) -> None:
    for bad in (
        {"title": ""}, {"title": "a\0b"}, {"title": "x" * 10_000}, {"amount": "NaN"},
        {"amount": "1e999"}, {"due_on": "0001-01-01"}, {"due_on": "9999-12-31"},
        {"importance": "77"}, {"body": "999"}, {"ground_0": "measure:999"}, {"options": "x"},
        {"option_0_title": "", "option_0_for_it": "x"}, {"currency": "EURO", "amount": "5"},
    ):  # fmt: skip
        answer = signed_in("member").post(home + "decisions/raise/", question(**bad))
        assert answer.status_code == 422, bad
        assert "fault" in answer.content.decode() or "notice error" in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_way_to_the_body_that_may(
    signed_in: Callable[..., Client], home: str, committee: Committee
) -> None:
    client = signed_in("member")
    asked = question(
        body=committee.body.pk, matter=committee.matter.pk, amount="9,000", currency="EUR"
    )
    page = client.post(home + "decisions/raise/", asked)
    assert page.status_code == 422
    assert "Raise it in Steering committee" in page.content.decode()
    answer = client.post(home + "decisions/raise/", {**asked, "there": committee.above.pk})
    assert answer.status_code == 302
    assert Decision.objects.get().body == committee.above


def test_decided_in_two_taps(
    signed_in: Callable[..., Client], home: str, committee: Committee, asked: Asked
) -> None:
    row = asked(body=committee.body)
    client, first = signed_in("solvay_manager"), row.options.first()
    page = client.get(f"{home}decisions/{row.pk}/take/?option={first.pk}")
    assert "All 4 members were for it: record" in page.content.decode()
    today = timezone.localdate().isoformat()
    sent = {"version": 1, "chosen": first.pk, "taken_on": today, "all": "yes"}
    assert client.post(f"{home}decisions/{row.pk}/take/", sent).status_code == 302
    kept = Decision.objects.get(pk=row.pk)
    assert kept.rule["outcome"] == "carried"
    assert "each partner one vote" in client.get(f"{home}decisions/{row.pk}/").content.decode()


def test_not_carried_says_what_is_missing(
    signed_in: Callable[..., Client], home: str, committee: Committee, asked: Asked
) -> None:
    row = asked(body=committee.body)
    seat = committee.seats["solvay_manager"]
    sent = {
        "version": 1, "chosen": row.options.first().pk, f"seat_{seat.pk}": "yes",
        "taken_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    answer = signed_in("solvay_manager").post(f"{home}decisions/{row.pk}/take/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "At least 1 of Quintiles are needed" in page
    for day in ("", "0001-01-01", "9999-12-31", "2999-01-01", "1999-01-01"):
        sent["taken_on"] = day
        assert (
            signed_in("solvay_manager").post(f"{home}decisions/{row.pk}/take/", sent).status_code
            == 422
        )


def test_voted_by_each_and_recorded_as_voted(
    signed_in: Callable[..., Client], home: str, committee: Committee, asked: Asked
) -> None:
    row = asked(body=committee.body)
    first = row.options.first()
    for who in ("solvay_manager", "quintiles_manager"):
        signed_in(who).post(f"{home}decisions/{row.pk}/vote/", {"answer": first.pk, "why": "Yes"})
    client = signed_in("quintiles_manager")
    assert "Record it as voted" in client.get(f"{home}decisions/{row.pk}/").content.decode()
    sent = {"version": 1, "chosen": first.pk, "taken_on": timezone.localdate().isoformat()}
    assert client.post(f"{home}decisions/{row.pk}/take/", sent).status_code == 302
    assert Decision.objects.get(pk=row.pk).deciders == ["Solvay manager", "Quintiles manager"]


def test_both_texts_are_shown(signed_in: Callable[..., Client], home: str, asked: Asked) -> None:
    row = asked()
    client = signed_in("member")
    client.post(f"{home}decisions/{row.pk}/edit/", question(version=1, situation="Theirs"))
    answer = client.post(f"{home}decisions/{row.pk}/edit/", question(version=1, situation="Mine"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page


def test_every_page_of_a_taken_decision(
    signed_in: Callable[..., Client], home: str, asked: Asked, by: Callable
) -> None:
    row = services.take_decision(by=by(), decision=asked(), version=1, decided="So be it")
    client, one = signed_in("solvay_manager"), f"{home}decisions/{row.pk}/"
    for address in ("", "anew/", "look-back/", "take/", "withdraw/", "edit/"):
        assert client.get(one + address).status_code == 200, address
    assert client.post(one + "edit/", question(version=2)).status_code == 422
    client.post(one + "look-back/", {"outcome": "better", "text": "Quicker"})
    assert "Quicker" in client.get(one).content.decode()
    answer = client.post(one + "anew/", question(title="Shut them again?"))
    assert "Shut them again?" in client.get(answer.url).content.decode()
    assert "taken up anew" in client.get(one).content.decode()


def test_the_coin_says_its_sides_before(
    signed_in: Callable[..., Client], home: str, asked: Asked
) -> None:
    row = asked()
    client, coin = signed_in("member"), f"{home}decisions/{row.pk}/coin/"
    page = client.get(coin).content.decode()
    assert page.index("Heads") < page.index("Open them") < page.index("Tails")
    client.post(coin, {"version": 1})
    laid = Decision.objects.get().toss["coins"][0]
    for address in (coin, f"{home}decisions/{row.pk}/"):
        assert laid["bits"] not in client.get(address).content.decode()
    assert laid["seal"] in client.get(coin).content.decode()
    client.post(coin, {"version": 2, "toss": "1", "word": ["rain", ""]})
    client.post(coin, {"version": 3, "toss": "1"})
    coins = Decision.objects.get().toss["coins"]
    assert [each["words"] for each in coins] == [["rain"]]
    page = client.get(coin).content.decode()
    assert "Tossed by Member" in page
    assert laid["bits"] in page
    assert "still yours to take" in page


def test_filters(
    signed_in: Callable[..., Client], home: str, asked: Asked, committee: Committee, objective: Any
) -> None:
    asked(title="Alpha", body=committee.body, importance=5)
    asked(title="Beta", grounds=[{"objective": objective}])
    client = signed_in("reader")

    def found(query: str) -> set[str]:
        page = client.get(f"{home}decisions/?{query}").content.decode()
        return {name for name in ("Alpha", "Beta") if f">{name}</a>" in page}

    assert found("") == {"Alpha", "Beta"}
    assert found(f"body={committee.body.pk}") == {"Alpha"}
    assert found("importance=5") == {"Alpha"}
    assert found(f"objective={objective.pk}") == {"Beta"}
    assert found("text=bet") == {"Beta"}
    assert found("text=%232") == {"Beta"}
    assert found("state=taken") == set()
    assert found("state=nonsense&body=x&page=99999&importance=%00") == {"Alpha", "Beta"}


def test_the_sheet_is_defused_and_whole(
    signed_in: Callable[..., Client], home: str, asked: Asked
) -> None:
    asked(title="=HYPERLINK(1)")
    client = signed_in("reader")
    answer = client.get(home + "decisions/export.csv")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["decision"] == "'=HYPERLINK(1)"
    assert rows[0]["options"] == "Open them; Keep them shut"
    sheet = client.get(home + "decisions/export.xlsx")
    assert b"".join(sheet.streaming_content).startswith(b"PK")

    assert client.get(home + "decisions/export.pdf").status_code == 404


@pytest.mark.parametrize("page", ["decisions/", "decisions/export.csv", "deliberation/"])
def test_queries_do_not_grow(
    signed_in: Callable[..., Client], home: str, asked: Asked, by: Callable, page: str,
    committee: Committee, objective: Any,
) -> None:  # fmt: skip
    client, counts = signed_in("member"), []
    for _round in range(2):
        for _each in range(1 + _round):
            row = asked(
                body=committee.body, owner=by("member") and None, grounds=[{"objective": objective}]
            )
            services.take_decision(by=by(), decision=row, version=1, decided="Yes")
            asked(body=committee.body)
        client.get(home + page)
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            answer = client.get(home + page)
            if answer.streaming:
                list(answer.streaming_content)
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_hundreds_of_rows_come_by_pages(
    signed_in: Callable[..., Client], home: str, asked: Asked
) -> None:
    row = asked(title="First")
    place = {"alliance": row.alliance, "room": row.room}
    Decision.objects.bulk_create(
        Decision(number=n, title=f"Number {n}", state="taken", taken_at=timezone.now(), **place)
        for n in range(2, 302)
    )
    client = signed_in("reader")
    page = client.get(home + "decisions/").content.decode()
    assert page.index(">First<") < page.index(">Number 301<")  # the open one stands first
    assert "Page 1 of 7" in page
    assert ">Number 2<" in client.get(home + "decisions/?page=7").content.decode()


def test_our_questions_are_marked_and_shared(
    signed_in: Callable[..., Client], home: str, asked: Asked, cast: Cast
) -> None:
    asked()
    row = asked("solvay_manager", View.OURS, title="Between us")
    assert row.number == 1  # of our own room
    theirs = signed_in("quintiles_manager", View.OURS).get(home + "decisions/").content.decode()
    assert "Between us" not in theirs
    client = signed_in("solvay_manager", View.OURS)
    assert "Between us" in client.get(home + "decisions/").content.decode()
    answer = client.post(f"{home}share/decision/{row.pk}/", {"confirm": "1"})
    assert answer.status_code == 302
    kept = Decision.objects.get(pk=row.pk)
    assert (kept.room_id, kept.number) == (cast.joint.pk, 2)
    assert "Between us" in signed_in("quintiles_manager").get(home + "decisions/").content.decode()


def test_what_rests_on_ours_is_not_shared(
    signed_in: Callable[..., Client], home: str, asked: Asked, cast: Cast, objective: Any
) -> None:
    objective.room = cast.solvay_room
    objective.save()
    row = asked("solvay_manager", View.OURS, grounds=[{"objective": objective}], options=TWO)
    signed_in("solvay_manager", View.OURS).post(f"{home}share/decision/{row.pk}/", {"confirm": "1"})
    assert Decision.objects.get(pk=row.pk).room_id == cast.solvay_room.pk
