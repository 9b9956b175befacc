"""Answers: drafts, sending, corrections, both views apart, a closed round."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from allied.foundation.access.actor import View as Look
from allied.foundation.access.locking import Conflict
from allied.foundation.access.refusal import Refused
from allied.foundation.audit.models import Entry
from allied.relations import services
from allied.relations.given import Given
from allied.relations.models import Answer, Link, Round, Sheet

from .conftest import LINK, sheet_of


def test_worked_numbers(made, opened, answer):
    """Openness: (0.75 × 1 + 1 × 3) / 4; service: (2/3 × 1 + 0.5 × 1) / 2; the whole 1 to 3."""
    sheet = sheet_of(opened(made))
    sent = answer(
        sheet, made.given(listens=Decimal(4), fair=Decimal(1), on_time=Decimal(95), useful=3)
    )
    openness, service = (0.75 + 3) / 4, (2 / 3 + 0.5) / 2
    assert sent.scores["parts"][str(made.dimensions["openness"].pk)][0] == pytest.approx(openness)
    assert sent.scores["parts"][str(made.dimensions["service"].pk)][0] == pytest.approx(service)
    assert sent.score == pytest.approx((openness + 3 * service) / 4)
    assert (sent.status, sent.coverage) == ("on_track", 1.0)


def test_no_answer_is_left_out_and_never_zero(made, opened, answer):
    sheet = sheet_of(opened(made))
    sent = answer(sheet, made.given(useful=Decimal(5), listens=Given(None, "Too early to say")))
    assert sent.score == pytest.approx(1.0)
    assert sent.coverage == pytest.approx(3 / 4 / 2)  # half of the service, nothing of openness
    assert sent.scores["parts"][str(made.dimensions["openness"].pk)] == [None, "no_data", 0.0]
    assert str(made.criteria["fair"].pk) not in sent.given
    assert sent.given[str(made.criteria["listens"].pk)] == {"note": "Too early to say"}


def test_a_zero_is_an_answer(made, opened, answer):
    sent = answer(sheet_of(opened(made)), made.given(fair=Decimal(0)))
    assert sent.score == 0
    assert sent.status == "off_track"


def test_only_what_was_asked_of_a_side_is_kept_and_counts(made, opened, invite):
    link, _ = invite(sheet_of(opened(made)))
    sent = services.send_theirs(
        link=link, version=0, comment="", given=made.given(on_time=Decimal(10), useful=Decimal(5))
    )
    assert str(made.criteria["on_time"].pk) not in sent.given
    assert sent.score == pytest.approx(1.0)
    assert sent.coverage == pytest.approx(3 / 4)


def test_a_correction_is_another_answer(made, opened, answer):
    sheet = sheet_of(opened(made))
    first = answer(sheet, made.given(useful=Decimal(2)))
    second = answer(sheet, made.given(useful=Decimal(4)))
    first.refresh_from_db()
    assert (first.is_current, second.is_current) == (False, True)
    assert first.given == {str(made.criteria["useful"].pk): {"value": "2"}}
    assert Answer.objects.filter(sheet=sheet).count() == 2


def test_two_hands_on_one_draft(made, opened, by):
    sheet = sheet_of(opened(made))
    kept = services.keep_draft(
        by=by(), sheet=sheet, version=0, given=made.given(useful=Decimal(2)), comment=""
    )
    with pytest.raises(Conflict) as lost:
        services.send_answer(
            by=by("solvay_manager"), sheet=sheet, version=0, given=made.given(useful=Decimal(5)),
            comment="",
        )  # fmt: skip
    assert lost.value.current == kept
    sent = services.send_answer(
        by=by(), sheet=sheet, version=kept.version, given=made.given(useful=Decimal(3)), comment=""
    )
    assert sent.pk == kept.pk
    with pytest.raises(Conflict):  # the draft that was seen has been sent meanwhile
        services.keep_draft(
            by=by(), sheet=sheet, version=kept.version, given=made.given(useful=Decimal(1)),
            comment="",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("listens", Decimal(6)), ("listens", Decimal(0)), ("listens", Decimal("2.5")),
        ("fair", Decimal(2)), ("on_time", Decimal("NaN")), ("on_time", Decimal("1e30")),
        ("on_time", float("inf")),
    ],
)  # fmt: skip
def test_values_that_no_criterion_takes(made, opened, answer, name, value):
    sheet = sheet_of(opened(made))
    with pytest.raises(Refused) as refused:
        answer(sheet, made.given(**{name: value}))
    assert refused.value.field == f"value_{made.criteria[name].pk}"
    assert not Answer.objects.exists()


def test_nothing_is_sent_where_nothing_is_answered(made, opened, answer):
    with pytest.raises(Refused):
        answer(sheet_of(opened(made)), made.given(useful=Given(None, "a note alone")))
    assert not Answer.objects.exists()


@pytest.mark.parametrize("text", ["\0", "bell \a", "x" * 1001])
def test_texts_that_cannot_be_kept(made, opened, answer, text):
    with pytest.raises(Refused):
        answer(sheet_of(opened(made)), made.given(useful=Given(Decimal(3), f"a{text}b")))


def test_corrections_have_an_end(made, opened, answer):
    sheet = sheet_of(opened(made))
    for _ in range(20):
        answer(sheet, made.given(useful=Decimal(3)))
    with pytest.raises(Refused):
        answer(sheet, made.given(useful=Decimal(3)))


def test_a_closed_round_stays_as_it_is(made, opened, answer, invite, by):
    row = opened(made)
    sheet, other = sheet_of(row), sheet_of(row, 1)
    sent = answer(sheet, made.given(useful=Decimal(3)))
    services.keep_draft(
        by=by(), sheet=other, version=0, given=made.given(useful=Decimal(2)), comment=""
    )
    link, token = invite(other)
    before = Answer.objects.filter(pk=sent.pk).values().get()
    services.close_round(by=by(), round=row, version=row.version)
    services.edit_criterion(
        by=by(), criterion=made.criteria["useful"], version=1, highest=10,
        anchors={"minimum": 1, "maximum": 10},
    )  # fmt: skip
    services.remove_dimension(by=by(), dimension=made.dimensions["openness"])
    for act in (
        lambda: answer(sheet, made.given(useful=Decimal(5))),
        lambda: services.agree(by=by(), sheet=sheet, version=sheet.version, agreed="Late"),
        lambda: services.send_theirs(
            link=link, version=0, given=made.given(useful=Decimal(5)), comment=""
        ),
        lambda: services.close_round(by=by(), round=row, version=row.version),
        lambda: services.discard_round(by=by(), round=row),
    ):
        with pytest.raises(Refused):
            act()
    assert Answer.objects.filter(pk=sent.pk).values().get() == before
    assert not Answer.objects.filter(sent_at__isnull=True).exists()
    assert services.find_link(token) is None
    kept = Round.objects.get(pk=row.pk)
    assert [part["name"] for part in kept.definition["parts"]] == ["Openness", "Service"]
    assert kept.algorithm == "allied-scoring/1"


def test_rounds_follow_one_another(made, opened, by, answer):
    row = opened(made)
    for text in ("2024-Q1", "2024-Q2"):
        with pytest.raises(Refused, match="open already"):
            opened(made, text)
    services.discard_round(by=by(), round=row)
    row = opened(made)
    answer(sheet_of(row), made.given(useful=Decimal(3)))
    with pytest.raises(Refused, match="answered already"):
        services.discard_round(by=by(), round=row)
    services.close_round(by=by(), round=row, version=row.version)
    for text in ("2024-Q1", "2023-Q4", "2190-Q1"):
        with pytest.raises(Refused):
            opened(made, text)
    assert opened(made, "2024-Q2").is_open


def test_who_was_active_in_the_quarter_is_asked(made, opened, by):
    north, south = made.counterparts
    from datetime import date

    services.edit_counterpart(
        by=by(), counterpart=north, version=1, active_until=date(2023, 12, 31)
    )
    row = opened(made)
    assert [each.counterpart for each in Sheet.objects.filter(round=row)] == [south]
    late = services.add_counterpart(by=by(), template=made.template, name="West site")
    assert Sheet.objects.filter(round=row, counterpart=late).exists()
    services.edit_counterpart(by=by(), counterpart=north, version=2, active_until=None)
    assert Sheet.objects.filter(round=row, counterpart=north).exists()


def test_the_owner_fills_and_nobody_else_but_who_keeps_it(made, opened, by, cast, answer):
    sheet = sheet_of(opened(made))
    services.edit_counterpart(
        by=by(), counterpart=made.counterparts[0], version=1, owner=cast.member
    )
    sheet = sheet_of(sheet.round)
    answer(sheet, made.given(useful=Decimal(3)), who="member")
    answer(sheet, made.given(useful=Decimal(4)), who="theme_leader")
    for who in ("measure_owner", "reader", "solvay_sponsor"):
        with pytest.raises(PermissionDenied):
            answer(sheet, made.given(useful=Decimal(3)), who=who)
    with pytest.raises(PermissionDenied):
        answer(sheet, made.given(useful=Decimal(3)), view=Look.PRESENT)
    with pytest.raises(PermissionDenied):
        answer(sheet_of(sheet.round, 1), made.given(useful=Decimal(3)), who="member")


def test_a_link_is_kept_as_a_hash_and_ends(
    made, opened, invite, by, mailoutbox, django_capture_on_commit_callbacks
):
    sheet = sheet_of(opened(made))
    with django_capture_on_commit_callbacks(execute=True):
        _link, token = invite(sheet)
    assert token in mailoutbox[0].body
    assert "Quintiles" in mailoutbox[0].subject
    assert "Solvay" not in mailoutbox[0].body + mailoutbox[0].subject
    assert token not in str(list(Link.objects.values())) + str(list(Entry.objects.values()))
    _, newer = invite(sheet)
    assert services.find_link(token) is None
    found = services.find_link(newer)
    services.withdraw_link(by=by(), link=found)
    assert services.find_link(newer) is None
    with pytest.raises(Refused):
        services.withdraw_link(by=by(), link=found)
    last, third = invite(sheet)
    Link.objects.filter(pk=last.pk).update(expires_at=timezone.now())
    assert services.find_link(third) is None
    with pytest.raises(Refused):
        services.send_theirs(link=last, version=0, given=made.given(useful=Decimal(3)), comment="")


@pytest.mark.parametrize("token", ["", "x", "\0", "é" * 40, "a" * 5000, "\ud800"])
def test_no_token_is_a_fault(db, token):
    assert services.find_link(token) is None


def test_links_to_all_who_have_an_address_and_none_yet(
    made, opened, by, invite, mailoutbox, django_capture_on_commit_callbacks
):
    services.add_counterpart(by=by(), template=made.template, name="Without address")
    row = opened(made)
    invite(sheet_of(row))
    with django_capture_on_commit_callbacks(execute=True):
        sent = services.send_links(by=by(), round=row, link_to=lambda token: LINK + token)
    assert [link.email for link in sent] == ["south@site.example"]
    assert [each.to for each in mailoutbox] == [["south@site.example"]]
    assert services.send_links(by=by(), round=row, link_to=lambda token: LINK + token) == []


def test_who_has_answered_gets_no_link(made, opened, by, invite):
    row = opened(made, "2024-Q1")
    link, _ = invite(sheet_of(row))
    services.send_theirs(link=link, version=0, given=made.given(useful=Decimal(3)), comment="")
    services.withdraw_link(by=by(), link=link)
    sent = services.send_links(by=by(), round=row, link_to=lambda token: LINK + token)
    assert [each.sheet.counterpart for each in sent] == [made.counterparts[1]]


def test_their_answer_is_in_the_trail_of_the_room(made, opened, invite, cast):
    link, _ = invite(sheet_of(opened(made)))
    services.send_theirs(link=link, version=0, given=made.given(useful=Decimal(3)), comment="")
    entry = Entry.objects.filter(act="relations.receive_answer").get()
    assert (entry.author, entry.user_id, entry.room_id) == ("Dr. Who", None, cast.joint.pk)
