"""The zip files of office programs: which program's they are, and their parts within bounds."""

import zipfile
from io import BufferedIOBase
from typing import IO, Any, Literal

from sayso.ingest.apart import CannotRead
from sayso.ingest.bounds import open_bounded, swells

_LOCAL = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"
_ENTITIES = "Its part {} declares entities, which no office program writes. It was not read."


def office_kind(stream: BufferedIOBase, start: bytes) -> Literal["docx", "xlsx"] | None:
    """What a zip that begins with ``start`` is, None where it is another; ``stream`` is left at its start."""
    names = _names(start)
    kinds: tuple[tuple[Literal["docx", "xlsx"], bytes], ...] = (("docx", b"word/"), ("xlsx", b"xl/"))
    found = next((kind for kind, folder in kinds if any(name.startswith(folder) for name in names)), None)
    if found is None or _TYPES.encode() in names or not stream.seekable():
        return found
    try:  # some programs write the list of types last
        with zipfile.ZipFile(stream) as archive:
            return found if _TYPES in archive.namelist() else None
    except Exception:  # damaged: what it is can still be said, and its reader says that it is
        return found
    finally:
        stream.seek(0)


def _names(start: bytes) -> list[bytes]:
    """The names of the files whose headers lie in the first bytes of a zip."""
    names, at = [], start.find(_LOCAL)
    while at >= 0:
        length = int.from_bytes(start[at + 26 : at + 28], "little")
        names.append(start[at + 30 : at + 30 + length])
        at = start.find(_LOCAL, at + 4)
    return names


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, nothing of it unpacked yet; CannotRead where it is damaged or beyond the bounds of any zip."""
    return open_bounded(file, mend="Open it, save it again, add it again.")


def xml_part(archive: zipfile.ZipFile, name: str, *, largest: int) -> Any:
    """
    The root element of one part, None where there is none of that name.

    CannotRead: it is larger than ``largest`` bytes, damaged, or has a document type, in which entities can be declared.
    """
    from lxml import etree

    try:
        part = archive.getinfo(name)
    except KeyError:
        return None
    if part.file_size > largest:
        raise CannotRead(f"Its part {name} would be {part.file_size:,} bytes unpacked, above {largest:,}. Split it.")
    try:
        data = archive.read(part)  # no more than the size it declares
        if _declares_entities(data):
            raise CannotRead(_ENTITIES.format(name))
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except CannotRead:
        raise
    except Exception as error:  # zlib, zip, XML and what else a damaged part makes them raise
        raise CannotRead(f"Its part {name} is damaged ({str(error)[:120]}). Open it, save it again, add it.") from error


def check_parts(archive: zipfile.ZipFile) -> None:
    """CannotRead when a part swells, or starts with a document type: for parsers that do not look themselves."""
    for part in archive.infolist():
        if swells(part):
            raise CannotRead(
                f"Its part {part.filename} is {part.compress_size:,} bytes that unpack to {part.file_size:,}. "
                "It was made to swell, and was not unpacked."
            )
        if part.filename.casefold().endswith((".xml", ".rels")):
            with archive.open(part) as opened_part:
                if _declares_entities(opened_part.read(4096)):
                    raise CannotRead(_ENTITIES.format(part.filename))


def _declares_entities(data: bytes) -> bool:
    return b"<!DOCTYPE" in data.replace(b"\x00", b"")  # also in UTF-16
