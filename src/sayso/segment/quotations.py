"""
Quotations: what stands between quotation marks.

Paragraph by paragraph, as typesetting has it: a quotation that runs over several paragraphs opens each of them with a
mark again and closes only the last. An unclosed one ends with its paragraph, so a lost mark never turns the rest of
the article inside out (the commonest complaint about quotation extractors).
"""

import re
from dataclasses import dataclass, replace

from sayso.records import Quotation, Span

_DOUBLE = '"“”„‟«»″＂'
_MARK = re.compile(r"``|''|[\"“”„‟«»″＂‘’‚‹›]|(?<![\w'])'(?=\w)|(?<=[\w.,!?…])'(?!\w)")
_OPENING = frozenset("“„«‘‚‹") | {"``"}
_CLOSING = frozenset("”»›")
_REVERSED = frozenset({("„", "“"), ("»", "«"), ("‚", "‘"), ("›", "‹")})  # as German has them
_BEFORE_OPENING = frozenset("([{—–-/:")  # what may stand right before an opening mark, besides white space
# what closes a quotation between single marks: all that may, and those that nothing but a quotation explains
_CLOSES = re.compile(r"(?<=[\w.,!?…)])[’'](?![\w’'])")
_CLOSES_WELL = re.compile(r"[.,!?…][’']")
_PARAGRAPH = re.compile(r"[^\n]+")
_GOES_ON = re.compile(r"\s*(?:``|[\"“„«‘'])")
_SPEAKER = re.compile(
    r",\s(?:he|she|they|I|the \w+|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3})\s"
    r"(?:said|says|told|tells|added|adds|wrote|writes|explained|insisted|replied|recalled|tweeted)\b"
)


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    single: bool
    continues: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of ``text`` in order of their start; spans include the marks, depth 1 stands inside depth 0."""
    found: list[Quotation] = []
    carried = False  # the paragraph before ended inside a quotation
    paragraphs = [each for each in _PARAGRAPH.finditer(text) if each.group().strip()]
    for number, paragraph in enumerate(paragraphs):
        quotations, carried = _in_paragraph(text, paragraph.start(), paragraph.end(), carried)
        if carried and not (number + 1 < len(paragraphs) and _GOES_ON.match(paragraphs[number + 1].group())):
            quotations = [_before_speaker(text, quotation) for quotation in quotations]
        found.extend(quotations)
    return tuple(sorted(found, key=lambda quotation: (quotation.span.start, quotation.depth)))


def _in_paragraph(text: str, start: int, end: int, carried: bool) -> tuple[list[Quotation], bool]:
    found: list[Quotation] = []
    stack: list[_Open] = []
    closing: dict[re.Pattern[str], int] = {}
    for mark in _MARK.finditer(text, start, end):
        single = mark.group() in "‘’‚‹›'"
        if single and not _is_single_quotation_mark(text, mark.start(), end, stack, closing):
            continue
        if _opens(text, mark.group(), mark.start(), mark.end(), start, end, stack):
            continues = carried and not text[start : mark.start()].strip()
            stack.append(_Open(mark.start(), mark.group(), single, continues))
        else:
            _close(stack, found, mark.end(), single)
    last = text[start:end].rstrip()
    while stack:
        unclosed = stack.pop()
        if not unclosed.single or not stack:
            found.append(_quotation(unclosed, start + len(last), len(stack), closed=False))
    return found, any(not quotation.closed and quotation.depth == 0 for quotation in found)


def _before_speaker(text: str, quotation: Quotation) -> Quotation:
    """A quotation whose closing mark was lost, ended where somebody is said to say it: `"It rained, she told us.`"""
    speaker = (
        None if quotation.closed or quotation.depth else _SPEAKER.search(text, quotation.span.start, quotation.span.end)
    )
    return replace(quotation, span=Span(quotation.span.start, speaker.start() + 1)) if speaker else quotation


def _quotation(opened: _Open, end: int, depth: int, *, closed: bool) -> Quotation:
    return Quotation(Span(opened.start, end), min(depth, 1), closed, opened.continues)


def _close(stack: list[_Open], found: list[Quotation], end: int, single: bool) -> None:
    """Close the innermost quotation of that mark; singles left open inside it were apostrophes."""
    if not any(opened.single == single for opened in stack):
        return
    while stack:
        opened = stack.pop()
        if opened.single == single:
            found.append(_quotation(opened, end, len(stack), closed=True))
            return


def _opens(text: str, mark: str, at: int, after: int, start: int, end: int, stack: list[_Open]) -> bool:
    if stack and (stack[-1].mark, mark) in _REVERSED:
        return False
    if mark == "»" and not stack and after < end and text[after].isalnum():
        return at == start or text[at - 1].isspace()  # »so«
    if mark in _OPENING:
        return True
    if mark in _CLOSING or mark == "’":
        # German-style and careless typesetting open with a closing mark: only at a paragraph's start
        return mark == "”" and not stack and not text[start:at].strip()
    inside = any(opened.single == (mark == "'") for opened in stack)
    if not inside:
        return not stack or (after < end and not text[after].isspace())
    # `he said. "Then` while a quotation is open: the writer forgot to close it, or this is the closing mark
    spaced_before = at > start and text[at - 1].isspace()
    return False if not spaced_before else after < end and text[after].isupper() and _balanced(text, after, end)


def _balanced(text: str, at: int, end: int) -> bool:
    """Whether the straight double marks left in the paragraph close one another and one more."""
    return text.count('"', at, end) % 2 == 1


def _comes_later(pattern: re.Pattern[str], text: str, at: int, end: int, last: dict[re.Pattern[str], int]) -> bool:
    """Whether the paragraph has a match behind a place; where its last one begins is looked for once, in ``last``."""
    if pattern not in last:
        last[pattern] = max((match.start() for match in pattern.finditer(text, at + 1, end)), default=-1)
    return last[pattern] > at


def _is_single_quotation_mark(
    text: str, at: int, end: int, stack: list[_Open], closing: dict[re.Pattern[str], int]
) -> bool:
    """Whether a single mark is one of quotation rather than an apostrophe; ``closing`` is the paragraph's own."""
    character = text[at]
    if character in "‚‹›":
        return True
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    inside_single = any(opened.single for opened in stack)
    if character == "‘" or (character == "'" and not inside_single):
        if before.isalnum() or not (after.isalnum() or after in "…$£€@#["):
            return False
        return _comes_later(_CLOSES, text, at, end, closing)  # else it is an apostrophe: "'90s", "‘em"
    if not inside_single:
        return False
    if after.isalnum():
        return False
    # "the boys' game": a plural possessive inside a quotation, when a better closing mark follows
    return before in ".,!?…;" or not _comes_later(_CLOSES_WELL, text, at, end, closing)
