"""The numbers of a chart as the workbook inside it: dated, and without formulas."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

AS_GIVEN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class _Writer(CategoryWorkbookWriter):
    made_at: datetime

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        workbook = Workbook(xlsx_file, AS_GIVEN)
        workbook.set_properties({"created": self.made_at})
        yield workbook, workbook.add_worksheet()
        workbook.close()


class DatedChartData(CategoryChartData):
    """Data of a chart whose workbook is the same in every run."""

    def __init__(self, made_at: datetime) -> None:
        super().__init__()
        self.made_at = made_at

    @property
    def _workbook_writer(self) -> _Writer:
        writer = _Writer(self)
        writer.made_at = self.made_at
        return writer
