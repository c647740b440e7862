"""
An article's terms as bytes, as the ledger keeps them: a profile is made of these in a seventh of the time that it takes
to make one of the text.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from struct import Struct

import numpy as np
import xxhash

from sayso.match.profile import Counted
from sayso.models import manifest

_FORMAT = 1
_HEAD = Struct("<QqIIII")  # stamp, moment, number of terms, of those of the lead and of runs, bytes of the words
_UNDATED = -(1 << 63)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NAME, _NUMBER = 1, 2
_SIXTEENTHS = 16  # weights by the table are whole sixteenths, less than 16


def pack_terms(terms: Counted) -> bytes:
    """About 4 kB for an article of the usual length."""
    moment = _UNDATED if terms.published is None else (terms.published - _EPOCH) // _MICROSECOND
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
    return b"".join((_HEAD.pack(_stamp(), moment, *sizes), *(column.tobytes() for column in columns), words))


def unpack_terms(packed: bytes) -> Counted | None:
    """The same terms; None where they were packed in another format or weighed by another table."""
    stamp, moment, terms, lead, runs, length = _HEAD.unpack_from(packed)
    if stamp != _stamp():
        return None
    at = _HEAD.size
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
        published=None if moment == _UNDATED else _EPOCH + moment * _MICROSECOND,
    )


@cache
def _stamp() -> int:
    # Runs are sampled by the hash that this Python gives to numbers.
    return xxhash.xxh3_64_intdigest(f"{_FORMAT} {manifest()['terms.npy']} {hash((1, 2, 3, 4, 5))}".encode())
