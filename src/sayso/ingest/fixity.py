"""Whether the files of a WACZ are as they were packed: by the hashes in its data package."""

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sayso.ingest.page import LARGEST
from sayso.ingest.sniff import STREAM_DAMAGE
from sayso.ingest.zipped import Zipped
from sayso.records import Problem

_PACKAGE, _DIGEST = "datapackage.json", "datapackage-digest.json"
_KNOWN = hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}  # these two make hashes of any length
_READ = "What can be read of it was read all the same."


def differences(zipped: Zipped, refused: Collection[str]) -> Iterator[Problem]:
    """
    A Problem for each file of a WACZ that is not as its data package says; ``refused`` are not unpacked for it.

    Files without a hash are held against the zip's own checksum, and named together in one more Problem.
    """
    package = {} if _PACKAGE in refused else _object(zipped, _PACKAGE)
    if package is None:
        yield zipped.problem(
            _PACKAGE, f"It is missing or damaged, so that nothing could be held against its hash. {_READ}"
        )
    resources = (package or {}).get("resources")
    listed = [each for each in resources if isinstance(each, dict)] if isinstance(resources, list) else []
    hashes = {str(each.get("path")): str(each.get("hash") or "") for each in listed}
    if _PACKAGE in zipped.members and _DIGEST in zipped.members and _DIGEST not in refused:
        hashes[_PACKAGE] = str((_object(zipped, _DIGEST) or {}).get("hash") or "")
    unhashed = []
    for path in zipped.members:
        if path not in refused:
            said = _named_hash(hashes.get(path, ""))
            if said is None and path not in (_PACKAGE, _DIGEST):
                unhashed.append(path)
            if detail := _difference(zipped, path, said):
                yield zipped.problem(path, detail)
    for path in hashes:
        if path not in zipped.members:
            yield zipped.problem(path, f"{_PACKAGE} lists this file, but it is not in the zip. The others were read.")
    if unhashed and package:
        yield zipped.problem(_PACKAGE, f"It has no hash, or none of a known kind, for {_some(unhashed)}. {_READ}")


def _object(zipped: Zipped, path: str) -> Mapping[str, Any] | None:
    """The JSON object that a file of the zip is; None where there is none that can be read."""
    if path not in zipped.members or zipped.members[path].file_size > LARGEST:
        return None
    try:
        with zipped.open(path) as stream:
            value = json.loads(stream.read())
    except (ValueError, RecursionError, *STREAM_DAMAGE):
        return None
    return value if isinstance(value, dict) else None


def _named_hash(said: str) -> tuple[str, str] | None:
    """Kind and digits of a hash as data packages write it: "sha256:…", or digits alone, which are of MD5."""
    kind, _, digits = said.strip().casefold().rpartition(":")
    kind = kind or "md5"
    return (kind, digits) if digits and kind in _KNOWN else None


def _difference(zipped: Zipped, path: str, said: tuple[str, str] | None) -> str | None:
    """What tells that a file of the zip has changed since it was packed; None where nothing does."""
    digest = hashlib.new(said[0] if said else "sha256", usedforsecurity=False)
    checksum = 0
    try:
        with zipped.open(path) as stream:
            while part := stream.read(1 << 20):
                digest.update(part)
                checksum = zlib.crc32(part, checksum)
    except STREAM_DAMAGE as error:
        return f"It cannot be unpacked to its end ({error}). {_READ}"
    if said and digest.hexdigest() != said[1]:
        source = _DIGEST if path == _PACKAGE else _PACKAGE
        return f"Its {said[0].upper()} hash is not the one in {source}: it was changed or damaged later. {_READ}"
    if not said and checksum != zipped.members[path].CRC:
        return f"It differs from the checksum in the zip: it was changed or damaged later. {_READ}"
    return None


def _some(paths: list[str]) -> str:
    return ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
