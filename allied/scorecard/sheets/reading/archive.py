"""The parts of an XLSX file, which is a ZIP archive, unpacked within limits.

The directory of the archive says how large each part is, but it may lie: so the directory is
checked first, and what is really unpacked is counted as well. Nothing is written to disk.
"""

import io
import struct
import zipfile
import zlib
from typing import Final

from django.utils.translation import gettext as _

from .grid import UnreadableFile

MAX_UNPACKED: Final = 96 * 1024 * 1024
"""Bytes of all parts together. 20,000 rows of 60 columns take some 70 MB."""
MAX_ENTRIES: Final = 500
MAX_RATIO: Final = 250
"""Bytes unpacked for each byte packed. Sheets of one repeated row reach some 100."""

_END: Final = b"PK\x05\x06"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK: Final = 1 << 18


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def is_protected_or_old(data: bytes) -> bool:
    """The container both of workbooks behind a password and of the old .xls."""
    return data.startswith(_OLE)


class Archive:
    """The parts of one workbook by name, with one allowance of bytes for all that is unpacked."""

    def __init__(self, data: bytes) -> None:
        _check_directory_size(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
            raise damaged() from error
        self._entries = {info.filename.lower(): info for info in self._zip.infolist()}
        self._check_entries()
        self._left = MAX_UNPACKED

    def _check_entries(self) -> None:
        infos = self._zip.infolist()
        if len(self._entries) != len(infos):
            raise damaged()
        if any(info.flag_bits & 0x1 for info in infos):
            raise protected()
        if any(
            info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos
        ):
            raise damaged()
        if sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise too_large_inside()
        for info in infos:
            if info.file_size > (1 << 20) and info.file_size > MAX_RATIO * info.compress_size:
                raise too_large_inside()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """The whole part; UnreadableFile where it is missing, damaged or too large."""
        info = self._entries.get(name.lower())
        if info is None:
            raise damaged()
        chunks: list[bytes] = []
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise too_large_inside()
                    chunks.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise damaged() from error
        return b"".join(chunks)


def _check_directory_size(data: bytes) -> None:
    """Refuse a directory of more entries than any workbook has, before it is read into memory."""
    at = data.rfind(_END, max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + 22:
        raise damaged()
    entries, size = struct.unpack_from("<HI", data, at + 10)
    if entries > MAX_ENTRIES or size > MAX_ENTRIES * 1024:
        raise too_large_inside()


def damaged() -> UnreadableFile:
    return UnreadableFile(
        _("This is not a workbook that can be read: it is damaged or of another kind. Open it in "
          "a spreadsheet programme and save it as .xlsx, or send it as .csv.")
    )  # fmt: skip


def protected() -> UnreadableFile:
    return UnreadableFile(
        _("The workbook is protected by a password, or is an old .xls: save it as .xlsx without a "
          "password.")
    )  # fmt: skip


def too_large_inside() -> UnreadableFile:
    return UnreadableFile(
        _("Unpacked, the workbook would be far larger than a scorecard sheet is. Save the one "
          "sheet that is meant in a file of its own, or send it as .csv.")
    )  # fmt: skip
