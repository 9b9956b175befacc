"""What an export holds, and that reading it in again changes nothing."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from allied.alliances.models import Alliance
from allied.alliances.services import found_alliance
from allied.foundation.access.actor import Actor, Seat, View
from allied.people.models import Company
from allied.scorecard.models import Measure, Reading, Target
from allied.scorecard.services import refresh_standings
from allied.scorecard.sheets.columns import USUAL
from allied.scorecard.sheets.export import export_of
from allied.scorecard.sheets.output import csv_lines, write_workbook
from allied.scorecard.sheets.services import import_sheet, plan_sheet
from allied.scorecard.sheets.template import COLUMNS, template_rows
from allied.strategy.models import Objective, Perspective, Theme
from tests.support.cast import Cast
from tests.support.world import MARKER, World

from .sheets import csv_of, row
from .test_import import everything


def as_csv(alliance: Alliance, actor: Actor) -> bytes:
    export = export_of(alliance, actor)
    return "".join(csv_lines(export.columns, export.rows())).encode()


def as_xlsx(alliance: Alliance, actor: Actor) -> bytes:
    export, file = export_of(alliance, actor), io.BytesIO()
    write_workbook(file, export.columns, export.rows(), alliance.name)
    return file.getvalue()


FORMATS: dict[str, Callable[[Alliance, Actor], bytes]] = {"s.csv": as_csv, "s.xlsx": as_xlsx}


def manager_of(alliance: Alliance, view: View = View.JOINT) -> Actor:
    joint = alliance.rooms.get(partner=None)
    own = alliance.rooms.exclude(partner=None).order_by("partner_id")[0]
    seat = Seat(alliance.pk, own.partner_id, joint.pk, own.pk, frozenset({"alliance_manager"}))
    return Actor(name="Tester", view=view, seats={alliance.pk: seat})


# Alliances with all that a sheet may meet

TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "+x", "-5", "@home", "'=q", "''+", "'quoted", "\tx", "a\nb", "a\r\nb", "none",
         "None", "x;y,\"z\"", "שלום עולם", "_x0041_", "e\u0301", "1,5", "TRUE", "2022-01-01", " "]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30),
)  # fmt: skip
NAMES = TEXTS.map(lambda text: f"{text} n").filter(lambda text: any(c.isalnum() for c in text[:-1]))
VALUES = st.decimals(-10_000, 10_000, places=3)
FREQUENCIES = st.sampled_from(["month", "quarter", "half_year", "year"])


@st.composite
def target_values(draw: Any, preset: str) -> dict[str, Any]:
    low = draw(VALUES)
    step = [draw(st.decimals(Decimal("0.5"), 500, places=2)) for _ in range(4)]
    a, b, c, d = low, low + step[0], low + step[0] + step[1], low + sum(step[:3])
    maybe = draw(st.booleans())
    values: dict[str, Any] = {
        "baseline_target": {"baseline": a, "target": b, "stretch": c if maybe else None},
        "red_flag_goal": {"red_flag": a, "target": b, "baseline": low - 1 if maybe else None},
        "worst_best": {"worst": a, "red_flag": b, "target": c, "best": d},
        "minimum_maximum": {"minimum": a, "maximum": b},
        "on_target": {"low": a, "target": b, "high": c},
        "commit_stretch": {"baseline": a, "commit": b, "target": c, "stretch": d},
        "yes_no": {},
        "threshold": {"threshold": a, "margin": step[0] if maybe else None},
        "ratio": {"target": abs(a) + 1},
    }[preset]
    values["weight"] = draw(st.decimals(0, 100, places=3))
    if maybe:
        values["baseline_on"] = draw(st.dates(date(1990, 1, 1), date(2020, 1, 1)))
    return values


@st.composite
def measures(draw: Any) -> dict[str, Any]:
    preset = draw(st.sampled_from(
        ["baseline_target", "red_flag_goal", "worst_best", "minimum_maximum", "on_target",
         "commit_stretch", "yes_no", "threshold", "ratio"]
    ))  # fmt: skip
    direction = {"on_target": "on_target", "threshold": "at_most"}.get(preset, "higher")
    kind = "yes_no" if preset == "yes_no" else draw(st.sampled_from(["number", "money", "index"]))
    value = st.sampled_from([Decimal(0), Decimal(1)]) if preset == "yes_no" else VALUES
    starts = st.dates(date(2000, 1, 1), date(2023, 12, 31))
    return {
        "name": draw(NAMES), "unit": draw(TEXTS).strip(), "source": draw(TEXTS).strip(),
        "description": draw(TEXTS).strip(), "preset": preset, "direction": direction, "kind": kind,
        "currency": "CHF" if kind == "money" else "", "frequency": draw(FREQUENCIES),
        "is_leading": draw(st.booleans()), "capped": draw(st.booleans()),
        "on_track_from": draw(st.sampled_from([2 / 3, 0.55])), "private": draw(st.booleans()),
        "tolerance_days": draw(st.sampled_from([None, 0, 45])),
        "targets": draw(st.dictionaries(starts, target_values(preset), max_size=3)),
        "readings": draw(st.dictionaries(st.integers(0, 15), st.tuples(value, TEXTS), max_size=4)),
    }  # fmt: skip


def build(alliance: Alliance, made: list[dict[str, Any]], own_room: bool) -> None:
    joint = alliance.rooms.get(partner=None)
    own = alliance.rooms.exclude(partner=None).order_by("partner_id")[0]
    place = {"alliance": alliance, "room": joint}
    band = Perspective.objects.create(name="=Band", **place)
    strand = Theme.objects.create(name="@Strand", **place)
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
    for number, given_ in enumerate(made):
        fields = {**given_}
        targets, readings = fields.pop("targets"), fields.pop("readings")
        private = fields.pop("private") and own_room
        objective = Objective.objects.create(
            title=f"Objective {number // 2}" if number % 2 == 0 else f"-Objective {number}",
            perspective=band, theme=strand, position=number, **place,
        )  # fmt: skip
        measure = Measure.objects.create(
            alliance=alliance, room=own if private else joint, objective=objective,
            position=number, **fields,
        )  # fmt: skip
        for day, values in targets.items():
            Target.objects.create(measure=measure, valid_from=day, **values)
        step = months[fields["frequency"]]
        for count, (value, note) in readings.items():
            month = (alliance.fiscal_start_month - 1) + count * step
            Reading.objects.create(
                measure=measure, value=value, note=note.strip(),
                period_start=date(2005 + month // 12, month % 12 + 1, 1),
            )  # fmt: skip
    refresh_standings(list(Measure.objects.filter(alliance=alliance).values_list("pk", flat=True)))


class RolledBack(Exception):
    pass


@pytest.mark.django_db
@given(made=st.lists(measures(), min_size=1, max_size=4), start_month=st.sampled_from([1, 10]))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_reading_an_export_in_again_changes_nothing(
    made: list[dict[str, Any]], start_month: int
) -> None:
    try:
        with transaction.atomic():
            _there_and_back(made, start_month)
            raise RolledBack
    except RolledBack:
        pass


def _there_and_back(made: list[dict[str, Any]], start_month: int) -> None:
    companies = [Company.objects.create(name=n, slug=n.lower()) for n in ("North", "South")]
    here, there = (
        found_alliance(by=Actor(), name=name, companies=companies, fiscal_start_month=start_month)
        for name in ("Here", "There")
    )
    build(here, made, own_room=True)
    for view in (View.JOINT, View.OURS):
        actor = manager_of(here, view)
        for name, write in FORMATS.items():
            if not list(export_of(here, actor).rows()):
                continue
            plan = plan_sheet(by=actor, alliance=here, name=name, data=write(here, actor))
            assert not plan.faults, (name, [str(fault) for fault in plan.faults.kept])
            assert plan.changes_nothing, (name, [m for m in plan.measures if m.does_something])
            assert not plan.warnings
    joint_here, joint_there = manager_of(here), manager_of(there)
    sheet = as_csv(here, joint_here)
    if sheet.count(b"\r\n") > 1:
        import_sheet(by=joint_there, alliance=there, name="s.csv", data=sheet)
    assert as_csv(there, joint_there) == sheet


# What is in it


def test_the_joint_export_holds_nothing_of_anybodys_own_room(cast: Cast, world: World) -> None:
    for who in ("solvay_manager", "quintiles_manager", "reader"):
        for view in (View.JOINT, View.PRESENT):
            actor = cast.actor(who, view)
            text = as_csv(cast.alliance, actor)
            assert MARKER.encode() not in text
            assert b"room" not in text.split(b"\r\n")[0]
            book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(cast.alliance, actor)))
            assert MARKER not in str(
                [book.get_sheet_by_name(n).to_python() for n in book.sheet_names]
            )
    assert MARKER.encode() not in as_csv(cast.alliance, cast.actor("quintiles_manager", View.OURS))


def test_the_export_of_our_view_holds_both_rooms(cast: Cast, world: World) -> None:
    text = as_csv(cast.alliance, cast.actor("solvay_manager", View.OURS)).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {r["room"] for r in rows} == {"joint", "ours"}
    ours = {r["measure"] for r in rows if r["room"] == "ours"}
    assert ours == {f"{MARKER} margin", f"{MARKER} ratio"}


def test_secrets_change_no_byte_of_what_the_partner_exports(cast: Cast, world: World) -> None:
    actor = cast.actor("quintiles_manager", View.OURS)
    before = as_csv(cast.alliance, actor)
    Measure.objects.filter(pk=world.secret_measure.pk).update(name="Else", kind="index", source="!")
    Reading.objects.filter(measure=world.secret_measure).update(value=7)
    assert as_csv(cast.alliance, actor) == before


def test_formulas_are_defused(cast: Cast) -> None:
    actor = cast.actor("quintiles_manager", View.JOINT)
    said = {"measure": "'=cmd|' /C calc'!A0", "note": "'@SUM(1)", "unit": "'-x", "actual": "-3"}
    data = csv_of(row(**said, baseline="-1", target="-5"))
    import_sheet(by=actor, alliance=cast.alliance, name="s.csv", data=data)
    assert Measure.objects.get().name == "=cmd|' /C calc'!A0"
    text = as_csv(cast.alliance, actor).decode()
    cells = list(csv.reader(io.StringIO(text)))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert [cell for cell in cells if cell.startswith("-")] == ["-1", "-5", "-3"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(cast.alliance, actor)))
    assert book.get_sheet_by_index(0).to_python()[1][3] == "=cmd|' /C calc'!A0"


def test_columns_that_nothing_needs_are_left_out(cast: Cast) -> None:
    actor = cast.actor("quintiles_manager", View.JOINT)
    import_sheet(by=actor, alliance=cast.alliance, name="s.csv", data=csv_of(row()))
    assert export_of(cast.alliance, actor).columns == (*USUAL, "agreed")
    data = csv_of(row(stretch="40", owner="Measure owner"))
    import_sheet(by=actor, alliance=cast.alliance, name="s.csv", data=data)
    assert export_of(cast.alliance, actor).columns == (*USUAL, "stretch", "owner", "agreed")


def test_corrected_readings_and_removed_measures_are_left_out(cast: Cast) -> None:
    actor = cast.actor("quintiles_manager", View.JOINT)
    given = {"by": actor, "alliance": cast.alliance, "name": "s.csv"}
    import_sheet(data=csv_of(row(), row(measure="Gone")), **given)
    import_sheet(data=csv_of(row(actual="80")), **given)
    Measure.objects.filter(name="Gone").update(removed_at="2022-01-01T00:00Z")
    rows = list(csv.DictReader(io.StringIO(as_csv(cast.alliance, actor).decode())))
    assert [(r["measure"], r["actual"]) for r in rows] == [("Study cycle time", "80")]


def test_an_export_of_nothing_has_headings(cast: Cast) -> None:
    actor = cast.actor("quintiles_manager", View.JOINT)
    assert as_csv(cast.alliance, actor).decode() == ",".join(USUAL) + "\r\n"


def test_the_template_can_be_imported(cast: Cast) -> None:
    actor = cast.actor("quintiles_manager", View.JOINT)
    rows = template_rows(cast.alliance, date(2024, 5, 5))
    data = "".join(csv_lines(COLUMNS, rows)).encode()
    before = everything()
    plan = plan_sheet(by=actor, alliance=cast.alliance, name="s.csv", data=data)
    assert not plan.faults
    assert len(plan.new_measures) == 2
    assert everything() == before
    file = io.BytesIO()
    write_workbook(file, COLUMNS, rows, "Template")
    assert not plan_sheet(
        by=actor, alliance=cast.alliance, name="s.xlsx", data=file.getvalue()
    ).faults


def test_statements_do_not_grow_with_the_readings(
    cast: Cast, world: World, django_assert_num_queries: Any
) -> None:
    actor = cast.actor("quintiles_manager", View.JOINT)

    def add(count: int) -> None:
        start = date(1950, 1, 1)
        Reading.objects.bulk_create(
            Reading(measure=world.measure, value=n, period_start=start + timedelta(days=n))
            for n in range(count)
        )

    with django_assert_num_queries(3):
        as_csv(cast.alliance, actor)
    add(50)
    with django_assert_num_queries(3):
        as_csv(cast.alliance, actor)


def test_whether_a_target_is_agreed_is_said_and_not_read(cast: Cast) -> None:
    actor = cast.actor("quintiles_manager", View.JOINT)
    given = {"by": actor, "alliance": cast.alliance, "name": "s.csv"}
    import_sheet(data=csv_of(row()), **given)
    sheet = as_csv(cast.alliance, actor)
    assert b",proposed" in sheet
    import_sheet(data=sheet.replace(b",proposed", b",agreed"), **given)
    assert as_csv(cast.alliance, actor) == sheet
