"""The Gantt chart of the page: bars from initiatives, with what is said of each."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .gantt import Bar, Diamond, Gantt, draw
from .progress import Mark
from .queries import Step, Work

MARK_WORDS: dict[Mark, str | Promise] = {
    Mark.DONE: gettext_lazy("done"),
    Mark.DONE_LATE: gettext_lazy("done late"),
    Mark.DUE: gettext_lazy("not done yet"),
    Mark.LATE: gettext_lazy("late"),
}


def chart_of(works: Sequence[Work], today: date) -> Gantt | None:
    """The chart of these initiatives in this order; None where none has a day."""
    return draw([_bar(work) for work in works], today)


def _bar(work: Work) -> Bar:
    row = work.row
    return Bar(
        row.id, work.starts_on, work.ends_on, _share(work),
        f"theme-{work.colour:d} is-{row.state}", _title(work),
        [Diamond(step.milestone.due_on, step.mark, said_of(step)) for step in work.steps],
        [other.id for other in work.waits_for],
    )  # fmt: skip


def _share(work: Work) -> float | None:
    if work.progress.share is None and work.row.state == "done":
        return 1.0
    return work.progress.share


def _title(work: Work) -> str:
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in (work.starts_on, work.ends_on) if day]
    return f"{work.row.name}: {' – '.join(days)}"


def said_of(step: Step) -> str:
    """Charter agreed: 31 March 2006, late."""
    day = date_format(step.milestone.due_on, "SHORT_DATE_FORMAT")
    return _("%(name)s: %(day)s, %(mark)s") % {
        "name": step.milestone.name, "day": day, "mark": MARK_WORDS[step.mark],
    }  # fmt: skip
