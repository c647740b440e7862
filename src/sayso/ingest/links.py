"""
The hyperlinks of a page, placed on the text that was extracted from it.

trafilatura can keep links in its text, but then link syntax stands in it and the extraction is worse. Instead each
block of the page is looked up in the text; where it is not there as a whole, each link by the words around it.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from sayso.ingest.blocks import Block
from sayso.records import Link, Span

_CONTEXT = 30  # characters on either side that must agree
_LEAST_CONTEXT = 12  # when only one side does
_MOST_LINKS = 2000  # of one page; an article has fewer, and each is a search through the text


def find_links(blocks: Sequence[Block], text: str, *, base: str | None) -> tuple[Link, ...]:
    """The web links of ``blocks`` whose words stand in ``text``, in its order, made absolute with ``base``."""
    found: dict[tuple[int, int], str] = {}
    after = tried = 0
    for block in blocks:
        tried += len(block.links)
        if tried > _MOST_LINKS or not any(block.text[start:end] in text for start, end, _ in block.links):
            continue
        for start, end, target in _places(block, text, after):
            address = _absolute(base or "", target)
            if address:
                found.setdefault((start, end), address)
                after = end
    return tuple(Link(Span(*place), target) for place, target in sorted(found.items()))


def _places(block: Block, text: str, after: int) -> Iterator[tuple[int, int, str]]:
    """Where in ``text`` the links of one block stand; behind ``after`` if possible, since blocks come in text order."""
    whole = _find_line(text, block.text, after)
    for start, end, target in block.links:
        at = whole + start if whole is not None else _by_context(block.text, start, end, text, after)
        if at is not None:
            yield at, at + end - start, target


def _find_line(text: str, line: str, after: int) -> int | None:
    """Where ``line`` is a whole line of ``text``, but for a list mark."""
    for begin in (after, 0):
        at = text.find(line, begin)
        while at >= 0:
            end = at + len(line)
            if text[text.rfind("\n", 0, at) + 1 : at].strip() in ("", "-") and text[end : end + 1] in ("", "\n"):
                return at
            at = text.find(line, at + 1)
    return None


def _by_context(block: str, start: int, end: int, text: str, after: int) -> int | None:
    left, right = block[max(0, start - _CONTEXT) : start], block[end : end + _CONTEXT]
    tries = [(left, right)] if len(left) + len(right) >= _LEAST_CONTEXT else []
    tries += [(left, "")] if len(left) >= _LEAST_CONTEXT else []
    tries += [("", right)] if len(right) >= _LEAST_CONTEXT else []
    for head, tail in tries:
        wanted = head + block[start:end] + tail
        for begin in (max(0, after - len(head)), 0):
            at = text.find(wanted, begin)
            if at >= 0:
                return at + len(head)
    return None


def _absolute(base: str, target: str) -> str | None:
    if target.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        address = urljoin(base, target)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
