"""What of a zip made by anybody is opened and unpacked: the same bounds for office files and web archives."""

import struct
from typing import IO
from zipfile import ZipFile, ZipInfo

from sayso.ingest.apart import CannotRead
from sayso.ingest.sniff import STREAM_DAMAGE

# what the zipfile package raises on zips that are damaged or packed in a way that it does not know
CANNOT_OPEN = (*STREAM_DAMAGE, RuntimeError, ValueError, OverflowError, struct.error)
_ENCRYPTED = 0x1  # of a file's flags
# Not fitted: lists, indexes and sheets shrink to a tenth or a thirtieth; a zip made to swell, to a thousandth.
_SWELLING = 200
_LARGE = 100_000_000  # bytes; what stays below does no harm, however it was packed
_MOST_FILES = 100_000  # no program writes that many


def open_bounded(file: IO[bytes], *, mend: str) -> ZipFile:
    """
    The zip that ``file`` is, its list of files read and nothing unpacked.

    CannotRead: that list is lost (its words end in ``mend``, what to do about it), every file in it is encrypted, or
    there are more files or bytes in it than a zip of its size holds.
    """
    try:
        found = ZipFile(file)
        size = file.seek(0, 2)
    except CANNOT_OPEN as error:
        lost = "damaged or cut off: its list of files, at the end, is lost"
        raise CannotRead(f"A zip, Word or other packed file, {lost} ({error}). Nothing was read. {mend}") from error
    infos = files_in(found)
    if len(infos) > _MOST_FILES:
        raise CannotRead(f"A zip of {len(infos):,} files; above {_MOST_FILES:,} none is opened. Nothing was read.")
    if infos and all(is_encrypted(info) for info in infos):
        raise CannotRead("An encrypted zip. Nothing of it was read. Unpack it with its password and add what is in it.")
    packed = sum(info.compress_size for info in infos)
    unpacked = sum(info.file_size for info in infos if not swells(info))
    if packed > size or _swell(unpacked, size):
        raise CannotRead(
            f"A zip of {size:,} bytes that claims to hold {unpacked:,}. It was made to swell, and was not unpacked."
        )
    return found


def files_in(archive: ZipFile) -> list[ZipInfo]:
    """The files of a zip, its folders left out; ``is_dir()`` fails on an empty name."""
    return [info for info in archive.infolist() if not info.filename.endswith("/")]


def is_encrypted(info: ZipInfo) -> bool:
    """Whether a file in a zip can be unpacked only with a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def swells(info: ZipInfo) -> bool:
    """Whether a file in a zip would be so much larger unpacked that it must not be."""
    return _swell(info.file_size, info.compress_size)


def _swell(unpacked: int, packed: int) -> bool:
    return unpacked > _LARGE and unpacked > _SWELLING * packed
