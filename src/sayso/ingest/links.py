"""
The hyperlinks of a page, placed on the text that was extracted from it.

trafilatura can keep links in its text, but then link syntax stands in it and the extraction is worse. Instead each link
is looked up by its words together with the words around them in its paragraph.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from sayso.records import Link, Span

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    )
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "button"))
_CONTEXT = 30  # characters on either side that must agree
_MOST_LINKS = 2000  # of one page; an article has fewer, and each is a search through the text


def find_links(tree: Any, text: str, *, base: str | None) -> tuple[Link, ...]:
    """The web links of ``tree`` (lxml) whose words stand in ``text``, in its order, made absolute with ``base``."""
    href = next((element.get("href") for element in tree.iter("base") if element.get("href")), "")
    base = urljoin(base or "", href)
    found: dict[tuple[int, int], str] = {}
    after = tried = 0
    for before, words, behind, target in _anchors(tree):
        address = _absolute(base, target)
        if not address or tried == _MOST_LINKS:
            continue
        tried += 1
        start = _locate(text, before, words, behind, after)
        if start is not None:
            after = start + len(words)
            found.setdefault((start, after), address)
    return tuple(Link(Span(*place), target) for place, target in sorted(found.items()))


def _locate(text: str, before: str, words: str, behind: str, after: int) -> int | None:
    """Where in ``text`` the linked words stand: from ``after`` on if possible, since links come in text order."""
    left, right = before[-_CONTEXT:], behind[:_CONTEXT]
    tries = [(left, right)]
    if len(left) >= 12:
        tries.append((left, ""))
    if len(right) >= 12:
        tries.append(("", right))
    for head, tail in tries:
        wanted = head + words + tail
        for start in (after, 0):
            at = text.find(wanted, max(0, start - len(head)))
            while at >= 0 and not (before.strip() or behind.strip()) and not _is_line(text, at, len(wanted)):
                at = text.find(wanted, at + 1)
            if at >= 0:
                return at + len(head)
    return None


def _is_line(text: str, at: int, length: int) -> bool:
    """Whether these characters are a line of their own, but for a list mark."""
    line_start = text.rfind("\n", 0, at) + 1
    end = at + length
    return text[line_start:at].strip() in ("", "-") and (end == len(text) or text[end] == "\n")


def _anchors(tree: Any) -> Iterator[tuple[str, str, str, str]]:
    """Each link as (words before it in its paragraph, its words, words behind it, href), white space made single."""
    run: list[str] = []
    spans: list[tuple[int, int, str]] = []
    opened: tuple[int, str] | None = None
    for piece in _pieces(tree):
        if piece is None:
            yield from _of_run(run, spans)
            run, spans, opened = [], [], None
        elif isinstance(piece, str):
            run.append(piece)
        elif piece[0]:
            opened = (len(run), piece[0])
        elif opened:
            spans.append((opened[0], len(run), opened[1]))
            opened = None
    yield from _of_run(run, spans)


def _pieces(tree: Any) -> Iterator[str | tuple[str] | None]:
    """Text as it comes, None at a block's border, (href,) where a link starts and ("",) where it ends."""
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            yield None
        if event == "start":
            if tag == "a":
                yield ((element.get("href") or "").strip(),)
            if tag in _UNSEEN:
                walk.skip_subtree()
            elif tag and element.text:
                yield element.text
        else:
            if tag == "a":
                yield ("",)
            if element is not tree and element.tail:
                yield element.tail


def _of_run(run: list[str], spans: list[tuple[int, int, str]]) -> Iterator[tuple[str, str, str, str]]:
    for first, last, target in spans:
        words = " ".join("".join(run[first:last]).split())
        if words:
            before, behind = "".join(run[max(0, first - 40) : first]), "".join(run[last : last + 40])
            inner = "".join(run[first:last])
            space = " " if before[-1:].isspace() or inner[:1].isspace() else ""
            gap = " " if behind[:1].isspace() or inner[-1:].isspace() else ""
            yield " ".join(before.split()) + space, words, gap + " ".join(behind.split()), target


def _absolute(base: str, target: str) -> str | None:
    if not target or target.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        address = urljoin(base, target)
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None
