"""Commands on scorecards: sheets in and out, scores, rebuilding what is kept.

They act in the joint room of one alliance and see no other room.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from .framework import alliance_by, refuse, start

if TYPE_CHECKING:
    from allied.scorecard.sheets.plan import Plan

ALLIANCE = click.option("--alliance", "slug", required=True, help="The slug of the alliance.")


@click.command("import-scorecard")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@ALLIANCE
@click.option("--dry-run", is_flag=True, help="Say what it would do; write nothing.")
def import_scorecard(file: Path, slug: str, dry_run: bool) -> None:
    """Read a scorecard sheet (.csv or .xlsx) into the joint room of an alliance.

    Every fault is told by row and column, and a file with a fault imports nothing. A second import
    of the same file changes nothing.
    """
    start()
    from allied.alliances.actors import operator_of
    from allied.foundation.access.refusal import Refused
    from allied.scorecard.sheets.reading import UnreadableFile
    from allied.scorecard.sheets.reading.files import check_size
    from allied.scorecard.sheets.services import SheetRefused, import_sheet, plan_sheet
    from allied.scorecard.sheets.summary import done_sentence, plan_sentence

    alliance = alliance_by(slug)
    actor = operator_of(alliance)
    try:
        check_size(file.stat().st_size)
        data = file.read_bytes()
        with _bar("Measures") as progress:
            act = plan_sheet if dry_run else import_sheet
            plan = act(by=actor, alliance=alliance, name=file.name, data=data, progress=progress)
    except SheetRefused as refused:
        _refuse_faults(refused.plan)
    except (Refused, UnreadableFile, OSError) as error:
        refuse(error)
    if plan.faults:
        _refuse_faults(plan)
    for warning in plan.warnings:
        click.echo(warning, err=True)
    click.echo(plan_sentence(plan) if dry_run else done_sentence(plan))


def _refuse_faults(plan: "Plan") -> None:
    shown = [str(fault) for fault in plan.faults.in_order()]
    if plan.faults.hidden:
        shown.append(f"… and {plan.faults.hidden:,} more.")
    refuse(*plan.warnings, *shown, "Nothing was imported.")


@contextmanager
def _bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error where that is a terminal; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


@click.command("export-scorecard")
@ALLIANCE
@click.option("--format", "ending", type=click.Choice(["csv", "xlsx"]), required=True)
@click.option(
    "--output", type=click.File("wb", lazy=True, atomic=True),
    help="The file to write; without it, standard output.",
)  # fmt: skip
def export_scorecard(slug: str, ending: str, output: IO[bytes] | None) -> None:
    """Write the joint scorecard of an alliance as a sheet that can be imported again."""
    start()
    from allied.alliances.actors import operator_of
    from allied.scorecard.sheets.export import export_of
    from allied.scorecard.sheets.output import csv_lines, write_workbook

    alliance = alliance_by(slug)
    export = export_of(alliance, operator_of(alliance))
    if ending == "xlsx" and output is None and sys.stdout.isatty():
        refuse("A workbook is not for a terminal: name a file with --output.")
    file: IO[bytes] = output or sys.stdout.buffer
    if ending == "csv":
        for lines in csv_lines(export.columns, export.rows()):
            file.write(lines.encode())
    else:
        write_workbook(file, export.columns, export.rows(), alliance.name)
    file.flush()


@click.command()
@ALLIANCE
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]),
    help="From the readings of periods that had ended on that day.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["json", "table"]), default="table", show_default=True
)
def scores(slug: str, as_of: datetime | None, form: str) -> None:
    """Print the scores of the joint scorecard: each measure, then what is rolled up.

    JSON is a list of objects with unrounded numbers; what does not apply is null.
    """
    start()
    from allied.alliances.actors import operator_of
    from allied.scorecard.sheets.scores import as_table, scores_as_of

    alliance = alliance_by(slug)
    day: date | None = as_of.date() if as_of else None
    rows = scores_as_of(alliance, operator_of(alliance), day)
    if form == "json":
        text = json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1)
        click.echo(text)
        return
    table = as_table(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for line in table:
        cells = [
            cell.ljust(width) if place in _TEXTS else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


_TEXTS = frozenset({0, 1, 2, 7})
"""Columns of the table that hold words."""


@click.command("rebuild-standings")
def rebuild_standings() -> None:
    """Make anew, from targets and readings, what is kept of every measure of every alliance."""
    start()
    from allied.scorecard.services import rebuild_standings as rebuild

    click.echo(f"{rebuild():,} measures")
