"""Lines as they stand on a PDF's pages become paragraphs: running heads go, and hyphens at line ends are mended."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median

HYPHEN = "\x02"  # what PDFium gives for a hyphen at the end of a line
_HYPHENS = (HYPHEN, "-", "\u2010", "\xad")
_EDGE = 2  # lines at the top and at the bottom of a page that may be running heads
_NEAR = 5  # lines before and after one that show where its column ends
_FEWEST_HEADS = 2  # pages; on fewer nothing repeats
_MOST_NUMBERS = 6  # in a head or foot, "12 May 2024 3/9"
_ENDS = re.compile(r"[.!?…:;][\"”’'»)\]\d]{0,3}$")
_ITEM = re.compile(r"(?:[•◦▪‣●○■*-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
# what browsers print above and below each page: day and hour with the title, address with the page's number
_PRINTED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.*)?$|\w+://\S+\s+\d+/\d+$")
# a compound is written with these; what a dictionary would say of the rest, the document itself does
_PREFIX = re.compile(r"(?:^|\W)(?:self|co|ex|non|anti|pro|vice|pre|post|semi|quasi|well|so|half|\w*\d)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line's words and the box around them, in points from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """Of its type, more or less."""
        return self.top - self.bottom


def joined_text(pages: Sequence[Sequence[Line]]) -> str:
    """The text of all pages with an empty line between paragraphs; empty where the pages hold none."""
    kept = without_running_heads(pages)
    known = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(line.text.casefold() for page in kept for line in page)))
    leading = _leading(kept)
    paragraphs: list[list[str]] = []
    before: _Placed | None = None
    for page in kept:
        for number, line in enumerate(_placed(page)):
            if before is None or _starts_paragraph(before, line, leading, first=number == 0):
                paragraphs.append([line.text])
            else:
                paragraphs[-1].append(line.text)
            before = line
    return "\n\n".join(_mended(lines, known) for lines in paragraphs)


# ---- running heads ----


def without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """
    The pages without what stands at the edge of most: heads, feet, numbers that count the pages.

    One on every other page, left or right, counts where it is on most of those; what browsers print counts on one page.
    """
    edges = [{line: _keys(line, number) for line in _at_edges(page)} for number, page in enumerate(pages)]
    running: set[str] = set()
    for some in (edges, edges[::2], edges[1::2]):
        counts = Counter(key for edge in some for key in set().union(*edge.values()))
        enough = max(_FEWEST_HEADS, 0.5 * sum(map(bool, some)) + 0.5)
        running |= {key for key, count in counts.items() if count >= enough}
    return [
        [line for line in page if not (line in edge and (edge[line] & running or _PRINTED.match(line.text)))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _at_edges(page: Sequence[Line]) -> list[Line]:
    downwards = sorted(page, key=lambda line: -line.top)
    return downwards[:_EDGE] + downwards[_EDGE:][-_EDGE:]


def _keys(line: Line, page: int) -> set[str]:
    """What the line is like on other pages: the same, or with one number that is larger by one from page to page."""
    text = line.text.casefold()
    keys = {text}
    for number in islice(re.finditer(r"(?<!\d)\d{1,5}(?!\d)", text), _MOST_NUMBERS):
        keys.add(f"{text[: number.start()]}\0{int(number[0]) - page}\0{text[number.end() :]}")
    return keys


# ---- paragraphs ----


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance from line to line, in heights of the type."""
    steps = [
        (before.bottom - line.bottom) / before.height
        for page in pages
        for before, line in pairwise(page)
        if before.height > 0 and 0.5 < (before.bottom - line.bottom) / before.height < 2.5
    ]
    return median(steps) if steps else 1.2


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line and where the column begins and ends in which it stands."""

    line: Line
    start: float
    end: float

    @property
    def text(self) -> str:
        return self.line.text


def _placed(page: Sequence[Line]) -> list[_Placed]:
    """The lines of a page in their order, each with the edges of those near it that begin at the same place."""
    placed = []
    for number, line in enumerate(page):
        around = page[max(0, number - _NEAR) : number + _NEAR + 1]
        near = [each for each in around if abs(each.left - line.left) < 4 * max(line.height, 1.0)]
        rights = sorted(each.right for each in near) or [line.right]
        # not the last: a heading or a table may be wider than the column
        placed.append(_Placed(line, min((each.left for each in near), default=line.left), rights[len(rights) * 3 // 4]))
    return placed


def _starts_paragraph(before: _Placed, line: _Placed, leading: float, *, first: bool) -> bool:
    """Whether a line begins a paragraph, by its distance, its type, its indent, and how the line before ends."""
    size = max(before.line.height, 0.1)
    if abs(line.line.height - before.line.height) > 0.15 * size or _ITEM.match(line.text):
        return True
    goes_on = line.text[0].islower()
    if before.text.endswith(_HYPHENS) and goes_on:
        return False
    ended = _ENDS.search(before.text) is not None
    step = (before.line.bottom - line.line.bottom) / size
    if first or step < 0.3:  # the next page or column
        return ended or (not goes_on and _ends_early(before, line))
    if step > 1.25 * leading:
        return True
    if line.line.left - max(line.start, before.line.left) > 0.7 * size:
        return True
    return _ends_early(before, line) and not goes_on and (ended or line.text[0].isupper() or line.text[0].isdigit())


def _ends_early(before: _Placed, line: _Placed) -> bool:
    """Whether the first word of the next line had had room on the line before."""
    first = len(line.text.split(" ", 1)[0]) + 2
    return before.line.right + first * (line.line.right - line.line.left) / len(line.text) < before.end


# ---- hyphens ----


def _mended(lines: Sequence[str], known: Mapping[str, int]) -> str:
    """The lines of a paragraph as one, words divided at the ends of lines whole again."""
    parts = [lines[0]]
    for line in lines[1:]:
        before = parts[-1]
        if not before.endswith(_HYPHENS) or before[-2:-1].isspace() or len(before) == 1:
            parts += [" ", line]
        elif before[-1] == "\xad" or _is_divided(before[:-1], line, known):
            parts[-1] = before[:-1]
            parts.append(line)
        else:
            parts[-1] = before[:-1] + "-"
            parts.append(line)
    return "".join(parts).replace(HYPHEN, "-")


def _is_divided(before: str, line: str, known: Mapping[str, int]) -> bool:
    """Whether a hyphen between these is there for the line's end only: what the rest of the text writes decides."""
    left = re.search(r"[\w-]*$", before.casefold())
    right = re.match(r"\w*", line.casefold())
    if not left or not right or not line[0].islower():
        return False
    whole, compound = known.get(left[0] + right[0], 0), known.get(f"{left[0]}-{right[0]}", 0)
    return whole > compound if whole or compound else _PREFIX.search(before) is None
