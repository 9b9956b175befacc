"""The ladder: proposed by one side, agreed by the other, never edited; as a form and on my work."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allied.alliances.models import Alliance
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.governance.escalations import services
from allied.governance.escalations.queries import (
    ladder_of,
    ladder_waiting_in,
    ladders_of,
    ladders_to_agree,
    usual_steps,
)
from allied.governance.escalations.services.ladders import holidays_in
from allied.governance.escalations.steps import Step
from allied.governance.models import Ladder, LadderAgreement

LADDER = {
    "version": "0", "level_0": "sponsors", "days_0": "10", "business_days": "business",
    "weekend": "56", "timezone": "Europe/Brussels", "end": "returned",
}  # fmt: skip
THREE = [Step(None, 3)]


def state_of(row):
    return Ladder.objects.get(pk=row.pk).state


def test_the_usual_ladder_takes_the_bodies_that_there_are(cast, bodies):
    found = [(step.body and step.body.name, step.days) for step in usual_steps(bodies)]
    assert found == [("Project team", 5), ("Steering", 10), (None, 10)]


def test_the_first_ladder_is_agreed_by_both(cast, by, propose, draft):
    row, escalation = propose(holidays="2026-04-06\n\n2026-04-03\n2026-04-06"), draft()
    assert ladder_of(by("reader"), cast.alliance) is None
    with pytest.raises(Refused, match="not agreed a ladder"):
        services.present(by=by("quintiles_manager"), escalation=escalation, version=1)
    assert not services.agree_ladder(by=by("quintiles_manager"), ladder=row)  # said already
    assert services.agree_ladder(by=by("solvay_manager"), ladder=row)
    found = ladder_of(by("reader"), cast.alliance)
    assert found.holidays.split() == ["2026-04-03", "2026-04-06"]
    rungs = [(r.name, r.days) for r in found.rungs.all()]
    assert rungs == [("Project team", 5), ("Steering", 5), ("Executive sponsors", 10)]
    assert LadderAgreement.objects.count() == 2
    acts = Entry.objects.filter(kind="ladder").order_by("id").values_list("act", flat=True)
    assert [act.removeprefix("governance.") for act in acts] == [
        "propose_ladder", "agree_ladder", "agree_ladder", "put_ladder_in_force",
    ]  # fmt: skip


def test_the_one_in_force_stays_until_the_other_side_agrees(cast, by, agree, propose, presented):
    first = agree()
    before = {name: getattr(first, name) for name in ("timezone", "holidays", "end")}
    under_way = presented()
    second = propose(1, "solvay_manager", levels=THREE, why="Nobody reads the first two")
    assert (state_of(first), state_of(second)) == ("in_force", "proposed")
    assert ladder_of(by("member"), cast.alliance) == first
    later = presented(title="Later")
    assert services.agree_ladder(by=by("quintiles_manager"), ladder=second)
    assert (state_of(first), state_of(second)) == ("superseded", "in_force")
    kept = Ladder.objects.get(pk=first.pk)
    assert {name: getattr(kept, name) for name in before} == before
    assert [r.days for r in kept.rungs.all()] == [5, 5, 10]
    for row in (under_way, later):
        row.refresh_from_db()
        assert len(row.ladder["rungs"]) == 3
    assert len(presented(title="Last").ladder["rungs"]) == 1


def test_it_is_declined_or_withdrawn_with_a_reason(by, agree, propose):
    first = agree()
    second = propose(1, levels=THREE)
    for who, act, said in (
        ("solvay_manager", services.withdraw_ladder, "Only the side that proposed"),
        ("quintiles_manager", services.decline_ladder, "withdraw it"),
    ):
        with pytest.raises(Refused, match=said):
            act(by=by(who), ladder=second, why="x")
    for why in ("", " ", "x" * 501):
        with pytest.raises(Refused) as refused:
            services.decline_ladder(by=by("solvay_manager"), ladder=second, why=why)
        assert refused.value.field == "why"
    services.decline_ladder(by=by("solvay_manager"), ladder=second, why="Too short for us")
    kept = Ladder.objects.get(pk=second.pk)
    assert (kept.state, kept.ended_by, kept.ended_why) == (
        "declined", "Solvay manager", "Too short for us",
    )  # fmt: skip
    third = propose(2, levels=[Step(None, 4)])
    services.withdraw_ladder(by=by("quintiles_manager"), ladder=third, why="Asked first")
    assert (state_of(first), state_of(third)) == ("in_force", "withdrawn")
    for row in (second, third):
        with pytest.raises(Conflict):
            services.agree_ladder(by=by("solvay_manager"), ladder=row)
        with pytest.raises(Conflict):
            services.decline_ladder(by=by("solvay_manager"), ladder=row, why="x")


def test_another_proposal_takes_the_place_of_the_open_one(by, agree, propose):
    agree()
    mine = propose(1, levels=THREE)
    with pytest.raises(Conflict) as lost:
        propose(1, "solvay_manager", levels=[Step(None, 9)])
    assert lost.value.current == mine
    theirs = propose(2, "solvay_manager", levels=[Step(None, 9)])
    kept = Ladder.objects.get(pk=mine.pk)
    assert (kept.state, kept.ended_why) == ("withdrawn", "Replaced by ladder 3.")
    assert not services.agree_ladder(by=by("solvay_manager"), ladder=theirs)
    with pytest.raises(Refused, match="Nothing differs from the ladder that is in force"):
        propose(3)
    with pytest.raises(Refused, match="Nothing differs from the ladder that is proposed"):
        propose(3, levels=[Step(None, 9)])


def test_who_has_left_is_not_asked(cast, by, propose):
    cast.solvay.left_on = "2026-01-01"
    cast.solvay.save()
    assert state_of(propose()) == "in_force"


@pytest.mark.parametrize("who", ["member", "reader", "theme_leader", "outsider", "former_member"])
def test_only_alliance_managers_propose_and_agree(by, propose, who):
    with pytest.raises(PermissionDenied):
        propose(who=who)
    row = propose()
    for act in (services.agree_ladder, services.decline_ladder, services.withdraw_ladder):
        more = {} if act is services.agree_ladder else {"why": "x"}
        with pytest.raises(PermissionDenied):
            act(by=by(who), ladder=row, **more)


def test_my_work_lists_it_for_the_side_that_has_not_agreed(cast, by, propose, signed_in):
    row = propose()

    def asked(who, view=View.JOINT):
        actor = by(who, view)
        alliances = Alliance.objects.visible_to(actor).annotate(**ladder_waiting_in(actor))
        return [each.author for each in ladders_to_agree(actor, alliances)]

    whose = ["Quintiles manager"]
    assert asked("solvay_manager") == asked("solvay_manager", View.OURS) == whose
    assert asked("quintiles_manager") == asked("solvay_sponsor") == []
    page = signed_in("solvay_manager").get("/").content.decode()
    assert "The ladder of escalation" in page
    assert "A ladder of escalation waits for your side" in page
    services.agree_ladder(by=by("solvay_manager"), ladder=row)
    assert asked("solvay_manager") == []


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("level_0", {"levels": []}),
        ("level_1", {"levels": [Step(None, 3), Step(None, 3)]}),
        ("days_0", {"levels": [Step(None, 0)]}),
        ("days_0", {"levels": [Step(None, 366)]}),
        ("timezone", {"timezone": "Mars/Olympus"}),
        ("weekend", {"weekend": "0123456"}),
        ("weekend", {"weekend": "8"}),
        ("holidays", {"holidays": "2026-02-30"}),
        ("holidays", {"holidays": "0001-01-01"}),
        ("end", {"end": "fight"}),
        ("final_say", {"end": "final_say"}),
    ],
)
def test_a_ladder_that_makes_no_sense_is_refused_beside_its_field(propose, field, fields):
    with pytest.raises(Refused) as caught:
        propose(**fields)
    assert caught.value.field == field
    assert not Ladder.objects.exists()


def test_a_final_say_names_the_matters_it_holds_for(cast, propose):
    with pytest.raises(Refused) as caught:
        propose(end="final_say", final_say=cast.solvay)
    assert caught.value.field == "final_matters"


def test_a_line_that_is_no_date_is_named():
    with pytest.raises(Refused, match="Line 2"):
        holidays_in("2026-12-25\nChristmas")


# On the pages


@pytest.fixture
def url(cast):
    return lambda name, *args: reverse(f"governance:{name}", args=[cast.alliance.slug, *args])


def text_of(client, address):
    return client.get(address).content.decode()


def test_proposed_on_one_page_and_agreed_on_the_other(signed_in, url, bodies):
    ours = signed_in("solvay_manager")
    assert "This is a usual ladder" in text_of(ours, url("ladder_propose"))
    assert ours.post(url("ladder_propose"), LADDER | {"why": "One <level>"}).status_code == 302
    assert ours.post(url("ladder_propose"), LADDER | {"days_0": "3"}).status_code == 409
    row = Ladder.objects.get()
    assert "Agree for our side" not in text_of(ours, url("ladder"))
    theirs = signed_in("quintiles_manager")
    text = text_of(theirs, url("ladder"))
    assert "Solvay proposes the first one." in text
    assert "One &lt;level&gt;" in text
    assert "Agree for our side" in text
    assert signed_in("member").post(url("ladder_agree", row.pk)).status_code == 403
    assert signed_in("quintiles_manager").post(url("ladder_agree", row.pk)).status_code == 302
    assert state_of(row) == "in_force"
    assert "Executive sponsors" in text_of(signed_in("reader"), url("ladder"))


def test_declined_on_a_page_with_what_was_typed_kept(signed_in, url, propose, by):
    row, client = propose(), signed_in("solvay_manager")
    assert client.post(url("ladder_decline", row.pk), {"version": "1"}).status_code == 422
    assert state_of(row) == "proposed"
    services.withdraw_ladder(by=by("quintiles_manager"), ladder=row, why="Wait")
    late = client.post(url("ladder_decline", row.pk), {"version": "1", "why": "Too long"})
    assert late.status_code == 422
    assert "not open any more" in late.content.decode()
    assert "Too long" in late.content.decode()
    assert "Wait" in text_of(client, url("ladder"))


@pytest.mark.parametrize(
    "typed",
    [
        {"days_0": ""}, {"days_0": "NaN"}, {"days_0": "1e9"}, {"level_0": "999999"},
        {"level_0": ""}, {"holidays": "a\0b"}, {"holidays": "x" * 10_000}, {"timezone": "x" * 999},
        {"end": "final_say"}, {"final_matters": "77"}, {"weekend": "9"}, {"version": "99999999999"},
        {"holidays": "9999-12-31"}, {"why": "x" * 501}, {"why": "a\0b"},
    ],
)  # fmt: skip
def test_bad_input_is_never_an_error_of_the_server(signed_in, url, bodies, typed):
    answer = signed_in("quintiles_manager").post(url("ladder_propose"), LADDER | typed)
    assert answer.status_code == 422
    assert not Ladder.objects.exists()


def test_many_ladders_ask_as_often_as_two(cast, by, signed_in, url, agree):
    client, counts = signed_in("solvay_manager"), []
    agree()
    for number in range(1, 6):
        agree(number, levels=[Step(None, number)])
        if number in {1, 5}:
            with CaptureQueriesContext(connection) as caught:
                assert client.get(url("ladder")).status_code == 200
            counts.append(len(caught))
    assert counts[0] == counts[1]
    assert len(ladders_of(by("reader"), cast.alliance).ended) == 5
