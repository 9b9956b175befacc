"""The pack's page: what it says, what it compares with, what it costs, and bad addresses."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from msgspec import Struct
from pptx import Presentation

from allied.alliances.actors import actor_of
from allied.cockpit.pack.meetings import zone_of
from allied.cockpit.pack.reading import pack_of
from allied.governance.models import Action, Body, Decision, Ground, Meeting, Option, Topic
from allied.pure.periods import Frequency, last_complete
from allied.reporting.packs.content import Pack
from allied.scorecard.models import Initiative, Measure, Milestone, Reading, Review, Target
from allied.scorecard.reviews.payload import frozen_scorecard
from allied.scorecard.services import refresh_standings
from allied.strategy.models import Objective, Perspective, StrategyMap, Theme
from tests.support.cast import Cast

SignedIn = Callable[..., Client]


class Scene(Struct):
    """A committee with a meeting in nine days, and one in the middle of the last whole quarter."""

    cast: Cast
    body: Body
    meeting: Meeting
    before: Meeting
    measure: Measure

    @property
    def page(self) -> str:
        return f"/a/{self.cast.alliance.slug}/meetings/{self.meeting.pk}/pack/"

    def pack(self) -> Pack:
        return pack_of(self.cast.alliance, actor_of(self.cast.reader), self.meeting)

    def add(self, number: int) -> None:
        """One more of everything that a pack lists."""
        cast, today = self.cast, timezone.localdate()
        place = {"alliance": cast.alliance, "room": cast.joint}
        measured(self.measure.objective, cast, f"Measure {number}", 5)
        Topic.objects.create(meeting=self.meeting, title=f"Topic {number}", wanted="decide")
        work = Initiative.objects.create(
            objective=self.measure.objective, name=f"Work {number}", state="under_way",
            owner=cast.member, budget=Decimal(1200000), currency="EUR", **place,
        )  # fmt: skip
        Milestone.objects.create(initiative=work, name="First site", due_on=date(2024, 1, 1))
        decision = Decision.objects.create(
            number=number, title=f"Question {number}", situation="As it is", body=self.body,
            raised_by=cast.member, due_on=today, **place,
        )  # fmt: skip
        both = {"title": "Both now", "for_it": "Soon", "against_it": "Dear"}
        decision.recommended = Option.objects.create(decision=decision, **both)
        decision.recommended_by, decision.recommended_why = cast.solvay_sponsor, "It pays"
        decision.save()
        Ground.objects.create(decision=decision, measure=self.measure)
        Action.objects.create(
            title=f"Promise {number}", owner=cast.member, partner=cast.quintiles, body=self.body,
            due_on=today - timedelta(days=1), first_due_on=today, meeting=self.before, **place,
        )  # fmt: skip


def measured(objective: Objective, cast: Cast, name: str, value: int) -> Measure:
    """A measure whose target is 100, at 90 in the quarter before and at `value` now."""
    made = Measure.objects.create(
        alliance=cast.alliance, room=cast.joint, objective=objective, name=name, unit="days",
        owner=cast.measure_owner,
    )  # fmt: skip
    last = last_complete(timezone.localdate(), Frequency.QUARTER)
    Target.objects.create(measure=made, valid_from=date(2020, 1, 1), baseline=0, target=100)
    for period, number in ((last.previous(), 90), (last, value)):
        Reading.objects.create(
            measure=made, period_start=period.start, value=number, author=cast.measure_owner,
            note="Two sites are late",
        )  # fmt: skip
    refresh_standings([made.pk])
    return made


@pytest.fixture
def scene(cast: Cast) -> Scene:
    place = {"alliance": cast.alliance, "room": cast.joint}
    StrategyMap.objects.create(mission="Medicines sooner", **place)
    band = Perspective.objects.create(name="Process", **place)
    theme = Theme.objects.create(name="Speed", **place)
    objective = Objective.objects.create(title="Faster trials", perspective=band, theme=theme,
                                         **place)  # fmt: skip
    body = Body.objects.create(kind="steering", name="Joint Steering Committee", **place)
    now = timezone.now()
    start = last_complete(timezone.localdate(), Frequency.QUARTER).start
    middle = datetime.combine(start + timedelta(days=45), time(14), UTC)
    before, meeting = (
        Meeting.objects.create(
            body=body, starts_at=at, timezone="Europe/Brussels", place="Brussels", **place
        )
        for at in (middle, now + timedelta(days=9))
    )
    return Scene(cast, body, meeting, before, measured(objective, cast, "Cycle time", 10))


def test_the_page_says_what_the_files_say(scene: Scene, signed_in: SignedIn) -> None:
    scene.add(1)
    client = signed_in("reader")
    text = client.get(scene.page).content.decode()
    deck = Presentation(io.BytesIO(client.get(f"{scene.page}pack.pptx").content))
    shown = "\n".join(
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes
        if shape.has_text_frame
    )  # fmt: skip
    file = pypdf.PdfReader(io.BytesIO(client.get(f"{scene.page}pack.pdf").content))
    printed = " ".join(" ".join(page.extract_text().split()) for page in file.pages)
    for said in ("Joint Steering Committee", "Two sites are late", "Question 1",
                 "Both now, by Solvay sponsor: It pays",
                 "1 decision is asked.", "1 action is open, 1 overdue."):  # fmt: skip
        assert said in text, said
        assert said in printed, said
    assert "Two sites are late" in shown
    assert "Topic 1" in text
    assert "Work 1" in printed
    assert f"{len(deck.slides)} slides" in text
    assert len(deck.slides) == len(file.pages)
    assert f"{scene.page}pack.pptx" in text
    assert f"{scene.page}pack.pdf" in text


def test_the_files_are_named_and_downloaded(scene: Scene, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    on = scene.meeting.starts_at.astimezone(zone_of("Europe/Brussels"))
    for ending in ("pdf", "pptx"):
        answer = client.get(f"{scene.page}pack.{ending}")
        name = f"{scene.cast.alliance.slug}-pack-{on:%Y-%m-%d}.{ending}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_red_has_its_course_its_words_and_its_remedy(scene: Scene) -> None:
    Initiative.objects.create(
        alliance=scene.cast.alliance, room=scene.cast.joint, objective=scene.measure.objective,
        name="Second agency", state="under_way",
    ).measures.add(scene.measure)  # fmt: skip
    red = scene.pack().reds[0]
    assert (red.title, red.objective, red.value) == ("Cycle time", "Faster trials", "10\xa0days")
    assert red.words == "Two sites are late"
    assert red.said_by == "Measure owner"
    assert red.remedy == "Initiative: Second agency"
    assert red.series is not None
    assert red.series.values == (90.0, 10.0)
    assert red.series.targets == (100.0, 100.0)


def test_what_moved_is_told_against_the_day_of_the_meeting_before(scene: Scene) -> None:
    moved = scene.pack().moved
    assert moved is not None
    assert [(each.title, each.was, each.now) for each in moved] == [
        ("Faster trials", "on_track", "off_track"), ("Cycle time", "on_track", "off_track"),
    ]  # fmt: skip
    assert moved[1].was_value == "90\xa0days"
    assert moved[1].now_value == "10\xa0days"


def test_what_moved_is_told_against_the_review_of_the_meeting_before(scene: Scene) -> None:
    """Readings that were corrected since are no reason to tell it otherwise."""
    scene.before.review = Review.objects.create(
        alliance=scene.cast.alliance, room=scene.cast.joint, name="Q", held_on=date(2026, 1, 1),
        algorithm="a", scorecard=frozen_scorecard(scene.cast.alliance, actor_of(scene.cast.reader)),
    )  # fmt: skip
    scene.before.save()
    assert scene.pack().moved == ()


def test_a_first_meeting_compares_with_nothing(scene: Scene) -> None:
    Meeting.objects.filter(pk=scene.before.pk).update(state=Meeting.State.CANCELLED)
    assert scene.pack().moved is None


def test_a_meeting_that_was_shows_the_figures_of_its_day(scene: Scene) -> None:
    pack = pack_of(scene.cast.alliance, actor_of(scene.cast.reader), scene.before)
    assert pack.cover.as_of == scene.before.starts_at.astimezone(zone_of("Europe/Brussels")).date()
    assert pack.reds == ()


def test_nothing_at_all_is_one_page_that_says_so(scene: Scene, signed_in: SignedIn) -> None:
    Objective.objects.update(removed_at=timezone.now())
    text = signed_in("reader").get(scene.page).content.decode()
    assert "There is no map yet." in text
    assert "Nothing is off track." in text
    assert "1 slide" in text


def test_queries_do_not_grow(scene: Scene, signed_in: SignedIn) -> None:
    client, counts = signed_in("reader"), []
    client.get(scene.page)
    for upto in (1, 3):
        for number in range(1 if upto == 1 else 2, upto + 1):
            scene.add(number)
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert client.get(scene.page).status_code == 200
        counts.append(len(made))
    assert counts[0] == counts[1], counts


@pytest.mark.parametrize("key", ["0", "999999", "99999999999999999999", "x"])
def test_bad_addresses_are_not_found(scene: Scene, signed_in: SignedIn, key: str) -> None:
    client = signed_in("reader")
    for file in ("", "pack.pdf", "pack.pptx", "map.svg"):
        address = f"/a/{scene.cast.alliance.slug}/meetings/{key}/pack/{file}"
        assert client.get(address).status_code == 404


def test_an_unknown_zone_is_told_in_utc(scene: Scene) -> None:
    for name in ("Mars/Olympus", "", "../etc/passwd", "\x00"):
        assert datetime(2026, 1, 1, tzinfo=zone_of(name)).utcoffset() == timedelta(0)
