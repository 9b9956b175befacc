"""Interviews, passages, candidates: rules, rooms, lost races, bad input."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from allied.alliances.services import share_record
from allied.discovery import queries, services
from allied.discovery.models import Candidate, Guide, Passage, State
from allied.discovery.wording import runs, sentences, usual_questions
from allied.foundation.access.actor import View
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.strategy.models import Objective

from .conftest import DAY, SAID


def test_sentences_and_runs_keep_their_places():
    assert sentences(SAID) == [
        (0, "We check twice."), (16, "Nobody knows the cost!"), (39, "What would it take?"),
    ]  # fmt: skip
    assert runs([1, 0, 9, -1], SAID) == [(0, "We check twice. Nobody knows the cost!")]
    assert runs([0, 2], SAID) == [(0, "We check twice."), (39, "What would it take?")]
    for text in (
        "",
        "\n\n",
        "a\n\n b. c",
        "3.5 is no end. “So!” he said",
        "مرحبا؟ نعم۔ x",
        "😀! 😀",
    ):
        for start, said in sentences(text):
            assert text[start : start + len(said)] == said


def test_the_guide_is_the_usual_one_until_the_alliance_has_its_own(cast, by):
    member = by("member")
    assert queries.guide_of(member, cast.alliance).questions == usual_questions()
    services.set_guide(by=member, alliance=cast.alliance, version=0, questions="One?\n\n Two? ")
    assert queries.guide_of(by("reader"), cast.alliance).questions == ["One?", "Two?"]
    ours = by("member", View.OURS)
    services.set_guide(by=ours, alliance=cast.alliance, version=0, questions="Our own?")
    assert queries.guide_of(ours, cast.alliance).questions == ["Our own?"]
    assert queries.guide_of(by("solvay_manager", View.OURS), cast.alliance).questions[0] == "One?"
    with pytest.raises(Conflict):
        services.set_guide(by=member, alliance=cast.alliance, version=0, questions="Lost")
    assert Guide.objects.get(room=cast.joint).questions == "One?\nTwo?"


@pytest.mark.parametrize("questions", ["", " \n ", "x" * 301, "a\0b", "q?\n" * 41])
def test_a_bad_guide_is_refused(cast, by, questions):
    with pytest.raises(Refused):
        services.set_guide(by=by("member"), alliance=cast.alliance, version=0, questions=questions)


def test_an_interview_lives_in_the_room_of_the_view(cast, by, interview):
    assert interview().room_id == cast.joint.pk
    own = interview(view=View.OURS)
    assert own.room_id == cast.quintiles_room.pk
    assert queries.interviews_of(by("solvay_manager", View.OURS), cast.alliance)[0] != []
    seen = queries.interviews_of(by("solvay_manager", View.OURS), cast.alliance)[0]
    assert own.pk not in {row.pk for row in seen}


def test_a_person_brings_the_side_along(cast, by, interview):
    row = interview(person=cast.solvay_sponsor, partner=cast.quintiles)
    assert (row.partner, row.who) == (cast.solvay, "Solvay sponsor")


@pytest.mark.parametrize(
    "fields",
    [
        {"executive": ""}, {"executive": "x" * 141}, {"executive": "a\0"}, {"partner": None},
        {"held_on": None}, {"held_on": DAY.replace(year=1)}, {"held_on": DAY.replace(year=9999)},
    ],
)  # fmt: skip
def test_an_incomplete_interview_is_refused(interview, fields):
    with pytest.raises(Refused):
        interview(**fields)


def test_people_of_other_alliances_cannot_be_named(cast, interview):
    with pytest.raises(Refused):
        interview(person=cast.outsider)
    with pytest.raises(Refused):
        interview(partner=cast.rival_alliance.partners.first())


def test_only_the_side_that_recorded_it_rewrites_an_interview(by, answer):
    other, own = by("solvay_manager"), by("member")
    change = {"answer": answer, "version": 2, "question": "Q?", "text": "Other words."}
    with pytest.raises(PermissionDenied):
        services.edit_answer(by=other, **change)
    services.edit_answer(by=own, **change)
    with pytest.raises(Conflict) as lost:
        services.edit_answer(by=own, **change)
    assert lost.value.current.text == "Other words."


@pytest.mark.parametrize("who", ["reader", "outsider", "former_member"])
def test_others_record_nothing(cast, by, interview, who):
    with pytest.raises((PermissionDenied, KeyError)):
        interview(who=who)


def test_nothing_is_recorded_while_presenting(interview):
    with pytest.raises(PermissionDenied):
        interview(view=View.PRESENT)


def test_a_passage_keeps_its_words_and_its_voice(cast, by, answer, candidate):
    under = candidate("Know the cost")
    span = (16, "Nobody knows the cost!")
    [passage] = services.mark_passages(
        by=by("solvay_manager"), answer=answer, spans=[span], candidate=under
    )
    services.edit_answer(
        by=by("quintiles_manager"), answer=answer, version=2, question="Q?", text="Rewritten."
    )
    [side] = queries.gathered(by("reader"), under).voices
    assert (side.company, side.passages) == ("Solvay", [passage])
    assert (passage.text, passage.voice) == ("Nobody knows the cost!", "Head of R&D")


@pytest.mark.parametrize(
    "spans",
    [[], [(0, "Not said")], [(-1, "We")], [(1, "We check twice.")], [(0, " ")], [(10**6, "x")]],
)
def test_words_that_were_not_said_cannot_be_marked(by, answer, spans):
    with pytest.raises(Refused):
        services.mark_passages(by=by("member"), answer=answer, spans=spans, candidate=None)


def test_a_passage_of_our_room_neither_shows_nor_counts_in_the_joint_room(
    cast, by, answer, candidate
):
    under = candidate("Know the cost")
    services.mark_passages(
        by=by("member", View.OURS), answer=answer, spans=[(0, "We check twice.")], candidate=under
    )
    for who, view in [
        ("solvay_manager", View.OURS), ("member", View.JOINT), ("member", View.PRESENT),
    ]:  # fmt: skip
        assert queries.gathered(by(who, view), under).voices == []
        assert queries.candidates_of(by(who, view), cast.alliance)[0].count == 0
    assert queries.gathered(by("member", View.OURS), under).count == 1


def test_sharing_a_passage_leaves_its_interview_at_home(cast, by, interview, candidate):
    row, under = interview(view=View.OURS), candidate("Know the cost")
    ours = by("quintiles_manager", View.OURS)
    [passage] = services.mark_passages(
        by=ours, answer=row.answers.get(), spans=[(0, "We check twice.")], candidate=under
    )
    share_record(by=ours, record=passage)
    partner = by("solvay_manager", View.OURS)
    [side] = queries.gathered(partner, under).voices
    assert side.passages[0].text == "We check twice."
    assert not side.passages[0].opens_interview
    assert Entry.objects.filter(act="alliances.share", room_id=cast.joint.pk).exists()
    with pytest.raises(Http404):
        queries.interview_visible_to(partner, cast.alliance, row.pk)


def test_a_passage_goes_nowhere_before_its_candidate(by, interview, candidate):
    ours = by("quintiles_manager", View.OURS)
    own = candidate("Ours", view=View.OURS)
    [passage] = services.mark_passages(
        by=ours, answer=interview().answers.get(), spans=[(0, "We")], candidate=own
    )
    with pytest.raises(Refused):
        share_record(by=ours, record=passage)
    share_record(by=ours, record=own)
    share_record(by=ours, record=passage)


def test_a_joint_passage_cannot_lie_under_a_candidate_of_ours(by, answer, candidate):
    own = candidate("Ours", view=View.OURS)
    [passage] = services.mark_passages(
        by=by("member"), answer=answer, spans=[(0, "We")], candidate=None
    )
    gather = {"by": by("member", View.OURS), "passage": passage}
    with pytest.raises(Refused):
        services.gather_passage(**gather, version=1, candidate=own)
    passage.refresh_from_db()
    services.gather_passage(**gather, version=1, candidate=candidate("Joint"))
    with pytest.raises(Conflict):
        services.gather_passage(**gather, version=1, candidate=None)


def test_the_other_sides_mark_stays(by, answer):
    [passage] = services.mark_passages(
        by=by("member"), answer=answer, spans=[(0, "We")], candidate=None
    )
    with pytest.raises(Refused):
        services.remove_passage(by=by("solvay_manager"), passage=passage)
    services.remove_passage(by=by("quintiles_manager"), passage=passage)
    assert not Passage.objects.exists()


@pytest.mark.parametrize("title", ["", "  ", "x" * 141, "a\0b", "\u200b"])
def test_a_candidate_needs_a_title(candidate, title):
    with pytest.raises(Refused):
        candidate(title)


def test_titles_are_free_across_rooms_and_taken_within(candidate):
    candidate("Same", view=View.OURS)
    candidate("same", who="theme_leader")
    with pytest.raises(Refused):
        candidate(" SAME ")


def test_taking_one_onto_the_map_keeps_its_voices(cast, by, frame, answer, candidate):
    row = candidate("Know the cost")
    services.mark_passages(by=by("member"), answer=answer, spans=[(0, "We")], candidate=row)
    place = {"perspective": frame.bands[0], "theme": frame.themes[1]}
    with pytest.raises(PermissionDenied):
        services.take_onto_map(by=by("member"), candidate=row, version=1, **place)
    leader = by("theme_leader")
    with pytest.raises(Refused):
        services.take_onto_map(by=leader, candidate=row, version=1, theme=frame.themes[1])
    objective = services.take_onto_map(by=leader, candidate=row, version=1, **place)
    assert (objective.title, objective.theme) == ("Know the cost", frame.themes[1])
    [shown] = queries.voices_of_objective(by("reader"), cast.alliance, objective.pk)
    assert (shown.candidate, shown.count) == (row, 1)
    with pytest.raises(Refused):
        services.take_onto_map(by=leader, candidate=row, version=2, **place)


def test_a_lost_race_takes_nothing_onto_the_map(by, frame, candidate):
    row = candidate("Once")
    with pytest.raises(Conflict):
        services.take_onto_map(
            by=by("theme_leader"), candidate=row, version=7, perspective=frame.bands[0],
            theme=frame.themes[0],
        )  # fmt: skip
    assert not Objective.objects.filter(title="Once").exists()


def test_our_candidate_is_not_taken_onto_the_joint_map(by, frame, candidate):
    row = candidate("Ours", view=View.OURS)
    with pytest.raises(Refused):
        services.take_onto_map(
            by=by("quintiles_manager", View.OURS), candidate=row, version=1,
            perspective=frame.bands[0], theme=frame.themes[0],
        )  # fmt: skip
    assert not Objective.objects.filter(title="Ours").exists()


def test_merging_moves_the_passages_of_every_room(by, answer, candidate):
    one, two = candidate("One"), candidate("Two")
    for view in (View.JOINT, View.OURS):
        services.mark_passages(
            by=by("member", view), answer=answer, spans=[(0, "We")], candidate=one
        )
    services.merge_candidates(by=by("theme_leader"), candidate=one, version=1, into=two)
    assert set(Passage.objects.values_list("candidate", flat=True)) == {two.pk}
    one.refresh_from_db()
    assert (one.state, one.merged_into) == (State.MERGED, two)
    with pytest.raises(Refused):
        services.merge_candidates(by=by("theme_leader"), candidate=two, version=1, into=one)


def test_nothing_is_merged_across_rooms(by, candidate):
    ours, joint = candidate("Ours", view=View.OURS), candidate("Joint")
    actor = by("quintiles_manager", View.OURS)
    for one, two in ((ours, joint), (joint, ours), (joint, joint)):
        with pytest.raises(Refused):
            services.merge_candidates(by=actor, candidate=one, version=1, into=two)


def test_set_aside_with_a_reason_and_brought_back(by, candidate):
    row, leader = candidate("Later"), by("theme_leader")
    with pytest.raises(Refused):
        services.set_aside(by=leader, candidate=row, version=1, reason=" ")
    row = Candidate.objects.get(pk=row.pk)
    services.set_aside(by=leader, candidate=row, version=1, reason="Not this year.")
    with pytest.raises(Refused):
        services.edit_candidate(by=leader, candidate=row, version=2, title="New")
    services.reopen_candidate(by=leader, candidate=row, version=2)
    assert Candidate.objects.get(pk=row.pk).is_open
