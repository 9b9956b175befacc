"""The pages: what they show, how they answer bad input, that their queries do not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.discovery import services
from allied.discovery.models import Card, Passage
from allied.foundation.access.actor import View

from .conftest import SAID

SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def url(cast):
    return lambda name, *args: reverse(f"discovery:{name}", args=[cast.alliance.slug, *args])


def queries(client, address, **headers):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address, **headers).status_code == 200
    return len(caught)


def test_lists_ask_as_often_for_many_as_for_one(signed_in, url, cast, by, interview, candidate):
    client = signed_in("member")
    for number in (1, 4):
        for n in range(number):
            row = interview()
            under = candidate(f"{number} {n}")
            services.mark_passages(
                by=by("member"), answer=row.answers.get(), spans=[(0, "We check twice.")],
                candidate=under,
            )  # fmt: skip
        pages = (url("interviews"), url("candidates"), url("workshops"))
        counts = [queries(client, address) for address in pages]
        if number == 1:
            first = counts
    assert counts == first
    assert max(counts) <= 12


def test_a_board_of_200_cards_asks_as_often_as_one_of_2(signed_in, url, board):
    client = signed_in("member")
    shop, _ = board(2)
    few = queries(client, url("workshop", shop.pk))
    more, _ = board(198, start=2)
    page = client.get(url("workshop", more.pk))
    assert page.content.decode().count('class="card"') == 200
    assert queries(client, url("workshop", more.pk)) == few <= 12
    assert len(page.content) < 220_000  # about a tenth of it over the wire


def test_nothing_new_is_told_in_few_queries(signed_in, url, board, frame, by):
    shop, (one, _) = board()
    client = signed_in("reader")
    address = url("board", shop.pk)
    tick = client.get(address).content.decode().split('data-tick="')[1].split('"')[0]
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address, {"seen": tick}).status_code == 204
    assert len(caught) <= 5
    services.move_card(
        by=by("member"), card=one, seen=1, perspective=frame.bands[0], theme=frame.themes[0]
    )
    assert client.get(address, {"seen": tick}).status_code == 200
    for odd in ("", "x", "-1", "9" * 30):
        assert client.get(address, {"seen": odd}).status_code == 200


def test_a_lost_move_says_both_places(signed_in, url, board, frame):
    _, (one, _) = board()
    here, there = (f"{frame.bands[n].pk}-{frame.themes[n].pk}" for n in (0, 1))
    first, second = signed_in("member"), signed_in("theme_leader")
    address = url("card_move", one.pk)
    assert first.post(address, {"field": here, "version": 1}, **SCRIPT).json() == {"ok": True}
    lost = second.post(address, {"field": there, "version": 1}, **SCRIPT)
    assert lost.status_code == 409
    assert "Member moved" in lost.json()["error"]
    assert "Theme 0 · Band 0" in lost.json()["error"]
    assert "Theme 1 · Band 1" in lost.json()["error"]
    again = {"field": there, "version": lost.json()["version"]}
    assert second.post(address, again, **SCRIPT).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [{}, {"field": "x"}, {"field": "1-"}, {"field": "9999-9999"}, {"field": "\0"}, {"field": "-"}],
)
def test_an_odd_move_is_refused(signed_in, url, board, sent):
    _, (one, _) = board()
    address = url("card_move", one.pk)
    answer = signed_in("member").post(address, {"version": "nan", **sent}, **SCRIPT)
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_a_workshop_works_without_scripts(signed_in, url, board, frame):
    shop, (one, two) = board()
    client = signed_in("member")
    assert b"Move to" in client.get(url("card", one.pk)).content
    field = f"{frame.bands[0].pk}-{frame.themes[0].pk}"
    client.post(url("card_move", one.pk), {"field": field, "version": 1})
    client.post(url("card_merge", two.pk), {"onto": one.pk, "version": 1})
    client.post(url("card_add", shop.pk), {"title": "A third"})
    page = client.get(url("workshop", shop.pk)).content.decode()
    assert ("A third" in page, "Candidate 0" in page, "Candidate 1" in page) == (True, True, False)
    assert client.get(url("workshop_record", shop.pk)).status_code == 200
    client.post(url("card_take_off", one.pk), {"version": 2})
    assert Card.objects.get(pk=one.pk).gone_at is not None


def test_sentences_are_marked_without_scripts(signed_in, url, answer):
    client = signed_in("member")
    sent = {"sentence": ["0", "1", "77", "x"], "title": "Know the cost"}
    assert client.post(url("mark", answer.pk), sent).status_code == 302
    passage = Passage.objects.get()
    assert passage.text == "We check twice. Nobody knows the cost!"
    assert passage.candidate.title == "Know the cost"
    for bad in (
        {}, {"sentence": ["0"], "candidate": "x"}, {"words": "No", "start": "0"},
        {"words": "We", "start": "9" * 20}, {"sentence": ["0"], "title": "x" * 200},
    ):  # fmt: skip
        kept = client.post(url("mark", answer.pk), bad)
        assert kept.status_code == 422
    assert Passage.objects.count() == 1


def test_a_second_writer_sees_both_texts(signed_in, url, answer):
    client = signed_in("member")
    sent = {"version": 2, "question": "Q?", "text": "First."}
    assert client.post(url("answer_edit", answer.pk), sent).status_code == 302
    lost = client.post(url("answer_edit", answer.pk), {**sent, "text": "Second."})
    assert lost.status_code == 409
    assert b"First." in lost.content
    assert b"Second." in lost.content


@pytest.mark.parametrize("text", ["x" * 20_001, "a\0b", "\ud7ff" * 5, "שלום עולם. مرحبا؟"])
def test_odd_answers_never_break_the_page(signed_in, url, answer, text):
    sent = {"version": 2, "question": "Q?", "text": text}
    kept = signed_in("member").post(url("answer_edit", answer.pk), sent)
    assert kept.status_code in {302, 422}
    assert kept.status_code == 302 or text[:3].encode() in kept.content


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("interview_add", {"held_on": "never", "partner": "x", "executive": "x" * 999}),
        ("candidate_add", {"title": "x" * 10_000, "perspective": "1e308", "theme": "\0"}),
        ("workshop_add", {"name": "", "held_on": "0000-00-00", "votes_each": "NaN"}),
        ("guide", {"questions": "", "version": "99999999999"}),
    ],
)  # fmt: skip
def test_bad_forms_come_back_with_their_faults(signed_in, url, name, sent):
    kept = signed_in("quintiles_manager").post(url(name), sent)
    assert kept.status_code == 422
    assert b"fault" in kept.content


def test_empty_pages_teach(signed_in, url):
    client = signed_in("reader")
    for name in ("interviews", "candidates", "workshops"):
        assert b'class="empty"' in client.get(url(name)).content


def test_presenting_shows_joint_voices_and_no_buttons(
    signed_in, url, by, board, candidate, answer, cast
):
    shop, (one, _) = board()
    services.mark_passages(
        by=by("member", View.OURS), answer=answer, spans=[(0, "We check twice.")],
        candidate=one.candidate,
    )  # fmt: skip
    wall = signed_in("member", View.PRESENT).get(url("workshop", shop.pk)).content.decode()
    assert "one voice" not in wall
    assert "New card" not in wall
    ours = signed_in("member", View.OURS).get(url("workshop", shop.pk)).content.decode()
    assert "one voice" in ours
    page = signed_in("member", View.PRESENT).get(url("interview", answer.interview_id))
    assert SAID.split(".", maxsplit=1)[0] in page.content.decode()
    assert b"<form" not in page.content.split(b"<main")[1]
