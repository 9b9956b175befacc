"""An alliance with something in every table, in the joint room and in Solvay's own room.

Whatever is secret carries the word `MARKER` and, in every table, a primary key from `SECRET` on, so
that one walk over all URLs with that key meets the secret record of whichever table a URL reads.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from allied.agreement.document import to_json
from allied.agreement.models import MapVersion, Stance
from allied.agreement.queries import working_map
from allied.alliances.models import Invitation, Room
from allied.discovery.models import (
    Answer,
    Candidate,
    Card,
    Guide,
    Interview,
    Move,
    Passage,
    Vote,
    Workshop,
)
from allied.foundation.access.actor import View
from allied.foundation.audit.models import Entry
from allied.notes.models import Note
from allied.people.models import AccessToken, Person
from allied.relations import definition
from allied.relations.models import Answer as SideAnswer
from allied.relations.models import (
    Counterpart,
    Criterion,
    Dimension,
    Round,
    Sheet,
    Template,
)
from allied.relations.models import Link as FillLink
from allied.scorecard.derived.services import compute_all
from allied.scorecard.models import (
    Dependency,
    ExpectedEffect,
    Formula,
    Initiative,
    Measure,
    Milestone,
    Offer,
    PeriodLock,
    Reading,
    Reply,
    Retirement,
    Review,
    Spend,
    StatusByHand,
    Target,
)
from allied.scorecard.services import refresh_standings
from allied.strategy.models import (
    JointWin,
    Link,
    MapChange,
    Objective,
    Perspective,
    StrategyMap,
    Theme,
)

from .cast import Cast
from .governed import governed

MARKER = "Zinnober"
INVITED = "Zaunkönig"  # an invitation or a token belongs to its side in the joint view too
SECRET = 900_001


class World(Struct):
    cast: Cast
    objective: Objective
    effect: Objective
    theme: Theme
    perspective: Perspective
    measure: Measure
    secret_measure: Measure
    secret_note: Note


def make_world(cast: Cast) -> World:
    place = {"alliance": cast.alliance, "room": cast.joint}
    StrategyMap.objects.create(mission="Value for both", values_line="Trust", **place)
    low, high = (
        Perspective.objects.create(name=name, position=n, **place)
        for n, name in enumerate(("Process", "Stakeholder"))
    )
    theme = Theme.objects.create(name="Collaboration", leader=cast.theme_leader, **place)
    cause, effect = (
        Objective.objects.create(title=title, perspective=band, theme=theme, **place)
        for title, band in (("Share the cost drivers", low), ("Grow value for both", high))
    )
    Link.objects.create(cause=cause, effect=effect, **place)
    JointWin.objects.create(objective=cause, partner=cast.solvay, text="A sound plan", **place)
    measure = measured(cause, cast.joint, cast.measure_owner, "Plan quality")
    Note.objects.create(
        kind="objective", object_id=cause.pk, text="As agreed", author=cast.member, **place
    )
    PeriodLock.objects.create(
        period_start=date(2020, 1, 1), period_end=date(2020, 12, 31),
        locked_by=cast.solvay_manager, **place,
    )  # fmt: skip
    Review.objects.create(
        name="First review", held_on=date(2024, 1, 1), author="Solvay manager",
        algorithm="allied-scoring/1", scorecard=EMPTY_REVIEW, **place,
    )  # fmt: skip
    doubled = measured(effect, cast.joint, cast.measure_owner, "Quality, counted double")
    mean = f"2 * mean({{objective #{cause.pk}}}) + [#{measure.pk}] - [#{measure.pk}]"
    Formula.objects.create(measure=doubled, text=mean, author=cast.solvay_manager)
    discovered(cast, cast.joint, cast.solvay_sponsor, cause, low, theme, "Heard together")
    discovered(cast, cast.solvay_room, cast.solvay_manager, cause, low, theme, MARKER, pk=SECRET)
    whisper_in_the_joint_room(cast)
    agreed_on(cast, cast.joint, "Agreed together")
    agreed_on(cast, cast.solvay_room, MARKER, pk=SECRET)
    related(cast, cast.joint, cast.quintiles_manager, "Customers together")
    related(cast, cast.solvay_room, cast.solvay_manager, MARKER, pk=SECRET)
    compute_all(alliance=cast.alliance)
    undertaken(cause, measure, cast.joint, cast.theme_leader, "Open the books")
    retired(cause, cast.joint, cast.theme_leader, "Reports filed")
    secret_measure, secret_note = make_secrets(cast, cause, cast.solvay_room)
    whisper_of_work(measure, cast)
    retired(cause, cast.solvay_room, cast.solvay_manager, f"{MARKER} reports", pk=SECRET + 70)
    negotiated(cast, measure)
    author = cast.solvay_manager
    governed(cast, cast.joint, cast.solvay_sponsor, cause, measure, "Steered together")
    governed(cast, cast.solvay_room, author, cause, secret_measure, MARKER, pk=SECRET)
    ratio = measured(effect, cast.solvay_room, author, f"{MARKER} ratio", pk=SECRET + 50)
    text = f"[#{measure.pk}] * 1.5 - [#{SECRET}]"
    Formula.objects.create(pk=SECRET, measure=ratio, text=text, author=author)
    return World(cast, cause, effect, theme, low, measure, secret_measure, secret_note)


EMPTY_REVIEW: dict[str, Any] = {}


def measured(objective: Objective, room: Room, owner: Person, name: str, **more: Any) -> Measure:
    """A quarterly measure with a target, three readings and its standing."""
    measure = Measure.objects.create(
        alliance=objective.alliance, room=room, objective=objective, name=name, owner=owner, **more
    )
    start = date(timezone.localdate().year - 1, 1, 1)
    keyed = {"pk": more["pk"]} if "pk" in more else {}
    Target.objects.create(measure=measure, valid_from=start, baseline=0, target=100, **keyed)
    for number, value in enumerate((20, 35, 60)):
        keyed = {"pk": more["pk"] + number} if "pk" in more else {}
        Reading.objects.create(
            measure=measure, period_start=date(start.year, 1 + 3 * number, 1),
            value=Decimal(value), author=owner, note=f"{name} noted", **keyed,
        )  # fmt: skip
    refresh_standings([measure.pk])
    return measure


def make_secrets(cast: Cast, objective: Objective, room: Room) -> tuple[Measure, Note]:
    """A record of every kind that can be private, in one partner's own room."""
    place = {"alliance": cast.alliance, "room": room}
    author = cast.solvay_manager
    measure = measured(
        objective, room, author, f"{MARKER} margin", pk=SECRET, source=MARKER, unit=MARKER
    )
    StatusByHand.objects.create(
        pk=SECRET, measure=measure, status="caution", reason=MARKER, set_by=author,
        until=timezone.localdate() + timedelta(days=30),
    )  # fmt: skip
    note = Note.objects.create(
        pk=SECRET, kind="objective", object_id=objective.pk, text=f"{MARKER} fallback",
        author=author, **place,
    )  # fmt: skip
    undertaken(objective, measure, room, author, MARKER, pk=SECRET)
    Review.objects.create(
        pk=SECRET, name=f"{MARKER} review", held_on=date(2024, 2, 2), author=author.name,
        algorithm="allied-scoring/1", scorecard=EMPTY_REVIEW, remarks=MARKER, **place,
    )  # fmt: skip
    PeriodLock.objects.create(
        pk=SECRET, period_start=date(2019, 1, 1), period_end=date(2019, 12, 31), reason=MARKER,
        locked_by=author, **place,
    )  # fmt: skip
    MapChange.objects.create(
        pk=SECRET, person=author, author=author.name, act="strategy.edit_objective", label=MARKER,
        operations=[], **place,
    )  # fmt: skip
    Entry.objects.create(
        pk=SECRET, user=author.user, author=author.name, alliance_id=cast.alliance.pk,
        room_id=room.pk, act="notes.write", kind="note", object_id=note.pk, label=MARKER,
    )  # fmt: skip
    Invitation.objects.create(
        pk=SECRET, alliance=cast.alliance, partner=cast.solvay, email="invited@solvay.example",
        name=INVITED, role="member", token_hash="0" * 64, invited_by=author,
        expires_at=timezone.now() + timedelta(days=14),
    )  # fmt: skip
    AccessToken.objects.create(
        pk=SECRET, person=author, name=INVITED, token_hash="0" * 64, scope="write", view="ours",
        expires_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip
    return measure, note


def retired(objective: Objective, room: Room, owner: Person, name: str, **key: int) -> None:
    """A measure that is off the scorecard, with the reason."""
    measure = measured(objective, room, owner, name, **key)
    measure.removed_at = timezone.now()
    measure.save()
    Retirement.objects.create(
        measure=measure, since=date(2024, 5, 1), reason=f"{name}: nobody asks", retired_by=owner,
        **key,
    )  # fmt: skip


def undertaken(
    objective: Objective, measure: Measure, room: Room, owner: Person, word: str, **key: int
) -> Initiative:
    """An initiative on a measure with a milestone, spend and what is expected; one waits for it."""
    day = date(2024, 3, 1)
    place = {"alliance": objective.alliance, "room": room, "objective": objective}
    made = Initiative.objects.create(
        name=f"{word} plan", owner=owner, state="under_way", body=word, budget=Decimal(9000),
        currency="EUR", starts_on=day, **place, **key,
    )  # fmt: skip
    made.measures.add(measure)
    hung = {"initiative": made, **key}
    Milestone.objects.create(name=f"{word} agreed", due_on=day, done_on=day, owner=owner, **hung)
    Spend.objects.create(
        spent_on=day, amount=Decimal(100), currency="EUR", note=word, author=owner, **hung
    )
    ExpectedEffect.objects.create(measure=measure, change=Decimal(5), by_on=day, **hung)
    after = {"pk": key["pk"] + 1} if key else {}
    waiting = Initiative.objects.create(name=f"{word} at last", **place, **after)
    Dependency.objects.create(initiative=waiting, prerequisite=made, **key)
    return made


def whisper_of_work(measure: Measure, cast: Cast) -> None:
    """Solvay's own work on a joint measure, waiting for joint work: it must not hint there."""
    secret = Initiative.objects.get(pk=SECRET)
    secret.measures.add(measure)
    joint = Initiative.objects.get(room=cast.joint, state="under_way")
    Dependency.objects.create(pk=SECRET + 1, initiative=secret, prerequisite=joint)
    ExpectedEffect.objects.create(
        pk=SECRET + 1, initiative=secret, measure=measure, change=7, by_on=date(2024, 9, 1)
    )


def negotiated(cast: Cast, measure: Measure) -> None:
    """An offer of Quintiles with a reply, a draft that answers it in Solvay's own room, a win."""
    place = {"alliance": cast.alliance, "measure": measure}
    day = date(2024, 4, 1)
    offer = Offer.objects.create(
        room=cast.joint, partner=cast.quintiles, person=cast.quintiles_manager, valid_from=day,
        baseline=0, target=120, comment="Offered", **place,
    )  # fmt: skip
    draft = Offer.objects.create(
        pk=SECRET, room=cast.solvay_room, partner=cast.solvay, person=cast.solvay_manager,
        valid_from=day, baseline=0, target=90, comment=f"{MARKER} limit", answers=offer,
        state=Offer.State.DRAFT, **place,
    )  # fmt: skip
    Reply.objects.create(
        pk=SECRET, offer=draft, partner=cast.solvay, person=cast.solvay_manager,
        verdict="declined", comment=f"{MARKER} reply",
    )  # fmt: skip
    JointWin.objects.create(
        pk=SECRET, alliance=cast.alliance, room=cast.solvay_room, objective=measure.objective,
        partner=cast.solvay, text=f"{MARKER} win",
    )  # fmt: skip


def discovered(
    cast: Cast, room: Room, author: Person, objective: Objective, band: Perspective, theme: Theme,
    word: str, **key: int,
) -> None:  # fmt: skip
    """An interview with a passage, the candidate it lies under, and a workshop on it, in a room."""
    place = {"alliance": cast.alliance, "room": room, **key}
    day = date(2024, 1, 9)
    Guide.objects.create(questions=f"What of {word}?", **place)
    interview = Interview.objects.create(
        partner=cast.solvay, executive=f"{word} executive", held_on=day, interviewer=word,
        recorded_by=author, **place,
    )  # fmt: skip
    answer = Answer.objects.create(
        interview=interview, question=f"{word} asked", text=f"{word} said so.", **key
    )
    candidate = Candidate.objects.create(
        title=f"{word} candidate", description=word, perspective=band, theme=theme,
        objective=objective, state="taken", raised_by=author, **place,
    )  # fmt: skip
    Passage.objects.create(
        answer=answer, candidate=candidate, partner=cast.solvay, voice=f"{word} executive",
        said_on=day, start=0, text=answer.text, marked_by=author, **place,
    )  # fmt: skip
    workshop = Workshop.objects.create(
        name=f"{word} workshop", held_on=day, stage="open", is_voting=True, **place
    )
    card = Card.objects.create(
        workshop=workshop, candidate=candidate, perspective=band, theme=theme, moved_by=word, **key
    )
    Move.objects.create(
        workshop=workshop, card=card, tick=1, card_version=1, person=author, author=word,
        act="add", **key,
    )  # fmt: skip
    Vote.objects.create(workshop=workshop, card=card, person=author, partner=cast.solvay, **key)


def related(cast: Cast, room: Room, author: Person, word: str, **key: int) -> None:
    """A template with a counterpart, a closed round and an open one, both views, a link."""
    template = Template.objects.create(
        alliance=cast.alliance, room=room, name=f"{word} template", purpose=word,
        introduction=f"{word} asks", made_by=author, **key,
    )  # fmt: skip
    dimension = Dimension.objects.create(template=template, name=f"{word} dimension", **key)
    criterion = Criterion.objects.create(
        dimension=dimension, name=f"{word} criterion", question=f"{word}?", help=word,
        anchors={"minimum": "1", "maximum": "5"}, **key,
    )  # fmt: skip
    counterpart = Counterpart.objects.create(
        template=template, name=f"{word} site", kind=word, owner=author, contact=f"{word} contact",
        email=f"{word.replace(' ', '')}@site.example", **key,
    )  # fmt: skip
    asked = definition.to_json(definition.definition_of(template))
    for number, (start, closed_at) in enumerate(
        ((date(2024, 1, 1), timezone.now()), (date(2024, 4, 1), None))
    ):
        keyed = {"pk": key["pk"] + number} if key else {}
        round_ = Round.objects.create(
            template=template, period_start=start, definition=asked, revision=1,
            algorithm="allied-scoring/1", opened_by=author, closed_at=closed_at, **keyed,
        )  # fmt: skip
        sheet = Sheet.objects.create(
            round=round_, counterpart=counterpart, agreed=f"{word} agreed", **keyed
        )
        link = FillLink.objects.create(
            sheet=sheet, contact=word, email=counterpart.email, sent_by=author,
            token_hash=f"{number}{word}"[:64], expires_at=timezone.now() + timedelta(days=9),
            **keyed,
        )  # fmt: skip
        for place, view in enumerate(("ours", "theirs")):
            keyed = {"pk": key["pk"] + 2 * number + place} if key else {}
            SideAnswer.objects.create(
                sheet=sheet, view=view, author=word, comment=f"{word} said", link=link,
                given={str(criterion.pk): {"value": "4", "note": f"{word} noted"}},
                sent_at=timezone.now(), is_current=True, score=0.75, status="on_track",
                coverage=1.0, scores={
                    "parts": {str(dimension.pk): [0.75, "on_track", 1.0]},
                    "criteria": {str(criterion.pk): [0.75, "on_track"]},
                }, **keyed,
            )  # fmt: skip


def agreed_on(cast: Cast, room: Room, word: str, **key: int) -> None:
    """A version in force and a proposed one with an objection, in a room; the map is the joint one.

    Only the joint room has versions; a row elsewhere must not be found from anywhere.
    """
    map_now = working_map(cast.alliance, cast.actor("solvay_manager", View.JOINT))
    place = {"alliance": cast.alliance, "room": room, "objectives": len(map_now.objectives)}
    for number, state in enumerate(("in_force", "proposed"), start=1):
        keyed = {"pk": key["pk"] + number - 1} if key else {}
        version = MapVersion.objects.create(
            number=number, state=state, why=f"{word} why", author=word, in_force_at=timezone.now(),
            document=to_json(replace(map_now, mission=f"{word} {number}")), **place, **keyed,
        )  # fmt: skip
        Stance.objects.create(
            version=version, partner=cast.solvay, subject=0, answer="object", comment=word,
            acceptable=f"{word} would do", author=word, **keyed,
        )  # fmt: skip


def whisper_in_the_joint_room(cast: Cast) -> None:
    """Solvay's own passages and candidates on what is joint: they must not count or hint there."""
    answer = Answer.objects.get(interview__room=cast.joint)
    candidate = Candidate.objects.get(room=cast.joint)
    place = {"alliance": cast.alliance, "room": cast.solvay_room}
    for number, under in enumerate((candidate, Candidate.objects.get(pk=SECRET)), start=1):
        Passage.objects.create(
            pk=SECRET + number, answer=answer, candidate=under, partner=cast.solvay,
            voice=f"{MARKER} voice", said_on=date(2024, 1, 9), start=0, text=f"{MARKER} heard",
            marked_by=cast.solvay_manager, **place,
        )  # fmt: skip
    Candidate.objects.create(
        pk=SECRET + 1, title=f"{MARKER} merged", state="merged", merged_into=candidate, **place
    )
