"""
The network's scores to attributions: spans by Viterbi over the whole article, then each span to its cue.

Labels: a CRF's best path (Lafferty et al. 2001). Links: a content span goes to the cue that its words point to; a cue
takes the source that it points to, so that two cues can share one source ("X did A and said B").
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sayso.attribute.confidence import LEAST, Confidence, Evidence
from sayso.wordpieces import QUOTED, Window, Words

Floats = npt.NDArray[np.float32]
SOURCE, CUE, CONTENT = 1, 2, 3
POINTS = 0.3  # probability that a content points to its cue; of several, those with less are another's (PolNeAR dev)
NOWHERE = -12.0  # log-probability of a link to a cue outside the window


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window, by word: columns are words of the window, preceded by "none"."""

    window: Window
    tag: Floats  # [w, 7]
    link: Floats  # [w, 1 + w] of a word to the first word of its cue
    speaker: Floats  # [w, 1 + w] of a cue's first word to the first word of its source


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as word ranges [begin, end), with its probability of being right."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    score: float = 0.0

    def moved(self, words: int) -> "Found":
        """The same, so many words further on in the text."""
        parts = (
            [(begin + words, end + words) for begin, end in part] for part in (self.source, self.cue, self.content)
        )
        source, cue, content = map(tuple, parts)
        return Found(source, cue, content, self.score)


@dataclass(frozen=True, slots=True)
class _Labelled:
    label: int
    begin: int
    end: int
    mean: float  # of its words' probabilities of the label
    best: float


def best_path(emission: Floats, transition: Floats, first: Floats) -> list[int]:
    """The best tags of n words by Viterbi; ``emission`` [n, 7], ``transition`` [7, 7] (from, to), ``first`` [7]."""
    back = np.empty(emission.shape, dtype=np.int64)
    each = np.arange(emission.shape[1])
    alpha = first + emission[0]
    for i in range(1, len(emission)):
        come = alpha[:, None] + transition
        back[i] = come.argmax(0)
        alpha = come[back[i], each] + emission[i]
    tags = [int(alpha.argmax())]
    for i in range(len(emission) - 1, 0, -1):
        tags.append(int(back[i, tags[-1]]))
    return tags[::-1]


def decode(
    text: str, words: Words, windows: Sequence[Scores], transition: Floats, first: Floats
) -> list[tuple[Found, Evidence]]:
    """The attributions of one article in order of their cues, not scored yet, with what speaks for each."""
    if not len(words):
        return []
    emission = np.concatenate([s.tag[s.window.core_start - s.window.start :][: _core(s)] for s in windows])
    home = np.repeat(np.arange(len(windows)), [_core(s) for s in windows])
    spans = _spans(emission, best_path(emission, transition, np.where(_BEGINS, first, -1e4)))
    cues = [span for span in spans if span.label == CUE]
    if not cues:
        return []
    contents: dict[int, list[_Labelled]] = {}
    for span in spans:
        if span.label == CONTENT:
            contents.setdefault(_cue_of(span, cues, windows, home), []).append(span)
    sources = [span for span in spans if span.label == SOURCE]
    found = []
    for number in sorted(contents):
        cue = cues[number]
        near = _near(cue, contents[number], words)
        if near:
            link = [_points_to(span, cue, windows[home[span.begin]]) for span in near]
            near = [span for span, each in zip(near, link, strict=True) if each >= min(POINTS, max(link))]
            near = [part for span in near for part in _within_paragraphs(span, cue, words, text)]
            source = _source_of(cue, sources, windows, home)
            evidence = _evidence(text, words, (source, cue, near), max(link), windows[home[cue.begin]])
            found.append((Found(_range(source), _range(cue), _range(*near)), evidence))
    return found


def likely(found: Sequence[tuple[Found, Evidence]], confidence: Confidence) -> list[Found]:
    """The attributions with their probability of being right, without those that are hardly ever right."""
    scored = [replace(each, score=confidence.probability(evidence)) for each, evidence in found]
    return [each for each in scored if each.score >= LEAST]


def _range(*spans: "_Labelled | None") -> tuple[tuple[int, int], ...]:
    return tuple((span.begin, span.end) for span in spans if span)


_BEGINS = np.array([True, True, False, True, False, True, False])  # a text cannot start inside a span


def _core(scores: Scores) -> int:
    return scores.window.core_end - scores.window.core_start


def _spans(emission: Floats, tags: list[int]) -> list[_Labelled]:
    probabilities = _softmax(emission).astype(np.float64)
    of_label = [[], *((probabilities[:, i] + probabilities[:, i + 1]).tolist() for i in (1, 3, 5))]
    spans, at = [], 0
    while at < len(tags):
        label = (tags[at] + 1) // 2
        end = at + 1
        while label and end < len(tags) and tags[end] == 2 * label:
            end += 1
        if label:
            sure = of_label[label][at:end]  # lists: a span has a few words, too few for arrays to pay
            spans.append(_Labelled(label, at, end, sum(sure) / len(sure), max(sure)))
        at = end
    return spans


def _cue_of(span: _Labelled, cues: list[_Labelled], windows: Sequence[Scores], home: npt.NDArray[np.int64]) -> int:
    """The number of the cue that a content span belongs to."""
    starts = np.array([cue.begin for cue in cues])
    total = np.zeros(len(cues))
    for number in range(home[span.begin], home[span.end - 1] + 1):
        scores = windows[number]
        begin, end = max(span.begin, scores.window.core_start), min(span.end, scores.window.core_end)
        row = scores.link[begin - scores.window.start : end - scores.window.start]
        inside = (starts >= scores.window.start) & (starts < scores.window.end)
        part = np.full((end - begin, len(cues)), NOWHERE)
        if inside.any():
            columns = row[:, 1 + starts[inside] - scores.window.start].astype(np.float64)
            columns -= columns.max(1, keepdims=True)
            part[:, inside] = np.maximum(columns - np.log(np.exp(columns).sum(1, keepdims=True)), NOWHERE)
        total += part.sum(0)
    return int(total.argmax())


def _near(cue: _Labelled, contents: list[_Labelled], words: Words) -> list[_Labelled]:
    """
    The contents without those that a whole paragraph parts from the cue and from the other contents.

    A quotation with no cue near it else goes to the nearest cue there is: on PolNeAR dev 10 contents of 2,473.
    """
    paragraphs = {int(words.paragraph[cue.begin])}
    kept = []
    for span in sorted(contents, key=lambda span: abs(span.begin - cue.begin)):
        first, last = int(words.paragraph[span.begin]), int(words.paragraph[span.end - 1])
        if any(first - 1 <= paragraph <= last + 1 for paragraph in paragraphs):
            kept.append(span)
            paragraphs |= {first, last}
    return sorted(kept, key=lambda span: span.begin)


def _within_paragraphs(span: _Labelled, cue: _Labelled, words: Words, text: str) -> list[_Labelled]:
    """
    A content that runs over the end of a paragraph, as a headline without a full stop tempts it to, in parts.

    Kept are the part nearest to the cue and those beside it that go on: in quotation marks, or behind a colon. On
    PolNeAR dev, where no annotated content runs over, exact content F1 +0.3.
    """
    paragraphs = words.paragraph[span.begin : span.end]
    if paragraphs[0] == paragraphs[-1]:
        return [span]
    ends = [*(np.flatnonzero(np.diff(paragraphs)) + span.begin + 1).tolist(), span.end]
    parts = [replace(span, begin=begin, end=end) for begin, end in zip([span.begin, *ends], ends, strict=False)]
    first = min(range(len(parts)), key=lambda at: min(abs(parts[at].begin - cue.begin), abs(parts[at].end - cue.begin)))
    last = first

    def goes_on(at: int) -> bool:
        before = words.span(parts[at - 1].begin, parts[at - 1].end).of(text)
        return before.endswith(":") or bool(words.feature[parts[at].begin] & QUOTED)

    while first > 0 and goes_on(first):
        first -= 1
    while last + 1 < len(parts) and goes_on(last + 1):
        last += 1
    return parts[first : last + 1]


def _source_of(
    cue: _Labelled, sources: list[_Labelled], windows: Sequence[Scores], home: npt.NDArray[np.int64]
) -> _Labelled | None:
    """The source that a cue points to, or None where "none" is likelier."""
    scores = windows[home[cue.begin]]
    row = scores.speaker[cue.begin - scores.window.start]
    best, value = None, float(row[0])
    for source in sources:
        if source.end <= scores.window.start or source.begin >= scores.window.end:
            continue
        begin = max(source.begin - scores.window.start, 0)
        here = float(row[1 + begin : 1 + source.end - scores.window.start].max())
        if here > value:
            best, value = source, here
    return best


def _evidence(
    text: str,
    words: Words,
    parts: tuple[_Labelled | None, _Labelled, list[_Labelled]],
    link: float,
    scores: Scores,
) -> Evidence:
    """What the network says of an attribution's parts: source, cue, contents; ``scores`` are of the cue's window."""
    source, cue, near = parts
    row = _softmax(scores.speaker[cue.begin - scores.window.start][None])
    quoted = np.concatenate([words.feature[span.begin : span.end] & QUOTED for span in near])
    return Evidence(
        cue_words=words.span(cue.begin, cue.end).of(text),
        cue=cue.mean,
        content=max(span.best for span in near),
        source=source.mean if source else None,
        link=link,
        speaker=float(_mass(row, source, scores.window)[0] if source else row[0, 0]),
        quoted=float(quoted.mean()),
        words=len(quoted),
    )


def _points_to(span: _Labelled, cue: _Labelled, scores: Scores) -> float:
    """How likely the words of a content, so far as they lie in the window it begins in, point to this cue."""
    start = scores.window.start
    rows = scores.link[span.begin - start : min(span.end, scores.window.core_end) - start]
    return float(_mass(_softmax(rows), cue, scores.window).mean())


def _mass(rows: Floats, span: _Labelled, window: Window) -> Floats:
    """The probability [n] that each of ``rows`` [n, 1 + w] gives to a span, so far as the window has it."""
    begin, end = max(span.begin - window.start, 0), max(span.end - window.start, 0)
    mass: Floats = rows[:, 1 + begin : 1 + end].sum(1)
    return mass


def _softmax(rows: Floats) -> Floats:
    powers = np.exp(rows - rows.max(1, keepdims=True))
    shares: Floats = powers / powers.sum(1, keepdims=True)
    return shares
