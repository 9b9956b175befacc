"""A proposal's way: who may move it on, what a decision makes of it, what the measure did."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal as Amount

import pytest

from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.governance.decisions.services import edit_decision, take_decision
from allied.governance.decisions.tests.conftest import Committee
from allied.governance.models import Proposal
from allied.governance.proposals import services
from allied.governance.proposals.queries import effect_of, proposal_of, proposals_waiting
from allied.scorecard.models import ExpectedEffect, Measure, Reading
from allied.strategy.models import Objective
from tests.support.cast import Cast
from tests.support.world import measured


@pytest.fixture
def measure(cast: Cast, objective: Objective) -> Measure:
    return measured(objective, cast.joint, cast.measure_owner, "Plan quality")


@pytest.fixture
def suggested(cast: Cast, by: Callable, committee: Committee, objective: Objective) -> Callable:
    def suggest(who: str = "member", **more: object) -> Proposal:
        fields = {"title": "Share one plan", "objective": objective, "team": committee.body, **more}
        return services.suggest(by=by(who), alliance=cast.alliance, **fields)

    return suggest


def forward(by: Callable, row: Proposal, **more: object) -> Proposal:
    row = services.take_up(by=by("solvay_sponsor"), proposal=row, version=1, reason="Good")
    return services.put_forward(by=by("solvay_sponsor"), proposal=row, version=2, **more)


def test_only_the_team_takes_up_or_declines(suggested: Callable, by: Callable) -> None:
    row = suggested()
    for stranger in ("member", "measure_owner"):
        with pytest.raises(Refused, match="Only the team"):
            services.take_up(by=by(stranger), proposal=row, version=1)
    with pytest.raises(Refused) as refused:
        services.decline(by=by("quintiles_sponsor"), proposal=row, version=1, reason=" ")
    assert refused.value.field == "reason"
    services.decline(by=by("quintiles_sponsor"), proposal=row, version=1, reason="Too early")
    kept = Proposal.objects.get()
    assert (kept.state, kept.steps.last().reason) == ("declined", "Too early")
    with pytest.raises(Refused, match="cannot be done"):
        services.take_up(by=by(), proposal=row, version=2)


def test_the_theme_leader_takes_up(
    suggested: Callable, by: Callable, committee: Committee, objective: Objective, cast: Cast
) -> None:
    objective.theme.leader = cast.theme_leader
    objective.theme.save()
    committee.body.theme = objective.theme
    committee.body.save()
    services.take_up(by=by("theme_leader"), proposal=suggested(), version=1)


def test_from_a_suggestion_to_an_initiative(
    suggested: Callable, by: Callable, committee: Committee, measure: Measure
) -> None:
    row = forward(by, suggested(measure=measure, change=Amount("-5")), due_on=date(2024, 9, 1))
    decision = row.decision
    assert decision.body == committee.above  # the body above the team
    assert {str(ground) for ground in decision.grounds.all()} == {
        "Share the cost drivers", "Plan quality",
    }  # fmt: skip
    yes = decision.options.first()
    take_decision(by=by(), decision=decision, version=1, decided="", chosen=yes)
    row = Proposal.objects.get()
    assert row.state == "approved"
    made = services.turn_into_initiative(
        by=by(), proposal=row, version=row.version, by_on=date(2024, 12, 31)
    )
    assert (made.name, list(made.measures.all())) == ("Share one plan", [measure])
    assert ExpectedEffect.objects.get().change == Amount("-5")
    row = Proposal.objects.get()
    assert (row.initiative, proposal_of(by("reader"), made)) == (made, row)
    with pytest.raises(Refused, match="already"):
        services.turn_into_initiative(by=by(), proposal=row, version=row.version)
    states = list(row.steps.values_list("state", flat=True))
    assert states == ["suggested", "taken_up", "put_forward", "approved", "approved"]


def test_declined_by_the_body(suggested: Callable, by: Callable) -> None:
    row = forward(by, suggested())
    no = row.decision.options.last()
    take_decision(by=by(), decision=row.decision, version=1, decided="", chosen=no)
    assert Proposal.objects.get().state == "declined"


def test_words_of_the_body_are_settled_by_hand(suggested: Callable, by: Callable) -> None:
    row = forward(by, suggested())
    with pytest.raises(Refused, match="not decided yet"):
        services.settle(by=by(), proposal=row, version=row.version, approved=True)
    take_decision(by=by(), decision=row.decision, version=1, decided="Half of it")
    row = Proposal.objects.get()
    assert row.state == "put_forward"
    services.settle(by=by(), proposal=row, version=row.version, approved=True)
    assert Proposal.objects.get().steps.last().reason == "Half of it"


def test_an_answer_taken_away_approves_nothing(suggested: Callable, by: Callable) -> None:
    row = forward(by, suggested())
    yes, no = row.decision.options.all()
    options = [{"pk": yes.pk, "title": ""}, {"pk": no.pk, "title": no.title}]
    edit_decision(by=by(), decision=row.decision, version=1, options=options)
    take_decision(by=by(), decision=row.decision, version=2, decided="", chosen=no)
    assert Proposal.objects.get().state == "put_forward"


def test_outside_the_rights_nothing_is_put_forward(
    suggested: Callable, by: Callable, committee: Committee
) -> None:
    with pytest.raises(Refused, match="Steering committee may"):
        forward(
            by, suggested(), body=committee.body, matter=committee.matter, amount=Amount(9000),
            currency="EUR",
        )  # fmt: skip
    assert Proposal.objects.get().state == "taken_up"


def test_what_the_measure_did_since(suggested: Callable, by: Callable, measure: Measure) -> None:
    row = forward(by, suggested(measure=measure, change=Amount(5)))
    yes = row.decision.options.first()
    take_decision(by=by(), decision=row.decision, version=1, decided="", chosen=yes)
    row = Proposal.objects.get()
    _first, second, _third = Reading.objects.filter(measure=measure).order_by("period_start")
    services.turn_into_initiative(
        by=by(), proposal=row, version=row.version, starts_on=second.period_start
    )
    effect = effect_of(by("reader"), Proposal.objects.get())
    assert (effect.expected, effect.start.shown, effect.now.shown) == ("+5", "35", "60")
    assert effect.moved == "+25"
    Reading.objects.filter(measure=measure).delete()
    none = effect_of(by("reader"), Proposal.objects.get())
    assert (none.start, none.now, none.moved) == (None, None, "")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"change": Amount(5)}, "measure"),
        ({"change": Amount("NaN"), "with_measure": True}, "change"),
        ({"change": Amount(0), "with_measure": True}, "change"),
    ],
)
def test_what_cannot_be_suggested(
    suggested: Callable, measure: Measure, fields: dict, field: str
) -> None:
    fields = dict(fields)
    if fields.pop("with_measure", False):
        fields["measure"] = measure
    with pytest.raises(Refused) as refused:
        suggested(**fields)
    assert refused.value.field == field


def test_who_is_waited_for(suggested: Callable, by: Callable, cast: Cast) -> None:
    row = suggested()
    waits = lambda who: proposals_waiting(by(who), [cast.alliance])  # noqa: E731
    assert waits("solvay_sponsor") == [row]
    assert waits("member") == []


def test_a_joint_proposal_names_nothing_of_ours(
    suggested: Callable, objective: Objective, cast: Cast
) -> None:
    objective.room = cast.solvay_room
    objective.save()
    with pytest.raises(Refused, match="our own room"):
        suggested("solvay_manager")


def test_ours_is_seen_by_our_side_alone(cast: Cast, by: Callable) -> None:
    row = services.suggest(
        by=by("solvay_manager", View.OURS), alliance=cast.alliance, title="Between us"
    )
    seen = Proposal.objects.visible_to
    assert row in seen(by("solvay_sponsor", View.OURS))
    assert row not in seen(by("quintiles_manager", View.OURS))
    assert row not in seen(by("solvay_manager", View.JOINT))
