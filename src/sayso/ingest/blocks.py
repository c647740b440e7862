"""A page as the blocks of words that a reader sees, with the links in each: what extraction alone does not keep."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_BORDERS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    )
)  # fmt: skip
_UNSEEN = frozenset(("head", "script", "style", "noscript", "template", "svg", "button", "nav", "footer", "select"))
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or the like: its words, single spaces between them, and its links."""

    text: str
    links: tuple[tuple[int, int, str], ...]  # start and end in ``text``, and the href as written

    def is_headline_link(self) -> bool:
        """Whether at least three words, and nearly all there are, are one link."""
        longest = max((end - start for start, end, _ in self.links), default=0)
        return longest >= 0.9 * len(self.text) and self.text.count(" ") >= 2


def page_blocks(tree: Any) -> list[Block]:
    """The blocks of an lxml ``tree`` that hold words, in the order of the page; navigation and footers left out."""
    blocks: list[Block] = []
    run: list[str] = []
    links: list[tuple[int, int, str]] = []
    opened: tuple[int, str] | None = None
    length = 0
    for piece in _pieces(tree):
        if piece is None:
            blocks += _block("".join(run), links)
            run, links, length = [], [], 0
            opened = (0, opened[1]) if opened else None  # a link around a heading goes on inside it
        elif isinstance(piece, str):
            run.append(piece)
            length += len(piece)
        else:
            if opened:
                links.append((opened[0], length, opened[1]))
            opened = (length, piece[0]) if piece[0] else None
    return blocks + _block("".join(run), links)


def _pieces(tree: Any) -> Iterator[str | tuple[str] | None]:
    """Text as it comes, None at a block's border, (href,) where a link starts and ("",) where it ends."""
    from lxml import etree

    opened = ""
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BORDERS:
            if opened:
                yield ("",)
            yield None
            if opened:
                yield (opened,)
        if event == "start":
            if tag == "a":
                opened = (element.get("href") or "").strip()
                yield (opened,)
            if tag in _UNSEEN:
                walk.skip_subtree()
            elif tag and element.text:
                yield element.text
        else:
            if tag == "a":
                opened = ""
                yield ("",)
            if element is not tree and element.tail:
                yield element.tail


def _block(raw: str, links: list[tuple[int, int, str]]) -> list[Block]:
    """At most one block, its white space made single and its links moved accordingly."""
    if not links:
        text = " ".join(raw.split())
        return [Block(text, ())] if text else []
    words = list(_WORD.finditer(raw))
    if not words:
        return []
    starts, ends, places, length = [], [], [], 0
    for word in words:
        starts.append(word.start())
        ends.append(word.end())
        places.append(length)
        length += len(word.group()) + 1
    moved = []
    for first, last, href in links:
        # the first word that ends behind the link's start, the last that starts before its end
        one, other = bisect_left(ends, first + 1), bisect_left(starts, last) - 1
        if href and one <= other:
            start = places[one] + max(0, first - starts[one])
            end = places[other] + min(last, ends[other]) - starts[other]
            if start < end:
                moved.append((start, end, href))
    return [Block(" ".join(word.group() for word in words), tuple(moved))]
