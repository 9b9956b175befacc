"""A table as the file that is sent: CSV a few rows at a time, or XLSX."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse

from .export import Value
from .output import csv_lines, write_table

Write = Callable[[Any, Sequence[str], Iterator[Sequence[Value]], str], None]


def sheet_file(
    ending: str, name: str, columns: Sequence[str], rows: Iterator[Sequence[Value]], title: str,
    *, write: Write = write_table,
) -> HttpResponseBase:  # fmt: skip
    """The rows as `name.csv` or `name.xlsx`; 404 for another ending. `write`: how XLSX is made."""
    if ending == "csv":
        # The mark tells spreadsheet programmes that it is UTF-8.
        lines = (line.encode() for line in chain(["\ufeff"], csv_lines(columns, rows)))
        response: HttpResponseBase = StreamingHttpResponse(lines, content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    if ending == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
        write(file, columns, rows, title)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
    raise Http404
