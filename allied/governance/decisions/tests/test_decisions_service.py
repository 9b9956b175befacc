"""Raising, editing, deciding, superseding: what is refused, and what stays for good."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal as Amount

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.governance.decisions import services
from allied.governance.decisions.queries import decisions_to_look_back_on, decisions_waiting
from allied.governance.models import (
    Attendance,
    Ballot,
    Body,
    BodyMember,
    Decision,
    DecisionRight,
    Meeting,
    Topic,
)
from allied.pure.deliberation import Toss, is_true
from allied.strategy.models import Objective
from tests.support.cast import Cast

from .conftest import TWO, Committee

Asked = Callable[..., Decision]


def test_numbers_count_up_within_a_room(asked: Asked) -> None:
    assert [asked().number, asked().number] == [1, 2]


def test_sent_twice_is_written_once(asked: Asked) -> None:
    key = "5f0b6f0e-7a25-4fd0-9a2d-2a5b7d6f2c11"
    assert asked(key=key).pk == asked(key=key).pk
    assert Decision.objects.count() == 1


def test_outside_the_rights_names_the_body_that_may(asked: Asked, committee: Committee) -> None:
    with pytest.raises(services.OutsideRights) as outside:
        asked(body=committee.body, matter=committee.matter, amount=Amount(5001), currency="EUR")
    assert outside.value.body == committee.above
    assert "Steering committee may" in str(outside.value)
    within = asked(
        body=committee.body, matter=committee.matter, amount=Amount(5000), currency="EUR"
    )
    assert within.pk


def test_another_currency_is_not_converted(asked: Asked, committee: Committee) -> None:
    with pytest.raises(services.OutsideRights, match="nothing is converted"):
        asked(body=committee.body, matter=committee.matter, amount=Amount(10), currency="USD")


def test_a_limit_asks_for_the_amount(asked: Asked, committee: Committee) -> None:
    with pytest.raises(services.OutsideRights, match="enter the amount"):
        asked(body=committee.body, matter=committee.matter)


def test_a_right_taken_away_meanwhile_refuses_the_taking(
    asked: Asked, committee: Committee, by: Callable
) -> None:
    row = asked(body=committee.body, matter=committee.matter, amount=Amount(10), currency="EUR")
    DecisionRight.objects.filter(body=committee.body).delete()
    with pytest.raises(services.OutsideRights):
        services.take_decision(by=by(), decision=row, version=1, decided="Yes")
    assert Decision.objects.get().state == "open"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "nul \0"}, "title"),
        ({"situation": "x" * 8001}, "situation"),
        ({"importance": 9}, "importance"),
        ({"reversibility": "maybe"}, "reversibility"),
        ({"amount": Amount("NaN"), "currency": "EUR"}, "amount"),
        ({"amount": Amount(5)}, "currency"),
        ({"amount": Amount(5), "currency": "XQX"}, "currency"),
        ({"options": [{"title": "", "for_it": "x"}, {"title": "x" * 201}]}, "option_1_title"),
    ],
)
def test_what_cannot_be_written_is_refused_at_its_field(
    asked: Asked, fields: dict, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        asked(**fields)
    assert refused.value.field == field
    assert not Decision.objects.exists()


def test_each_partner_one_vote_and_unanimous(
    asked: Asked, committee: Committee, by: Callable, ballots: Callable
) -> None:
    row = asked(body=committee.body)
    chosen = row.options.first()
    with pytest.raises(Refused, match="against: not carried"):
        services.take_decision(
            by=by(), decision=row, version=1, decided="", chosen=chosen,
            ballots=ballots(solvay_manager="yes", quintiles_manager="no"),
        )  # fmt: skip
    with pytest.raises(Refused, match="no quorum"):
        services.take_decision(
            by=by(), decision=row, version=1, decided="", chosen=chosen,
            ballots=ballots(solvay_manager="yes", solvay_sponsor="yes"),
        )  # fmt: skip
    assert not Ballot.objects.exists()
    taken = services.take_decision(
        by=by(), decision=row, version=1, decided="", chosen=chosen,
        ballots=ballots(solvay_manager="yes", quintiles_manager="yes", solvay_sponsor="abstain"),
    )  # fmt: skip
    kept = Decision.objects.get(pk=taken.pk)
    assert (kept.decided, kept.state) == ("Open them", "taken")
    assert kept.rule["outcome"] == "carried"
    assert kept.deciders == ["Solvay manager", "Solvay sponsor", "Quintiles manager"]
    assert {b.name: b.answer for b in Ballot.objects.all()} == {
        "Solvay manager": "yes", "Solvay sponsor": "abstain", "Quintiles manager": "yes",
    }  # fmt: skip


def test_the_outcome_stays_as_it_was(
    asked: Asked, committee: Committee, by: Callable, ballots: Callable
) -> None:
    row = services.take_decision(
        by=by(), decision=asked(body=committee.body), version=1, decided="Yes",
        ballots=ballots(solvay_manager="yes", quintiles_manager="yes"),
    )  # fmt: skip
    frozen = row.rule
    Body.objects.filter(pk=committee.body.pk).update(name="Another", rule="majority")
    BodyMember.objects.all().delete()
    assert Decision.objects.get(pk=row.pk).rule == frozen
    assert frozen["body"] == "Project team"


def test_own_words_count_whatever_others_write(
    asked: Asked, committee: Committee, by: Callable, ballots: Callable
) -> None:
    row = asked(body=committee.body)
    first, second = row.options.all()
    services.cast_ballot(by=by("quintiles_manager"), decision=row, answer="yes", option=second)
    with pytest.raises(Refused, match="Quintiles is against"):
        services.take_decision(
            by=by(), decision=row, version=1, decided="", chosen=first,
            ballots=ballots(solvay_manager="yes", quintiles_manager="yes"),
        )  # fmt: skip
    services.cast_ballot(by=by("quintiles_manager"), decision=row, answer="yes", option=first)
    services.cast_ballot(by=by("solvay_manager"), decision=row, answer="yes", option=first)
    taken = services.take_decision(by=by(), decision=row, version=1, decided="", chosen=first)
    assert taken.rule["outcome"] == "carried"
    assert Ballot.objects.filter(superseded_at=None).count() == 2


def test_only_members_with_a_vote_vote(asked: Asked, committee: Committee, by: Callable) -> None:
    row = asked(body=committee.body)
    with pytest.raises(Refused, match="Only members"):
        services.cast_ballot(by=by("member"), decision=row, answer="no")
    BodyMember.objects.filter(person__name="Solvay sponsor").update(votes=False)
    with pytest.raises(Refused, match="Only members"):
        services.cast_ballot(by=by("solvay_sponsor"), decision=row, answer="no")
    with pytest.raises(Refused, match="Choose the option"):
        services.cast_ballot(by=by("solvay_manager"), decision=row, answer="yes")


def test_an_option_that_says_something_else_has_no_votes(
    asked: Asked, committee: Committee, by: Callable
) -> None:
    row = asked(body=committee.body)
    first = row.options.first()
    services.cast_ballot(by=by(), decision=row, answer="yes", option=first)
    options = [{"pk": first.pk, "title": "Open half of them"}]
    services.edit_decision(by=by(), decision=row, version=1, options=options)
    assert not Ballot.objects.filter(superseded_at=None).exists()
    assert [o.title for o in row.options.all()] == ["Open half of them", "Keep them shut"]


def test_attendance_without_a_quorum_decides_nothing(
    asked: Asked, committee: Committee, by: Callable, cast: Cast
) -> None:
    meeting = Meeting.objects.create(
        alliance=cast.alliance, room=cast.joint, body=committee.body, starts_at=timezone.now()
    )
    there = Attendance.objects.create(
        meeting=meeting, member=committee.seats["solvay_manager"], name="Solvay manager"
    )
    row = asked(body=committee.body)
    with pytest.raises(Refused, match="no quorum"):
        services.take_decision(by=by(), decision=row, version=1, decided="Yes", meeting=meeting)
    there.pk = None
    there.member = committee.seats["quintiles_manager"]
    there.save()
    taken = services.take_decision(by=by(), decision=row, version=1, decided="Yes", meeting=meeting)
    assert taken.rule["outcome"] == "carried"
    assert taken.on_the_spot  # raised after the meeting began


def test_the_first_meeting_that_has_it_decides_on_the_spot(
    asked: Asked, committee: Committee, by: Callable, cast: Cast
) -> None:
    now, place = timezone.now(), {"alliance": cast.alliance, "room": cast.joint}
    early, late = (
        Meeting.objects.create(body=committee.body, starts_at=now + timedelta(days=d), **place)
        for d in (1, 30)
    )
    rows = [asked(body=committee.body) for _each in range(3)]
    for row in rows[:2]:
        for meeting in (late, early)[: rows.index(row) + 1]:
            Topic.objects.create(
                meeting=meeting, title="x", source_kind="decision", source_id=row.pk
            )
    spots = [
        services.take_decision(
            by=by(), decision=row, version=1, decided="Yes", meeting=late
        ).on_the_spot
        for row in rows
    ]
    assert spots == [True, False, False]


def test_what_is_taken_is_changed_through_no_door(
    asked: Asked, committee: Committee, by: Callable
) -> None:
    row = asked(body=committee.body)
    services.take_decision(by=by(), decision=row, version=1, decided="Yes")
    before = Decision.objects.filter(pk=row.pk).values().get()
    stale, first = Decision.objects.get(pk=row.pk), row.options.first()
    stale.state = "open"  # as somebody has it who opened it before
    doors = [
        lambda: services.edit_decision(by=by(), decision=stale, version=2, title="Other"),
        lambda: services.edit_decision(by=by(), decision=stale, version=2, options=[]),
        lambda: services.withdraw_decision(by=by(), decision=stale, version=2, why="x"),
        lambda: services.take_decision(by=by(), decision=stale, version=2, decided="No"),
        lambda: services.lay_coin(by=by(), decision=stale, version=2),
        lambda: services.toss_coin(by=by(), decision=stale, version=2),
        lambda: services.cast_ballot(by=by(), decision=stale, answer="yes", option=first),
    ]
    for door in doors:
        with pytest.raises(Refused, match="no longer open"):
            door()
    assert Decision.objects.filter(pk=row.pk).values().get() == before
    assert row.options.count() == 2


def test_superseding_leaves_the_old_text_and_holds_until_the_new_is_taken(
    asked: Asked, by: Callable
) -> None:
    old = services.take_decision(by=by(), decision=asked(), version=1, decided="Yes")
    new = services.supersede_decision(by=by(), decision=old, title="Shut them again?", options=TWO)
    assert Decision.objects.get(pk=old.pk).state == "taken"
    with pytest.raises(Refused, match="already"):
        services.supersede_decision(by=by(), decision=old, title="Again?")
    services.take_decision(by=by(), decision=new, version=1, decided="No")
    kept = Decision.objects.get(pk=old.pk)
    assert (kept.state, kept.decided, kept.superseded_by) == ("superseded", "Yes", new)
    with pytest.raises(Refused, match="in force"):
        services.supersede_decision(by=by(), decision=kept, title="Again?")


def test_a_withdrawn_successor_leaves_the_old_free(asked: Asked, by: Callable) -> None:
    old = services.take_decision(by=by(), decision=asked(), version=1, decided="Yes")
    new = services.supersede_decision(by=by(), decision=old, title="Shut them again?")
    services.withdraw_decision(by=by(), decision=new, version=1, why="Solved itself")
    assert services.supersede_decision(by=by(), decision=old, title="Once more?").supersedes == old


def test_the_second_writer_is_told(asked: Asked, by: Callable) -> None:
    row = asked()
    services.edit_decision(by=by(), decision=row, version=1, title="First")
    with pytest.raises(Conflict) as lost:
        services.edit_decision(by=by(), decision=row, version=1, title="Second")
    assert lost.value.current.title == "First"
    with pytest.raises(Conflict):
        services.take_decision(by=by(), decision=row, version=1, decided="Yes")


def test_an_option_added_by_somebody_else_stays(asked: Asked, by: Callable) -> None:
    row = asked()
    kept = [{"pk": o.pk, "title": o.title} for o in row.options.all()]
    services.edit_decision(
        by=by(), decision=row, version=1, options=[*kept, {"title": "Ask again"}]
    )
    services.edit_decision(by=by(), decision=row, version=2, options=kept)
    assert row.options.count() == 3
    gone = [*kept[:1], {**kept[1], "title": ""}]
    services.edit_decision(by=by(), decision=row, version=3, options=gone)
    assert [o.title for o in row.options.all()] == ["Open them", "Ask again"]


def test_the_coin_is_laid_and_tossed_once_and_decides_nothing(asked: Asked, by: Callable) -> None:
    row = asked()
    with pytest.raises(Refused, match="Get the coin ready first"):
        services.toss_coin(by=by(), decision=row, version=1)
    laid = services.lay_coin(by=by(), decision=row, version=1)
    with pytest.raises(Refused, match="one toss"):
        services.lay_coin(by=by(), decision=row, version=2)
    made = services.toss_coin(by=by(), decision=row, version=2, words=["rain", "soleil"])
    assert is_true(Toss.from_json(made), laid["seal"])
    assert (made["who"], made["words"]) == ("Solvay manager", ["rain", "soleil"])
    for again in (services.toss_coin, services.lay_coin):
        with pytest.raises(Refused, match="already"):
            again(by=by(), decision=row, version=3)
    assert Decision.objects.get(pk=row.pk).state == "open"


def test_options_the_other_way_round_are_the_same_coin(asked: Asked, by: Callable) -> None:
    row = asked()
    services.lay_coin(by=by(), decision=row, version=1)
    turned = [{"pk": o.pk, "title": o.title} for o in reversed(row.options.all())]
    services.edit_decision(by=by(), decision=row, version=2, options=turned)
    with pytest.raises(Refused, match="already"):
        services.lay_coin(by=by(), decision=row, version=3)


def test_a_coin_needs_two_options(asked: Asked, by: Callable) -> None:
    with pytest.raises(Refused, match="two options"):
        services.lay_coin(by=by(), decision=asked(options=TWO[:1]), version=1)


def test_looking_back_comes_due_and_again(asked: Asked, by: Callable, cast: Cast) -> None:
    then = timezone.now() - timedelta(days=100)
    row = asked(raised_at=then, owner=cast.member)
    today = timezone.localdate()
    services.take_decision(
        by=by(), decision=row, version=1, decided="Yes", taken_at=then, look_back_on=today
    )
    due = lambda: decisions_to_look_back_on(by("member"), [cast.alliance])  # noqa: E731
    assert due() == [row]
    services.look_back(
        by=by(), decision=row, outcome="too_early", again_on=today + timedelta(days=9)
    )
    assert due() == []
    row.look_backs.update(again_on=today)
    assert due() == [row]
    services.look_back(by=by(), decision=row, outcome="better", text="It was")
    assert due() == []


def test_what_waits_for_whom(asked: Asked, committee: Committee, by: Callable, cast: Cast) -> None:
    of_body, owned, other = asked(body=committee.body), asked(owner=cast.member), asked()
    waits = lambda who: set(decisions_waiting(by(who), [cast.alliance]))  # noqa: E731
    assert waits("quintiles_sponsor") == {of_body}
    assert waits("member") == {owned}
    assert other not in waits("solvay_manager")


def test_a_joint_decision_rests_on_nothing_of_ours(
    asked: Asked, objective: Objective, cast: Cast, by: Callable
) -> None:
    asked(grounds=[{"objective": objective}, {"text": "What the case says"}])
    own = Objective.objects.create(
        title="Ours", alliance=cast.alliance, room=cast.quintiles_room,
        perspective=objective.perspective, theme=objective.theme,
    )  # fmt: skip
    with pytest.raises(Refused, match="our own room"):
        asked(grounds=[{"objective": own}])


def test_readers_and_shared_screens_write_nothing(asked: Asked, by: Callable, cast: Cast) -> None:
    from allied.foundation.access.actor import View

    row = asked()
    for actor in (by("reader"), by("member", View.PRESENT), by("outsider")):
        with pytest.raises(PermissionDenied):
            services.raise_decision(by=actor, alliance=cast.alliance, title="x")
        with pytest.raises(PermissionDenied):
            services.take_decision(by=actor, decision=row, version=1, decided="x")


def test_the_trail_tells(asked: Asked, by: Callable) -> None:
    services.take_decision(by=by(), decision=asked(), version=1, decided="Yes")
    acts = list(Entry.objects.filter(kind="decision").values_list("act", flat=True))
    assert acts == ["governance.raise_decision", "governance.take_decision"] or acts == [
        "governance.take_decision", "governance.raise_decision",
    ]  # fmt: skip
