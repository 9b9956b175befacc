"""From bytes to cells, with hostile and broken files."""

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from allied.scorecard.sheets.columns import is_heading
from allied.scorecard.sheets.reading import Broken, Formula, Grid, UnreadableFile, read_grid
from allied.scorecard.sheets.reading.archive import MAX_UNPACKED

from .sheets import csv_of, row, xlsx_of

PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])


def read(name: str, data: bytes) -> Grid:
    return read_grid(name, data, is_heading)


def refused(name: str, data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read(name, data)


def book(fill: Callable[[Workbook], None]) -> bytes:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        fill(made)
    return file.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The archive with other bytes in the parts whose name ends so (dots as underscores)."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            name = info.filename.rpartition("/")[2].replace(".", "_")
            new.writestr(info.filename, parts.get(name, old.read(info)))
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    data = csv_of(row(measure="Café; 100 €, net", note="a\r\nb"), delimiter=delimiter)
    grid = read("sheet.csv", data.decode().encode(encoding))
    assert grid.rows[1][1][3] == "Café; 100 €, net"
    assert grid.rows[1][1][13] == "a\r\nb"


def test_the_delimiter_is_told_by_the_headings_not_by_commas() -> None:
    grid = read("s.csv", b'objective;"measure, by name";measure;actual\nA;x, y, z;B;1,5\n')
    assert grid.rows[1][1] == ["A", "x, y, z", "B", "1,5"]


def test_a_line_that_names_the_delimiter() -> None:
    grid = read("s.csv", b"sep=;\r\nobjective;measure\r\nA;B\r\n")
    assert grid.rows == [(2, ["objective", "measure"]), (3, ["A", "B"])]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    grid = read("s.csv", b'objective,measure\n\n"two\nlines",B\n,,\nC,D\n')
    assert [number for number, _cells in grid.rows] == [1, 3, 5]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("s.pdf", b"objective,measure\n", "neither"),
        ("s", b"objective,measure\n", "neither"),
        ("s.xlsx", b"objective,measure\n", "no workbook"),
        ("s.csv", b"", "empty"),
        ("s.csv", b" \r\n ", "empty"),
        ("s.xlsx", b"", "empty"),
        ("s.xlsx", b"PK\x03\x04" + b"x" * 100, "damaged"),
        ("s.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "password"),
        ("s.csv", b'objective,measure\n"a,b\n', "Line 2: the quotation marks"),
        ("s.csv", b'objective,measure\n"a"b,c\n', "Line 2: the quotation marks"),
        ("s.csv", b"objective,measure\n\x81\x8d,b\n", "UTF-8 or Windows-1252"),
        ("s.csv", b"objective," + b"x" * 200_000 + b"\n", "more text than a cell"),
        ("s.csv", b"objective" + b",x" * 70 + b"\n", "more than 60 columns"),
        ("s.csv", b"objective,measure\n" + b"a,b\n" * 20_001, "more than 20,000 rows"),
    ],
)
def test_files_that_cannot_be_read(name: str, data: bytes, words: str) -> None:
    refused(name, data, words)


def test_a_workbook_under_the_name_of_a_text() -> None:
    refused("s.csv", xlsx_of(row()), "is it an .xlsx file")


def test_a_file_over_the_limit_is_not_opened(settings: object) -> None:
    settings.MAX_SHEET_BYTES = 1000  # type: ignore[attr-defined]
    refused("s.xlsx", b"PK\x03\x04" + b"\0" * 1000, "larger than")


def test_as_many_rows_as_are_allowed() -> None:
    assert len(read("s.csv", b"objective,measure\n" + b"a,b\n" * 20_000).rows) == 20_001


# Workbooks


def test_cells_of_a_workbook() -> None:
    def fill(made: Workbook) -> None:
        hidden = made.add_worksheet("Hidden")
        hidden.hide()
        hidden.write_string(0, 0, "not this one")
        sheet = made.add_worksheet("Scorecard")
        sheet.activate()
        day = made.add_format({"num_format": "dd/mm/yy"})
        not_a_day = made.add_format({"num_format": '"days" 0.0 [Red]'})
        sheet.write_string(0, 0, "_x0041_ é\n")
        sheet.write_number(0, 1, 0.1 + 0.2)
        sheet.write_boolean(0, 2, True)
        sheet.write_number(0, 3, 44621, day)
        sheet.write_number(0, 4, 44621, not_a_day)
        sheet.write_formula(0, 5, "=1+1", None, 2)
        sheet.write_formula(0, 6, "=A1", None, "text")
        sheet.write_formula(0, 7, "=1/0", None, "#DIV/0!")
        sheet.write_string(4, 2, "far")
        sheet.write_rich_string(4, 3, "plain ", made.add_format({"bold": True}), "bold")

    grid = read("s.xlsx", book(fill))
    first, far = grid.rows
    assert first[0] == 1
    assert far == (5, [None, None, "far", "plain bold"])
    text, number, truth, day, plain, sum_, echo, broken = first[1]
    assert (text, number, truth, plain) == ("_x0041_ é\n", 0.3, True, 44621.0)
    assert str(day) == "2022-03-01"
    assert (sum_, echo, broken) == (Formula(2.0), Formula("text"), Broken("#DIV/0!"))


def test_dates_counted_from_1904() -> None:
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_number(0, 0, 44621 - 1462, made.add_format({"num_format": 14}))

    data = book(fill)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("xl/workbook.xml")
    data = repacked(data, workbook_xml=part.replace(b"<workbookPr", b'<workbookPr date1904="1"'))
    assert str(read("s.xlsx", data).rows[0][1][0]) == "2022-03-01"


def test_a_formula_that_was_never_calculated_is_not_taken_for_an_empty_cell() -> None:
    data = book(lambda made: made.add_worksheet().write_formula(0, 0, "=1+1"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    data = repacked(data, sheet1_xml=part.replace(b"<v>0</v>", b""))
    assert isinstance(read("s.xlsx", data).rows[0][1][0], Broken)


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.floats(-1e14, 1e14).map(lambda x: float(f"{x:.12g}")),
                st.text(PRINTABLE, min_size=1),
            ),
            min_size=1, max_size=5,
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_reader_sees_what_another_reader_sees(rows: list[list[float | str | None]]) -> None:
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet()
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write_number(number, place, cell)

    data = book(fill)
    peer = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    theirs = peer.to_python(skip_empty_area=False)
    ours = dict(read("s.xlsx", data).rows)
    for number, cells in enumerate(theirs, 1):
        row_of_ours = ours.get(number, [])
        padded = [*row_of_ours, *[None] * (len(cells) - len(row_of_ours))]
        assert [cell if cell is not None else "" for cell in padded] == cells


# Hostile workbooks


def test_a_bomb_that_says_its_size() -> None:
    data = repacked(xlsx_of(row()), sheet1_xml=b" " * (MAX_UNPACKED + 1))
    assert len(data) < 200_000
    refused("s.xlsx", data, "far larger")


def test_a_bomb_within_the_total_but_packed_beyond_belief() -> None:
    refused("s.xlsx", repacked(xlsx_of(row()), sheet1_xml=b" " * (20 << 20)), "far larger")


def test_a_bomb_that_lies_about_its_size() -> None:
    """The directory says a few bytes; what is unpacked stops there and fails its checksum."""
    honest = repacked(xlsx_of(row()), sheet1_xml=b" " * (20 << 20))
    lying = bytearray(honest)
    size = (20 << 20).to_bytes(4, "little")
    at = lying.find(size)
    while at >= 0:
        lying[at : at + 4] = (1000).to_bytes(4, "little")
        at = lying.find(size, at + 4)
    refused("s.xlsx", bytes(lying), "damaged")


def test_other_compressions_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b" " * 1000)
    refused("s.xlsx", file.getvalue(), "damaged")


def test_an_archive_of_thousands_of_entries() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(600):
            archive.writestr(str(number), b"")
    refused("s.xlsx", file.getvalue(), "far larger")


def test_an_archive_that_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", b"hello")
    refused("s.xlsx", file.getvalue(), "damaged")


def test_one_cell_in_the_last_corner_takes_no_memory() -> None:
    """The area from A1 to XFD1048576 is 17 billion cells: reading must not make them."""
    data = book(lambda made: made.add_worksheet().write_string(1_048_575, 16_383, "x"))
    refused("s.xlsx", data, "more than 60 columns")
    data = book(lambda made: made.add_worksheet().write_string(1_048_575, 3, "x"))
    assert read("s.xlsx", data).rows == [(1_048_576, [None, None, None, "x"])]


def test_more_rows_than_allowed_in_a_workbook() -> None:
    def fill(made: Workbook) -> None:
        sheet = made.add_worksheet()
        for number in range(20_002):
            sheet.write_number(number, 0, number)

    refused("s.xlsx", book(fill), "more than 20,000 rows")


def test_document_types_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    refused("s.xlsx", repacked(xlsx_of(row()), sheet1_xml=bomb), "damaged")


def test_a_text_shared_by_many_cells_is_kept_once_and_cut() -> None:
    text = b"<sst><si><t>" + random.Random(1).randbytes(400_000).hex().encode() + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c t="s"><v>0</v></c></row>' % n for n in range(1, 1001))
    data = repacked(
        xlsx_of(row()), sharedStrings_xml=text,
        sheet1_xml=b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>",
    )  # fmt: skip
    grid = read("s.xlsx", data)
    assert len(grid.rows) == 1000
    first = grid.rows[0][1][0]
    assert isinstance(first, str)
    assert len(first) < 200_000
    assert all(cells[0] is first for _number, cells in grid.rows)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_damaged_workbooks_are_refused_in_words_or_read(at: int, garbage: bytes) -> None:
    data = bytearray(xlsx_of(row(), row(period="2022-Q2")))
    at %= len(data)
    data[at : at + len(garbage)] = garbage
    with suppress(UnreadableFile):
        read("s.xlsx", bytes(data))


@given(st.binary(max_size=300))
def test_garbage_is_refused_in_words_or_read(garbage: bytes) -> None:
    for name in ("s.csv", "s.xlsx"):
        with suppress(UnreadableFile):
            read(name, garbage)
