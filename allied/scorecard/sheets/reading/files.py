"""Which kind of file it is, by its content; the name may only agree."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .archive import is_protected_or_old, is_zip, protected
from .delimited import read_delimited
from .grid import Grid, UnreadableFile
from .workbook import read_workbook

TEXT_ENDINGS: Final = frozenset({".csv", ".tsv", ".txt"})
WORKBOOK_ENDINGS: Final = frozenset({".xlsx", ".xlsm"})


def read_grid(name: str, data: bytes, known: Callable[[str], bool]) -> Grid:
    """The cells of a CSV or XLSX file. UnreadableFile, in words, where it is neither.

    `known` says whether a text is the heading of a column of the sheet.
    """
    check_size(len(data))
    ending = PurePath(name).suffix.lower()
    if ending not in TEXT_ENDINGS | WORKBOOK_ENDINGS:
        raise UnreadableFile(
            _("“%(name)s” is neither a .csv nor an .xlsx file.")
            % {"name": PurePath(name).name[-80:]}
        )
    if not data.strip():
        raise UnreadableFile(_("The file is empty."))
    if is_protected_or_old(data):
        raise protected()
    if is_zip(data) != (ending in WORKBOOK_ENDINGS):
        raise UnreadableFile(_wrong_ending(ending))
    return read_workbook(data) if is_zip(data) else read_delimited(data, known)


def check_size(size: int) -> None:
    """UnreadableFile for a file that is too large to be opened at all."""
    if size > settings.MAX_SHEET_BYTES:
        raise too_large()


def too_large() -> UnreadableFile:
    return UnreadableFile(
        _("The file is larger than %(limit)s, the most that is read: split it.")
        % {"limit": filesizeformat(settings.MAX_SHEET_BYTES)}
    )


def _wrong_ending(ending: str) -> str:
    if ending in WORKBOOK_ENDINGS:
        return _("The name ends with %(ending)s, but this is no workbook.") % {"ending": ending}
    return _("The name ends with %(ending)s, but this is not a text: is it an .xlsx file?") % {
        "ending": ending
    }
