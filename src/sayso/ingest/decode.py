"""
Bytes into characters: encodings are guessed, never asked for, and never change an offset afterwards.

Order of the guesses: byte order mark, UTF-16 by its NULs, UTF-8, what the page or server declared, then the Western
8-bit sets by their quotation marks; charset-normalizer decides only where most letters are outside ASCII (short
cp1252 texts are often labelled cp1250 or mac_iceland by it, which turns curly quotes into other letters).
"""

import codecs
import re
from collections.abc import Iterator
from io import BufferedIOBase

LONGEST_LINE = 32_000_000  # bytes; a longer line of a table is skipped and reported, so that memory stays bounded
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
# "it's" and "they're" with MacRoman's curly apostrophe; in cp1252 that byte is O with a tilde
_MAC_ROMAN = re.compile(rb"[a-z]\xd5(?:s|t|re|ll|ve|d|m)\b|\xd2[A-Za-z][^\xd2\xd3]*\xd3")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("as_cp1252", _as_cp1252)  # for files read piece by piece, where no later byte can be awaited


def storable(text: str) -> str:
    """``text`` with each NUL and lone surrogate, which SQLite or UTF-8 cannot hold, as one U+FFFD: offsets stay."""
    return _UNSTORABLE.sub("\ufffd", text) if _UNSTORABLE.search(text) else text


def encoding_by_mark(start: bytes) -> str | None:
    """The encoding that a byte order mark or UTF-16's NULs give away, from the first bytes of a file."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    even, odd = start[0:2000:2], start[1:2000:2]
    if len(start) >= 8 and odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if len(start) >= 8 and even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of ``data``; ``declared`` is the charset a page or server names, tried when it is not UTF-8."""
    marked = encoding_by_mark(data[:4000])
    if marked:
        return data.decode(marked, errors="replace")
    for encoding in ("utf-8", declared):
        try:
            if encoding and not encoding.casefold().startswith(("utf-16", "utf-32")):  # these would show
                return data.decode(encoding)
        except (ValueError, LookupError):  # a page may name a charset that no codec can be asked for: "undefined"
            pass
    return data.decode(_eight_bit(data), errors="replace")


def _eight_bit(data: bytes) -> str:
    sample = data[:200_000]
    if _damaged_utf8(data):
        return "utf-8"
    if _MAC_ROMAN.search(sample):
        return "mac_roman"
    if len(_HIGH.findall(sample)) < 0.15 * len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:20_000]).best()
    return best.encoding if best else "cp1252"


def _damaged_utf8(data: bytes) -> bool:
    """Whether nearly all that is not ASCII is well-formed UTF-8, as when a file was cut inside a character."""
    high = len(_HIGH.findall(data))
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    return broken * 20 < high


def decoded_lines(stream: BufferedIOBase) -> Iterator[tuple[int, str | None]]:
    """
    Each line with its number from 1 and its end mark kept, however long the stream; None for one over LONGEST_LINE.

    A line that is not UTF-8 is decoded by itself, so that one cp1252 row does not spoil the rest.
    """
    start = stream.readline(LONGEST_LINE)
    marked = encoding_by_mark(start[:4000])
    if marked and marked.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(start, stream, marked)
        return
    number, line = 1, start.removeprefix(codecs.BOM_UTF8)
    while line or number == 1:
        if len(line) >= LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield number, None
        elif line:
            yield number, decode_line(line)
        line = stream.readline(LONGEST_LINE)
        number += 1


def decode_line(line: bytes) -> str:
    """One line of a table, which UTF-16's marks cannot begin."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(_eight_bit(line), errors="replace")


def _wide_lines(start: bytes, stream: BufferedIOBase, encoding: str) -> Iterator[tuple[int, str]]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    kept, number, data = "", 1, start
    while data:
        lines = (kept + decoder.decode(data)).split("\n")
        kept = lines.pop()
        for line in lines:
            yield number, line + "\n"
            number += 1
        data = stream.read1(1 << 16)
    if kept:
        yield number, kept
