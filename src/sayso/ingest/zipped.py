"""Zips made by anybody: opened so that a damaged, encrypted or swelling one costs no more than a Problem."""

import gzip
import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BufferedIOBase
from typing import IO, cast
from zipfile import ZipExtFile, ZipFile, ZipInfo

from sayso.ingest.sniff import STREAM_DAMAGE
from sayso.records import Problem

# what the zipfile package raises on zips that are damaged or packed in a way that it does not know
_CANNOT_OPEN = (*STREAM_DAMAGE, RuntimeError, ValueError, OverflowError, struct.error)
_ENCRYPTED = 0x1  # of a file's flags
# Not fitted: lists and indexes of pages shrink to a tenth or a thirtieth; a zip made to swell, to a thousandth.
_SWELLING = 200
_LARGE = 100_000_000  # bytes; what stays below does no harm, however it was packed
_TOP = re.compile(r"((?:[^/]+/)?)(?:archive/.+\.warc(?:\.gz)?|datapackage\.json)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Zipped:
    """An open zip and the files in it, by their paths; read no more of it than ``refused`` leaves."""

    file: ZipFile
    members: Mapping[str, ZipInfo]
    name: str  # its input id
    where: str  # as the user would write it

    def at(self, path: str) -> tuple[str, str]:
        """The input id of a file in it, and where that is."""
        return f"{self.name}:{path}", f"{self.where}:{path}"

    def problem(self, path: str, detail: str) -> Problem:
        """What is wrong with one file in it."""
        return Problem(*self.at(path), "unreadable", detail)

    def open(self, path: str) -> ZipExtFile:
        """
        The unpacked bytes of a file in it, which end in STREAM_DAMAGE where they are damaged.

        The zip's own checksum is not compared: zipfile does so with the last bytes, and would withhold these.
        """
        stream = cast(ZipExtFile, self.file.open(self.members[path]))
        stream._expected_crc = None  # type: ignore[attr-defined]  # there is no public way
        return stream

    def refused(self) -> Iterator[tuple[str, str]]:
        """Path and reason of each file in it that must not or cannot be unpacked."""
        for path, info in self.members.items():
            if info.flag_bits & _ENCRYPTED:
                yield path, "This file in the zip is encrypted and was not read. Unpack it with its password."
            elif _swells(info.file_size, info.compress_size):
                yield path, f"{info.compress_size:,} bytes that unpack to {info.file_size:,} are no page. Not unpacked."
            else:
                try:
                    with self.open(path) as stream:
                        stream.peek(1)
                except _CANNOT_OPEN as error:
                    yield path, f"This file in the zip is damaged ({error}) and was not read; others were."

    def doubled(self) -> Iterator[Problem]:
        """A Problem for each path that several files in it share."""
        for path, number in Counter(info.filename for info in self.file.infolist()).items():
            if number > 1:
                yield self.problem(path, f"{number} files in the zip have this name. Only the last was read.")


def open_zip(stream: BufferedIOBase, *, name: str, where: str) -> Zipped | Problem:
    """The zip that ``stream`` is, or why it cannot be read at all."""
    if isinstance(stream, gzip.GzipFile) or not stream.seekable():
        detail = "A zip is read from a file of its own, not through a pipe or inside a gzip. Unpack it and add that."
        return Problem(name, where, "unreadable", detail)
    try:
        file = ZipFile(cast(IO[bytes], stream))
        size = stream.seek(0, 2)
    except _CANNOT_OPEN as error:
        detail = (
            f"A zip, Word or other packed file, damaged or cut off: its list of files, at the end, is lost ({error})."
        )
        return Problem(name, where, "unreadable", f"{detail} Nothing was read. Get it again, or mend a copy: zip -FF")
    infos = [info for info in file.infolist() if not info.filename.endswith("/")]  # is_dir() fails on an empty name
    if refusal := _refusal(infos, size):
        return Problem(name, where, "unreadable", refusal)
    top = min((match[1] for info in infos if (match := _TOP.match(info.filename))), key=len, default="")
    members = {info.filename.removeprefix(top): info for info in infos if info.filename.startswith(top)}
    return Zipped(file, members, name, where)


def _refusal(infos: list[ZipInfo], size: int) -> str | None:
    """Why nothing at all of a zip of ``size`` bytes is unpacked."""
    if infos and all(info.flag_bits & _ENCRYPTED for info in infos):
        return "An encrypted zip. Nothing of it was read. Unpack it with its password and add the WARC files in it."
    packed = sum(info.compress_size for info in infos)
    unpacked = sum(info.file_size for info in infos if not _swells(info.file_size, info.compress_size))
    if packed > size or _swells(unpacked, size):
        return f"A zip of {size:,} bytes that claims to hold {unpacked:,}. It was made to swell, and was not unpacked."
    return None


def _swells(unpacked: int, packed: int) -> bool:
    return unpacked > _LARGE and unpacked > _SWELLING * packed
