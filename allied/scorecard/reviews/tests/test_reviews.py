"""Reviews: frozen whatever happens afterwards, in their room, and compared."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allied.alliances.models import Membership, Role
from allied.foundation.access.actor import View
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.scorecard.models import Initiative, Measure, Reading, Review
from allied.scorecard.reviews.compare import compared
from allied.scorecard.reviews.payload import thawed
from allied.scorecard.reviews.queries import reviews_of
from allied.scorecard.reviews.services import freeze_review
from allied.scorecard.services import refresh_standings
from allied.scorecard.sheets.services import import_sheet
from allied.scorecard.sheets.tests.sheets import csv_of, row
from allied.strategy.models import JointWin, Objective, Theme
from tests.support.cast import Cast
from tests.support.world import MARKER, World

SignIn = Callable[..., Client]
HELD = date(2022, 4, 20)


def freeze(cast: Cast, name: str = "JSC", who: str = "quintiles_manager", **more: Any) -> Review:
    view = more.pop("view", View.JOINT)
    given = {"held_on": HELD, **more}
    return freeze_review(by=cast.actor(who, view), alliance=cast.alliance, name=name, **given)


def bring(cast: Cast, *rows: dict[str, Any], view: View = View.JOINT) -> None:
    import_sheet(
        by=cast.actor("quintiles_manager", view), alliance=cast.alliance, name="s.csv",
        data=csv_of(*rows),
    )  # fmt: skip


def page(client: Client, cast: Cast, name: str, *args: Any, **query: Any) -> Any:
    return client.get(reverse(f"scorecard:{name}", args=[cast.alliance.slug, *args]), query)


def main_of(body: bytes) -> str:
    return body.decode().split("<main")[1].split("</main>")[0]


def test_a_review_holds_all_that_the_scorecard_shows(cast: Cast, world: World) -> None:
    Initiative.objects.create(
        alliance=cast.alliance, room=cast.joint, objective=world.objective, name="New process",
        owner=cast.member,
    )  # fmt: skip
    review = freeze(cast, remarks="As agreed.\r\nMore.")
    assert (review.held_on, review.remarks, review.room) == (HELD, "As agreed.\nMore.", cast.joint)
    assert (review.author, review.algorithm) == ("Quintiles manager", "allied-scoring/1")
    card = thawed(review.scorecard)
    objective = card.themes[0].objectives[0]
    assert (objective.title, objective.perspective) == ("Share the cost drivers", "Process")
    assert [(win["company"], win["text"]) for win in objective.wins] == [("Solvay", "A sound plan")]
    owners = {item["name"]: item["owner"] for item in objective.initiatives}
    assert owners["New process"] == "Member"
    measure = objective.measures[0]
    assert measure.data["value"] == 60
    assert (measure.baseline, measure.target, measure.actual) == ("0", "100", "60")
    assert measure.data["score"] == 0.6
    assert measure.data["spark"] == [20, 35, 60]
    assert measure.explanation.steps[0].code == "reading"
    assert objective.score.explanation.steps
    assert review.scorecard["links"] == [[world.objective.pk, world.effect.pk]]
    assert review.scorecard["mission"] == "Value for both"
    assert [item["name"] for item in review.scorecard["perspectives"]] == ["Process", "Stakeholder"]


def test_nothing_that_happens_later_changes_it(cast: Cast, world: World, signed_in: SignIn) -> None:
    review = freeze(cast)
    client = signed_in("reader")
    before, shown = review.scorecard, page(client, cast, "review", review.pk).content
    Measure.objects.update(
        name=Concat(Value("Else "), "name"), unit="m", direction="lower", kind="index",
        removed_at=None,
    )  # fmt: skip
    Reading.objects.filter(is_current=True).update(value=1)
    refresh_standings(list(Measure.objects.values_list("pk", flat=True)))
    Objective.objects.filter(pk=world.objective.pk).update(title="Other")
    Objective.objects.filter(pk=world.effect.pk).update(removed_at=timezone.now())
    Theme.objects.update(name="Gone", colour=7)
    JointWin.objects.all().delete()
    review.refresh_from_db()
    assert review.scorecard == before
    after = page(client, cast, "review", review.pk).content
    strip = lambda body: body.split(b"<main")[1].split(b"</main>")[0]  # noqa: E731
    assert strip(after) == strip(shown)


def test_a_joint_review_holds_nothing_of_anybodys_own_room(cast: Cast, world: World) -> None:
    for number, who in enumerate(("solvay_manager", "quintiles_manager")):
        review = freeze(cast, f"Joint {number}", who)
        assert MARKER not in str(review.scorecard)
        assert '"ours": True' not in str(review.scorecard)


def test_a_review_of_our_room_stays_there(cast: Cast, world: World, signed_in: SignIn) -> None:
    review = freeze(cast, f"{MARKER} review of ours", "solvay_manager", view=View.OURS)
    assert review.room == cast.solvay_room
    assert MARKER in str(review.scorecard)
    for who, view, status in (
        ("solvay_manager", View.OURS, 200), ("reader", View.OURS, 200),
        ("solvay_manager", View.JOINT, 404), ("solvay_manager", View.PRESENT, 404),
        ("quintiles_manager", View.OURS, 404), ("outsider", View.OURS, 404),
    ):  # fmt: skip
        client = signed_in(who, view)
        assert page(client, cast, "review", review.pk).status_code == status, (who, view)
        listed = page(client, cast, "reviews")
        assert (MARKER in listed.content.decode()) is (status == 200), (who, view)


def test_a_name_is_given_once_in_a_room(cast: Cast, world: World) -> None:
    freeze(cast, "Steering committee")
    for name in ("Steering committee", "  steering  COMMITTEE "):
        with pytest.raises(Refused, match="There is a review") as refused:
            freeze(cast, name)
        assert refused.value.field == "name"
    freeze(cast, "Steering committee", view=View.OURS)
    # Whatever the other side calls its own reviews says nothing here.
    freeze(cast, f"{MARKER} review")


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "x" * 10_000}),
        ("name", {"name": "a\x00b"}),
        ("name", {"name": "\u200b"}),
        ("held_on", {"held_on": date(1899, 1, 1)}),
        ("held_on", {"held_on": timezone.localdate() + timedelta(days=400)}),
        ("remarks", {"remarks": "x" * 10_000}),
        ("remarks", {"remarks": "a\x07"}),
    ],
)
def test_what_is_refused(cast: Cast, field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        freeze(cast, **{"name": "R", **fields})
    assert refused.value.field == field
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("who", "view", "may"),
    [
        ("quintiles_manager", View.JOINT, True),
        ("quintiles_manager", View.PRESENT, False),
        ("theme_leader", View.JOINT, False),
        ("quintiles_sponsor", View.JOINT, False),
        ("reader", View.JOINT, False),
    ],
)
def test_who_may_freeze(cast: Cast, signed_in: SignIn, who: str, view: View, may: bool) -> None:
    client = signed_in(who, view)
    address = reverse("scorecard:review_freeze", args=[cast.alliance.slug])
    response = client.post(address, {"name": "R", "held_on": "2022-04-20", "remarks": ""})
    assert response.status_code == (302 if may else 403)
    assert Review.objects.exists() is may
    if not may:
        with pytest.raises(PermissionDenied):
            freeze(cast, who=who, view=view)


def test_a_committee_member_freezes(cast: Cast) -> None:
    Membership.objects.filter(person=cast.member).update(role=Role.COMMITTEE_MEMBER)
    freeze(cast, who="member")
    entry = Entry.objects.get(act="scorecard.freeze_review")
    assert (entry.label, entry.room_id, entry.kind) == ("JSC", cast.joint.pk, "review")


def test_the_form_keeps_what_was_typed(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in("quintiles_manager")
    address = reverse("scorecard:review_freeze", args=[cast.alliance.slug])
    freeze(cast, "JSC")
    typed = {"name": "JSC", "held_on": "2022-04-20", "remarks": "<i>Long</i> talk"}
    response = client.post(address, typed)
    assert response.status_code == 422
    text = response.content.decode()
    assert "give this one another name" in text
    assert "&lt;i&gt;Long&lt;/i&gt; talk" in text
    response = client.post(address, {**typed, "held_on": "31/02/2022"})
    assert response.status_code == 422


def test_a_review_of_an_older_format_or_of_nothing_is_shown(cast: Cast, signed_in: SignIn) -> None:
    review = Review.objects.create(
        alliance=cast.alliance, room=cast.joint, name="Old", held_on=HELD, author="Somebody",
        algorithm="allied-scoring/0", scorecard={},
    )  # fmt: skip
    client = signed_in("reader")
    assert (
        "Nothing stood on the scorecard" in page(client, cast, "review", review.pk).content.decode()
    )
    assert page(client, cast, "reviews").status_code == 200


def test_statements_of_the_pages_do_not_grow(
    cast: Cast, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client, counts = signed_in("reader"), {}
    for count in (1, 3):
        while Review.objects.count() < count:
            number = Review.objects.count()
            bring(cast, row(measure=f"Measure {number}"))
            freeze(cast, f"R{number}")
        for name, args in (("reviews", ()), ("review", (Review.objects.first().pk,))):  # type: ignore[union-attr]
            with django_assert_max_num_queries(10) as counted:
                page(client, cast, name, *args)
            counts.setdefault(name, []).append(len(counted))
    assert all(len(set(found)) == 1 for found in counts.values()), counts


# Comparing


def test_what_moved_between_two_reviews(cast: Cast) -> None:
    cast.alliance.record_ends_on = date(2022, 6, 30)  # so that the readings are not stale
    cast.alliance.save()

    def measure(name: str, actual: str, **more: Any) -> dict[str, Any]:
        return row(measure=name, actual=actual, note="", period="2022-Q1", **more)

    bring(
        cast, measure("Falls", "60"), measure("Rises", "95"), measure("Stands", "80"),
        measure("Judged", "80"), measure("Goes", "80"), measure("Silent", ""),
        measure("Creeps", "80"),
    )  # fmt: skip
    first = freeze(cast, "First")
    bring(
        cast, measure("Falls", "99"), measure("Rises", "55"),
        measure("Judged", "80", target="50"), measure("Comes", "70", objective="Another"),
        measure("Silent", "60"), measure("Creeps", "79"),
    )  # fmt: skip
    Measure.objects.filter(name="Goes").update(removed_at=timezone.now())
    second = freeze(cast, "Second", held_on=HELD + timedelta(days=90))
    found = compared(thawed(first.scorecard), thawed(second.scorecard))

    def told(items: Any) -> list[tuple[str, bool | None]]:
        return [(i.subject.name, i.better) for i in items if i.subject.kind == "measure"]

    assert told(found.statuses) == [("Falls", False), ("Rises", True), ("Silent", None)]
    assert told(found.moved) == [("Judged", False), ("Creeps", True)]
    falls = found.statuses[[i.subject.name for i in found.statuses].index("Falls")]
    assert (falls.before.status, falls.after.status) == ("on_track", "off_track")
    assert (falls.before.text, falls.after.text, falls.value_trend) == ("60", "99", "up")
    assert [(i.subject.name, i.changes) for i in found.retargeted] == [
        ("Judged", [("target", "60", "50")])
    ]
    assert [(i.subject.kind, i.subject.name) for i in found.appeared] == [
        ("objective", "Another"), ("measure", "Comes"),
    ]  # fmt: skip
    assert [(i.subject.kind, i.subject.name) for i in found.disappeared] == [("measure", "Goes")]
    assert (found.better, found.worse, found.same) == (2, 2, 1)


def test_a_review_compared_with_itself_has_not_moved(cast: Cast, world: World) -> None:
    card = thawed(freeze(cast).scorecard)
    assert compared(card, card).is_empty


def test_a_new_name_is_told_and_hides_nothing(cast: Cast) -> None:
    bring(cast, row())
    first = freeze(cast, "First")
    Measure.objects.update(name="By another name")
    second = freeze(cast, "Second")
    found = compared(thawed(first.scorecard), thawed(second.scorecard))
    assert not found.appeared
    assert not found.disappeared
    assert [(i.subject.name, i.renamed_from) for i in found.moved] == [
        ("By another name", "Study cycle time")
    ]


def test_the_page_that_compares(cast: Cast, signed_in: SignIn) -> None:
    bring(cast, row())
    first = freeze(cast, "First")
    bring(cast, row(period="2022-Q2", actual="60"))
    second = freeze(cast, "Second", held_on=HELD + timedelta(days=90))
    client = signed_in("reader")
    for chosen in ((first, second), (second, first)):
        query = {"before": chosen[0].pk, "after": chosen[1].pk}
        shown = main_of(page(client, cast, "review_compare", **query).content)
        assert "1 rose" in shown
        assert shown.index("First") < shown.index("Second")
    for query in (
        {}, {"before": first.pk}, {"before": "x", "after": "y"},
        {"before": first.pk, "after": 999_999},
    ):  # fmt: skip
        response = page(client, cast, "review_compare", **query)
        assert response.status_code == 302
        assert response.url == reverse("scorecard:reviews", args=[cast.alliance.slug])
    assert page(signed_in("outsider"), cast, "review_compare").status_code == 404


def test_a_secret_review_cannot_be_compared_by_the_other_side(
    cast: Cast, world: World, signed_in: SignIn
) -> None:
    ours = freeze(cast, "Ours", "solvay_manager", view=View.OURS)
    joint = freeze(cast, "Joint")
    query = {"before": ours.pk, "after": joint.pk}
    for who, view in (("quintiles_manager", View.OURS), ("solvay_manager", View.JOINT)):
        assert page(signed_in(who, view), cast, "review_compare", **query).status_code == 302
    shown = page(signed_in("solvay_manager", View.OURS), cast, "review_compare", **query)
    assert MARKER in shown.content.decode()


def test_the_list_tells_how_the_alliance_stood(cast: Cast, django_assert_num_queries: Any) -> None:
    cast.alliance.record_ends_on = date(2022, 6, 30)
    cast.alliance.save()
    bring(cast, row())
    freeze(cast)
    reader = cast.actor("reader", View.JOINT)
    with django_assert_num_queries(1):
        rows = reviews_of(cast.alliance, reader)
    assert (rows[0].score, rows[0].status) == (0.25, "off_track")
