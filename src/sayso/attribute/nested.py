"""
Attributions inside others: "KCNA said, according to Yonhap".

PolNeAR annotates only the outermost attribution (its guidelines, p. 23), so the tagger takes an inner one for content.
But a content read as a text of its own is such a text as it learned from: each content that holds a word of saying or
thinking is read again, and what is found there again, until nothing is left.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.attribute.citing import SCORE, citations, speaker_citing, unfused, without
from sayso.attribute.decode import Found
from sayso.attribute.patterns import Spans, Triple
from sayso.attribute.wordpieces import QUOTED, Ints, Words
from sayso.records import Sentence, Span

DEEPEST = 3  # levels inside the outermost
SHORTEST = 4  # words that a content needs to hold another
LEAST = 0.5  # probability of an inner attribution: chosen on training/nested_sentences.jsonl and GUM's other genres

_MARKS = frozenset("\"“”„‘’'`«»")
_SAY = (
    r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according|report(?:s|ed|ing|edly)?|claim(?:s|ed|ing)?|stat(?:ed|ing)"
    r"|announc(?:e|es|ed|ing)|add(?:s|ed|ing)|confirm(?:s|ed|ing)?|explain(?:s|ed|ing)?|reveal(?:s|ed|ing)?"
    r"|wr(?:ote|ites|iting|itten)|tweet(?:s|ed|ing)?|post(?:s|ed)|den(?:y|ies|ied|ying)|admit(?:s|ted|ting)?"
    r"|insist(?:s|ed|ing)?|not(?:es|ed|ing)|suggest(?:s|ed|ing)?|quot(?:e|es|ed|ing)|cit(?:e|es|ed|ing)"
    r"|argu(?:e|es|ed|ing)|warn(?:s|ed|ing)?|repl(?:ies|ied)|declar(?:e|es|ed|ing)|alleg(?:e|es|ed|ing)"
    r"|assert(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|acknowledg\w+|testif\w+|promis(?:e|es|ed)|ask(?:s|ed|ing)"
    r"|show(?:s|ed|n|ing)?|conclud(?:e|es|ed|ing)|complain(?:s|ed|ing)?|stress(?:es|ed|ing)|e-?mail(?:s|ed)"
)
_THINK = (
    r"think(?:s|ing)?|thought|believ(?:e|es|ed|ing)|know(?:s|n)?|knew|feel(?:s)?|felt|hop(?:e|es|ed|ing)"
    r"|underst(?:and|ands|ood)|expect(?:s|ed)?|doubt(?:s|ed)?|suspect(?:s|ed)?|guess|reali[sz]\w+|assum(?:e|es|ed)"
    r"|find(?:s)?|found|learn(?:ed|t)|remember(?:s|ed)?|mean|sure|wonder(?:s|ed)?|imagine|hear(?:d)?|fear(?:s|ed)?"
    r"|convinced|confident|certain|predict(?:s|ed)?|agree(?:s|d)?|see|saw"
)
CUE = re.compile(rf"\b(?:{_SAY}|{_THINK})\b", re.IGNORECASE)
# "to say", "would suggest": nobody has said it
_UNSAID = re.compile(r"\bto \w+$|^(?:would|could|may|might|should|can|must)\b", re.IGNORECASE)
_INNER_QUOTE = re.compile(r"(?<!\w)[‘'“\"](?=\w)(?:[^’'”\"]|(?<=\w)['’](?=\w))+[’'”\"](?!\w)")


@dataclass(frozen=True, slots=True)
class Placed:
    """An attribution and the one that it stands inside."""

    said: Triple
    inside: "Placed | None"


def with_nested(
    text: str,
    words: Words,
    sentences: Sequence[Sentence],
    found: Sequence[Triple],
    read: Callable[[Words], Sequence[Found]],
) -> list[Placed]:
    """The outermost attributions ``found`` and those inside them; ``read`` finds the outermost ones of other words."""
    placed: list[Placed] = []
    waiting: list[tuple[Triple, Placed | None, int]] = [(each, None, 0) for each in reversed(found)]
    while waiting:
        said, inside, depth = waiting.pop()
        said, inner = unfused(text, said)
        here = Placed(said, inside)
        placed.append(here)
        if inner is not None:
            waiting.append((inner, here, depth + 1))
        elif depth < DEEPEST:
            waiting.extend((each, here, depth + 1) for each in _inside(text, words, said.content, read))
    return _with_cited(text, sentences, placed)


def _inside(text: str, words: Words, content: Spans, read: Callable[[Words], Sequence[Found]]) -> list[Triple]:
    """The outermost attributions inside one content."""
    index, quoted = _as_own_text(text, words, [span for span in content if CUE.search(span.of(text))])
    if len(index) < SHORTEST:
        return []

    def spans(ranges: tuple[tuple[int, int], ...]) -> Spans:
        return tuple(words.span(int(run[0]), int(run[-1]) + 1) for a, b in ranges for run in _runs(index[a:b]))

    triples = [
        Triple(spans(each.source), spans(each.cue), spans(each.content), each.score)
        for each in read(_chosen(words, index, quoted))
    ]
    return [each for each in triples if _is_kept(text, each)]


def _is_kept(text: str, each: Triple) -> bool:
    cue = " ".join(span.of(text) for span in each.cue)
    return bool(each.source) and each.score >= LEAST and bool(CUE.search(cue)) and not _UNSAID.search(cue)


def _runs(index: Ints) -> list[Ints]:
    """Numbers in order, cut where one is missing."""
    return np.split(index, np.flatnonzero(np.diff(index) != 1) + 1)


def _as_own_text(text: str, words: Words, content: Sequence[Span]) -> tuple[Ints, Ints]:
    """
    The words of a content and whether each is quoted, as [n] and [n].

    Of a quotation the marks are left out, and what is quoted inside it counts as quoted: it is a text of its own.
    """
    numbers: list[int] = []
    quoted: list[int] = []
    for span in content:
        begin = int(np.searchsorted(words.end, span.start, side="right"))
        end = int(np.searchsorted(words.start, span.end, side="left"))
        marks = words.feature[begin:end] & QUOTED
        if end > begin and marks.all():
            while begin < end and text[words.start[begin] : words.end[begin]] in _MARKS:
                begin += 1
            while begin < end and text[words.start[end - 1] : words.end[end - 1]] in _MARKS:
                end -= 1
            marks = np.zeros(end - begin, dtype=np.int64)
            for inner in _INNER_QUOTE.finditer(text, int(words.start[begin]) if begin < end else 0, span.end):
                here = words.start[begin:end]
                marks[(here >= inner.start()) & (here < inner.end())] = QUOTED
        numbers.extend(range(begin, end))
        quoted.extend(marks.tolist())
    return np.array(numbers, dtype=np.int64), np.array(quoted, dtype=np.int64)


def _chosen(words: Words, index: Ints, quoted: Ints) -> Words:
    """The words at ``index`` as a text of their own."""
    counts = np.diff(words.first)[index]
    first = np.concatenate([[0], np.cumsum(counts)])
    pieces = np.repeat(words.first[index] - first[:-1], counts) + np.arange(first[-1])
    return Words(
        words.start[index],
        words.end[index],
        words.sentence[index],
        words.paragraph[index],
        (words.feature[index] & ~QUOTED) + quoted,
        words.pieces[pieces],
        first,
    )


def _with_cited(text: str, sentences: Sequence[Sentence], placed: list[Placed]) -> list[Placed]:
    """The same, with whom a speaker cites as speaking inside it; "citing" is then no attribution of its own."""
    for sentence in sentences:
        for cue, source in citations(text, sentence.span):
            near = speaker_citing([each.said for each in placed], cue, sentence.span)
            speaker = placed[near] if near is not None else None
            content = without(speaker.said.content, Span(cue.start, source.end)) if speaker else ()
            if content:
                kept = [each for each in placed if not _cites(each, cue)]
                placed = [*kept, Placed(Triple((source,), (cue,), content, SCORE), speaker)]
    return placed


def _cites(each: Placed, cue: Span) -> bool:
    """Whether it, or what it stands in, has these words for its cue."""
    return any(span.overlaps(cue) for span in each.said.cue) or (each.inside is not None and _cites(each.inside, cue))
