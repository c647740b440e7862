"""What the tagger's attributions gain by rules: speakers by layout, quotations that go on, entries without times."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sayso.attribute.layout import STAMP, laid_out
from sayso.attribute.signed import Laid
from sayso.records import Sentence, Span

SCORE = 0.9  # of what a rule alone finds: 104 of 105 such quotations in PolNeAR train and dev are annotated so
_CLOSING = "\"”»’'"
_TURN = re.compile(r"\W*(?:\(|[A-Z]{2,}[A-Z. ]*:|[A-Z]\w+:)")  # a transcript whose turns each stand between marks
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """Source, cue and content of one attribution, with its probability."""

    source: Spans
    cue: Spans
    content: Spans
    score: float


def with_patterns(text: str, sentences: Sequence[Sentence], found: Sequence[Triple]) -> list[Triple]:
    """The attributions ``found`` by the tagger, corrected and completed, in text order of their cues."""
    paragraphs = _paragraphs(sentences)
    stamps = _stamps(text, sentences)
    triples = [cut for each in found if (cut := _without_stamps(each, stamps))]
    for laid in laid_out(text, paragraphs):
        triples = _with_laid(triples, laid, next(p for p in paragraphs if laid.cue.start < p.end))
    triples = _continued(text, sentences, triples)
    return sorted(triples, key=lambda each: (each.cue or each.content)[0])


def _paragraphs(sentences: Sequence[Sentence]) -> list[Span]:
    found: list[Span] = []
    last = -1
    for sentence in sentences:
        if sentence.paragraph == last:
            found[-1] = Span(found[-1].start, sentence.span.end)
        else:
            found.append(sentence.span)
        last = sentence.paragraph
    return found


def _stamps(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """The times of day that open sentences: those of a live blog's entries."""
    found = []
    for sentence in sentences:
        start = sentence.span.start
        if text[start].isdigit() or text.startswith(("Updated", "LIVE", "Posted"), start):
            stamp = STAMP.match(text, start, sentence.span.end)
            if stamp:
                found.append(Span(start, stamp.end()))
    return found


def _without_stamps(each: Triple, stamps: Sequence[Span]) -> Triple | None:
    """The attribution without the time of a live blog's entry; None where nothing of its content is left."""
    for stamp in stamps:
        source, cue, content = (_less(part, stamp) for part in (each.source, each.cue, each.content))
        if not content:
            return None
        each = replace(each, source=source, cue=cue, content=content)
    return each


def _less(spans: Spans, taken: Span) -> Spans:
    """What of ``spans`` is left when ``taken`` is cut off their beginnings."""
    kept = (span if not span.overlaps(taken) else _from(span, taken.end) for span in spans)
    return tuple(span for span in kept if span is not None)


def _from(span: Span, start: int) -> Span | None:
    return Span(max(span.start, start), span.end) if start < span.end else None


def _with_laid(triples: Sequence[Triple], laid: Laid, paragraph: Span) -> list[Triple]:
    """The attributions with the one by layout, unless the tagger has words for a cue there or a speaker of its own."""
    if any(_has_words(span) and span.overlaps(laid.source) for each in triples if each.source for span in each.cue):
        return list(triples)
    same = [each for each in triples if laid.cue in each.cue or each.source == (laid.source,)]
    same = [each for each in same if each.cue and each.cue[0].overlaps(paragraph)]
    others = [each for each in triples if each not in same]
    if not laid.whole and any(_says(each, laid.content) for each in others):
        return list(triples)
    score = max([each.score for each in same], default=SCORE)
    narrower = [each.source for each in same if laid.cue in each.cue and _is_within(each.source, laid.source)]
    # "A lesson from Smith: ..." is Smith's; behind the content the whole line is the name
    before = laid.source.end <= laid.content.start
    new = Triple(narrower[0] if before and narrower else (laid.source,), (laid.cue,), (laid.content,), score)
    return [*(kept for each in others if (kept := _beside(each, laid))), new]


def _is_within(source: Spans, label: Span) -> bool:
    return bool(source) and source[0].start >= label.start and source[-1].end <= label.end


def _has_words(cue: Span) -> bool:
    return cue.end - cue.start > 2  # a mark is one character, two with a space


def _says(each: Triple, content: Span) -> bool:
    """Whether it has a speaker for most of ``content``."""
    shared = sum(max(0, min(span.end, content.end) - max(span.start, content.start)) for span in each.content)
    return bool(each.source) and 2 * shared > content.end - content.start


def _beside(each: Triple, laid: Laid) -> Triple | None:
    """Another attribution without what the one by layout holds; those inside its content stay as they are."""
    if all(laid.content.start <= span.start and span.end <= laid.content.end for span in (*each.source, *each.cue)):
        inside = tuple(span for span in each.content if span.start < laid.content.end)
        return each if each.cue and inside == each.content else None
    content = tuple(span for span in each.content if not span.overlaps(laid.content) and not span.overlaps(laid.source))
    if not content or any(span.overlaps(laid.source) for span in each.source):
        return None
    return replace(each, content=content)


def _continued(text: str, sentences: Sequence[Sentence], triples: Sequence[Triple]) -> list[Triple]:
    """Each quotation that goes on in the next paragraph, where nobody else says it, goes to who began it."""
    result = list(triples)
    for before, after in _runs(text, sentences):
        if any(span.overlaps(after) for each in result for span in each.content):
            continue
        speaker = next((i for i, each in enumerate(result) if any(s.overlaps(before) for s in each.content)), None)
        if speaker is not None:
            each = result[speaker]
            result[speaker] = replace(each, content=tuple(sorted((*each.content, after))))
    return result


def _runs(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[Span, Span]]:
    """Pairs of quotations in neighbouring paragraphs, the first unclosed and the second opening its paragraph."""
    for number, (before, after) in enumerate(pairwise(sentences), 1):
        if after.paragraph == before.paragraph or not before.quoted or not after.quoted:
            continue
        left, right = before.quoted[-1], after.quoted[0]
        if left.end != before.span.end or text[left.end - 1] in _CLOSING or right.start != after.span.start:
            continue
        if _TURN.match(text, right.start):
            continue
        for sentence in sentences[number + 1 :]:
            if sentence.paragraph != after.paragraph or text[right.end - 1] in _CLOSING or not sentence.quoted:
                break
            right = Span(right.start, sentence.quoted[0].end)
        yield left, right
