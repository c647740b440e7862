"""
An article's terms as bytes, as the ledger keeps them: a profile is made of these in a seventh of the time that it takes
to make one of the text.
"""

import math
from datetime import UTC, datetime, timedelta
from functools import cache
from struct import Struct

import numpy as np
import xxhash

from sayso.match.profile import Counted
from sayso.models import manifest

_FORMAT = 2
_FRONT = Struct("<Qqq")  # stamp, earliest and latest moment
_SIZES = Struct("<IIII")  # number of terms, of those of the lead and of runs, bytes of the words
FRONT = _FRONT.size  # bytes of a packed article that ``packed_days`` needs
_DAY = 86_400_000_000  # microseconds
_UNDATED = -(1 << 63)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NAME, _NUMBER = 1, 2
_SIXTEENTHS = 16  # weights by the table are whole sixteenths, less than 16


def pack_terms(terms: Counted) -> bytes:
    """About 4 kB for an article of the usual length."""
    moments = (
        _UNDATED if each is None else (each - _EPOCH) // _MICROSECOND for each in (terms.published, terms.latest)
    )
    words = "\0".join(terms.words).encode(errors="surrogatepass")
    sizes = len(terms.keys), len(terms.lead_counts), len(terms.runs), len(words)
    kinds = terms.names * np.uint8(_NAME) + terms.numbers * np.uint8(_NUMBER)
    columns = (
        terms.keys.astype("<u8"),
        terms.runs.astype("<i8"),
        terms.counts.astype("<u4"),
        terms.lead_counts.astype("<u4"),
        np.round(terms.weights * _SIXTEENTHS).astype("u1"),
        np.round(terms.lead_weights * _SIXTEENTHS).astype("u1"),
        kinds.astype("u1"),
    )
    return b"".join(
        (_FRONT.pack(_stamp(), *moments), _SIZES.pack(*sizes), *(column.tobytes() for column in columns), words)
    )


def unpack_terms(packed: bytes) -> Counted | None:
    """The same terms; None where they were packed in another format or weighed by another table."""
    if (dates := _dates(packed)) is None:
        return None
    terms, lead, runs, length = _SIZES.unpack_from(packed, FRONT)
    at = FRONT + _SIZES.size
    columns = []
    for kind, count in (("<u8", terms), ("<i8", runs), ("<u4", terms), ("<u4", lead), ("u1", terms), ("u1", lead)):
        columns.append(np.frombuffer(packed, kind, count, at))
        at += columns[-1].nbytes
    kinds = np.frombuffer(packed, "u1", terms, at)
    words = packed[len(packed) - length :].decode(errors="surrogatepass")
    return Counted(
        keys=columns[0],
        counts=columns[2],
        weights=columns[4] / _SIXTEENTHS,
        names=(kinds & _NAME) > 0,
        numbers=(kinds & _NUMBER) > 0,
        lead_counts=columns[3],
        lead_weights=columns[5] / _SIXTEENTHS,
        words=tuple(words.split("\0")) if lead else (),
        runs=columns[1],
        published=_moment(dates[0]),
        latest=_moment(dates[1]),
    )


def _dates(packed: bytes) -> tuple[int, int] | None:
    """The stored moments; None where they were packed in another way."""
    if len(packed) < FRONT:
        return None
    stamp, earliest, latest = _FRONT.unpack_from(packed)
    return (earliest, latest) if stamp == _stamp() else None


def _moment(stored: int) -> datetime | None:
    return None if stored == _UNDATED else _EPOCH + stored * _MICROSECOND


def packed_days(packed: bytes | None) -> tuple[float, float]:
    """
    From when to when an article may have appeared, in days since 1970, by the FRONT of its packed terms.

    Not numbers where that is not known, or packed in another format.
    """
    dates = _dates(packed) if packed else None
    if dates is None or _UNDATED in dates:
        return math.nan, math.nan
    return dates[0] / _DAY, dates[1] / _DAY


@cache
def _stamp() -> int:
    # Runs are sampled by the hash that this Python gives to numbers.
    return xxhash.xxh3_64_intdigest(f"{_FORMAT} {manifest()['terms.npy']} {hash((1, 2, 3, 4, 5))}".encode())
