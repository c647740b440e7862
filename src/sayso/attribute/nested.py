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
from sayso.records import Sentence, Span
from sayso.wordpieces import QUOTED, Ints, Words

DEEPEST = 3  # levels inside the outermost
SHORTEST = 4  # words that a content needs to hold another

_OPENING = frozenset(["that", ","])  # a main clause begins with neither: without them 95 edges of 100 and not 85
_MARKS = frozenset("\"“”„‘’'`«»")
_SAY = (
    r"sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according|report(?:s|ed|edly)|claim(?:s|ed|ing)?|stat(?:ed|ing)"
    r"|announc(?:e|es|ed|ing)|add(?:s|ed|ing)|confirm(?:s|ed|ing)?|explain(?:s|ed|ing)?|reveal(?:s|ed|ing)?"
    r"|wr(?:ote|ites|iting)|tweeted|posted|den(?:y|ies|ied|ying)|admit(?:s|ted|ting)?"
    r"|insist(?:s|ed|ing)?|not(?:es|ed|ing)|suggest(?:s|ed|ing)?|quot(?:es|ed|ing)|cit(?:e|es|ed|ing)"
    r"|argu(?:e|es|ed|ing)|warn(?:s|ed|ing)?|repl(?:ies|ied)|declar(?:e|es|ed|ing)|alleg(?:e|es|ed|ing)"
    r"|assert(?:s|ed|ing)?|indicat(?:e|es|ed|ing)|acknowledg\w+|testif\w+|promis(?:es|ed)|ask(?:s|ed|ing)|assur(?:es|ed)"
    r"|show(?:s|ed|n|ing)?|conclud(?:e|es|ed|ing)|complain(?:s|ed|ing)?|stress(?:es|ed|ing)|e-?mailed|describ(?:es|ed)"
    r"|recall(?:s|ed)|maintain(?:s|ed)"
)
_THINK = (
    r"think(?:s|ing)?|thought|believ(?:e|es|ed|ing)|(?<!\byou )know|know(?:s|n)|knew|feel(?:s)?|felt|hop(?:e|es|ed|ing)"
    r"|underst(?:and|ands|ood)|expect(?:s|ed)?|doubt(?:s|ed)?|suspect(?:s|ed)?|guess|reali[sz]ed|assum(?:e|es|ed)"
    r"|finds|found|learn(?:ed|t)|wonder(?:s|ed)?|imagine|fear(?:s|ed)|heard|convinced|confident|predict(?:s|ed)?|agree(?:s|d)"
)
_UNSAID = ("to", "would", "could", "may", "might", "should", "can", "must")  # "to say", "would suggest": nobody has
_NOT_AFTER = "".join(rf"(?<!\b{word} )" for word in _UNSAID)
CUE = re.compile(rf"\b{_NOT_AFTER}(?:{_SAY}|{_THINK})\b", re.IGNORECASE)
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
    """The outermost attributions inside one content; its pieces are read apart, so that none runs into the next."""
    return [each for span in content for each in _in_piece(text, words, span, read)]


def _in_piece(text: str, words: Words, span: Span, read: Callable[[Words], Sequence[Found]]) -> list[Triple]:
    parts = _sentences(words, span)
    index, quoted = _as_own_text(text, words, [part for part in parts if CUE.search(text, *_extent(words, part))])
    begin = next((i for i, word in enumerate(index) if _word(text, words, word) not in _OPENING), 0)
    index, quoted = index[begin:], quoted[begin:]
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
    return bool(each.source) and bool(CUE.search(cue))


def _sentences(words: Words, span: Span) -> list[Ints]:
    """The words of ``span``, sentence by sentence."""
    begin = int(np.searchsorted(words.end, span.start, side="right"))
    end = int(np.searchsorted(words.start, span.end, side="left"))
    return np.split(np.arange(begin, end), np.flatnonzero(np.diff(words.sentence[begin:end])) + 1)


def _runs(index: Ints) -> list[Ints]:
    """Numbers in order, cut where one is missing."""
    return np.split(index, np.flatnonzero(np.diff(index) != 1) + 1)


def _word(text: str, words: Words, number: int) -> str:
    return text[words.start[number] : words.end[number]].lower()


def _extent(words: Words, part: Ints) -> tuple[int, int]:
    return (int(words.start[part[0]]), int(words.end[part[-1]])) if len(part) else (0, 0)


def _as_own_text(text: str, words: Words, parts: Sequence[Ints]) -> tuple[Ints, Ints]:
    """
    The words of ``parts`` of a content and whether each is quoted, as [n] and [n].

    Of a quotation the marks are left out, and what is quoted inside it counts as quoted: it is a text of its own.
    """
    index: list[Ints] = [np.zeros(0, dtype=np.int64)]
    quoted: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for part in parts:
        marks = words.feature[part] & QUOTED
        if marks.all():
            part = _unmarked(text, words, part)
            marks = np.zeros(len(part), dtype=np.int64)
            for inner in _INNER_QUOTE.finditer(text, *_extent(words, part)):
                marks[(words.start[part] >= inner.start()) & (words.start[part] < inner.end())] = QUOTED
        index.append(part)
        quoted.append(marks)
    return np.concatenate(index), np.concatenate(quoted)


def _unmarked(text: str, words: Words, part: Ints) -> Ints:
    """Without the quotation marks at both ends."""
    inside = [i for i, word in enumerate(part) if _word(text, words, word) not in _MARKS]
    return part[inside[0] : inside[-1] + 1] if inside else part[:0]


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
            kept = [each for each in placed if not _cites(each, cue)]  # a speaker inside a citation goes with it
            near = speaker_citing([each.said for each in kept], cue, sentence.span)
            speaker = kept[near] if near is not None else None
            content = without(speaker.said.content, Span(cue.start, source.end)) if speaker else ()
            if content:
                placed = [*kept, Placed(Triple((source,), (cue,), content, SCORE), speaker)]
    return placed


def _cites(each: Placed, cue: Span) -> bool:
    """Whether it, or what it stands in, has these words for its cue."""
    return any(span.overlaps(cue) for span in each.said.cue) or (each.inside is not None and _cites(each.inside, cue))
