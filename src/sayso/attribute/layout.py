"""
Who speaks by layout alone: "Q: ...", 'Name: "..."', and what stands behind what is said (``signed.py``).

Plain prose is left to the tagger. The cue is the mark that stands for it, as PolNeAR has it.
"""

import re
from collections.abc import Sequence

from sayso.attribute.signed import OPEN, Laid, headline, signatures
from sayso.records import Span

_DOUBLE = '"“”'
_CLOSE = "\"”“»«’'"
# "10:42", "4.05pm GMT —", "Updated 14:20:" before an entry
STAMP = re.compile(
    r"(?:(?:Updated|Update|Posted|LIVE)\s+)?(?:\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
    r"\s*(?:[A-Z]{2,4}\b)?\s*[-–—:|]\s+",
    re.IGNORECASE,
)
_BULLET = r"(?:[-•·▪–—*]\s+|\d{1,2}[.)]\s+)?"
_ENTRY = re.compile(r"(?:[A-Z][\w.’'-]*\s?){1,4}")  # "2:15 p.m. - Mayor Brandt: The council will meet"
_LABEL = re.compile(
    rf"{_BULLET}\**(?P<label>(?:[QA]\b|[A-Z@][^\s:\"“”«»]*(?:\s+[^\s:\"“”«»]+){{0,11}}?))"
    r"\**\s?(?P<cue>[:])\**\s+(?=\S)"
)
_Q_AND_A = re.compile(r"\**(?P<label>[QA])(?P<cue>[.:])\**\s+(?=\S)")
_NO_SPEAKER = re.compile(
    r"(?:(?:Read|See|Watch|Listen|Photo|Picture|Image|Video|Related|Note|Update|Correction|Caption|Source|Story|File|Also"
    r"|More|Name|Age|Still|Here|Why|How|What|When|Where|Who|If|But|And|Then|This|That|These|Those|There|In|On|At|From|For|To|As|With|By|After"
    r"|Before|Example|Warning|Editor|Tags|Topics|Contact|Phone|Email|Tel|Copyright|Credit|Location|Date|Time|Result|Score"
    r"|Part|Chapter|Step|Tip|Day|Round|Exclusive|Breaking|Live)s?\b|The (?:answer|result|reason|problem|question|point"
    r"|truth|upshot|bottom|takeaway|lesson|verdict)\b)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|do|does|did|be|been|wrote|asked|said|says|told|read|reads)\b"
)
_PARTICLES = frozenset(
    ["of", "de", "da", "di", "du", "van", "von", "der", "den", "al", "bin", "ibn", "la", "le", "for", "and"]
)
LONGEST_LABEL = 160


def laid_out(text: str, paragraphs: Sequence[Span]) -> list[Laid]:
    """What the layout of ``paragraphs`` says of who speaks, in text order."""
    found = list(headline(text, paragraphs[0])) if len(paragraphs) else []
    labels = [_labelled(text, paragraph) for paragraph in paragraphs]
    turns = _speakers(text, labels)
    for number, paragraph in enumerate(paragraphs):
        signed = list(signatures(text, paragraph, paragraphs[number - 1] if number else None))
        label = labels[number]
        if signed:
            found += signed
        elif label is not None:
            turn = label.source.of(text) in turns
            entry = label.source.start > paragraph.start + 3 and _ENTRY.fullmatch(label.source.of(text))
            if turn or (not _is_opened(text, paragraph) and (entry or _is_quotation(text, label.content))):
                found.append(Laid(label.source, label.cue, label.content, turn))
    return found


def _labelled(text: str, paragraph: Span) -> Laid | None:
    """The paragraph as a label, a colon and what is said."""
    if (
        not (-1 < text.find(":", paragraph.start, paragraph.start + LONGEST_LABEL) < paragraph.end)
        and text[paragraph.start] not in "*QA"
    ):
        return None
    stamp = STAMP.match(text, paragraph.start, paragraph.end)
    at = stamp.end() if stamp else paragraph.start
    opened = _is_opened(text, paragraph)
    at += opened
    match = _Q_AND_A.match(text, at, paragraph.end) or _LABEL.match(text, at, paragraph.end)
    if match is None or _NO_SPEAKER.match(match["label"]) or _VERB.search(match["label"].split(",")[0]):
        return None
    content = Span(match.end(), paragraph.end - (opened and text[paragraph.end - 1] in _DOUBLE))
    plain = not opened and text[content.start] not in OPEN and content.end - content.start > 1
    if plain and text[content.end - 1] == ".":
        content = Span(content.start, content.end - 1)
    return Laid(Span(*match.span("label")), Span(*match.span("cue")), content, False)


def _is_opened(text: str, paragraph: Span) -> bool:
    """Whether a quotation mark opens the paragraph: a label behind it is a turn's, of a transcript quoted by turns."""
    return text[paragraph.start] in _DOUBLE


def _speakers(text: str, labels: Sequence[Laid | None]) -> frozenset[str]:
    """The labels of an interview's turns: two that follow one another, and one of them comes again."""
    names = [label.source.of(text) if label and _is_name(text, label) else None for label in labels]
    turns = {
        name
        for i, first in enumerate(names)
        for second in names[i + 1 : i + 3]
        if first and second and first != second
        for name in (first, second)
    }
    several = any(names.count(name) > 1 for name in turns)
    return frozenset(turns) if several or {"Q", "A"} <= turns else frozenset()


def _is_name(text: str, label: Laid) -> bool:
    """Whether the label can be a speaker's: capitals, and words behind it rather than a number ("Brandt: 2,316")."""
    words = label.source.of(text).split()
    named = all(word[0].isupper() or word in _PARTICLES for word in words) and words[0] != "The"
    return named and not text[label.content.start].isdigit()


def _is_quotation(text: str, content: Span) -> bool:
    """Whether it opens with a quotation mark and the next one but for those inside closes it, or none does."""
    return text[content.start] in OPEN and (
        text[content.end - 1] in _CLOSE or not any(mark in text[content.start + 1 : content.end] for mark in '"”»')
    )
