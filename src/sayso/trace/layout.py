"""
An article as the claim reader sees it: windows of wordpieces that begin with the claim and the title, with every word
marked that belongs to a candidate credit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tokenizers

from sayso.records import AnnotatedArticle, Span
from sayso.trace.features import Group
from sayso.wordpieces import CLS, SEP, Ints, Window, Words, cut_windows, split_words

LENGTH = 320  # wordpieces of a window, claim and title among them
CONTEXT = 24  # wordpieces of text before and after that are read and not looked at
LONGEST = 48  # wordpieces that count of the claim, and of the title
MOST_WINDOWS = 8  # of a very long article; what follows is not read with the claim in mind
CLAIM, TITLE, TEXT = 0, 1, 2  # segments
MARKED = 1  # a wordpiece of a candidate credit; others 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One window as input: four arrays of n wordpieces."""

    ids: Ints
    features: Ints  # quotation marks and letter case, as in ``wordpieces``
    segments: Ints
    marks: Ints


@dataclass(frozen=True, slots=True)
class Layout:
    """The windows of an article, and where in them each group's evidence stands."""

    sheets: tuple[Sheet, ...]
    places: tuple[tuple[tuple[int, Ints], ...], ...]  # group -> for each evidence: window, positions in it


def lay_out(
    annotated: AnnotatedArticle, groups: Sequence[Group], claim: str, tokenizer: tokenizers.Tokenizer
) -> Layout:
    """The article's windows for this claim; a group whose evidence is not read has no places."""
    article = annotated.article
    heads = [tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST] for text in (claim, article.title or "")]
    words = split_words(article.text, annotated.sentences, tokenizer)
    shift = sum(len(head) + 1 for head in heads)  # by which claim and title move the text
    windows = list(cut_windows(words, LENGTH - shift, CONTEXT))[:MOST_WINDOWS]
    ranges = [[_range(words, credit.evidence) for credit in group.credits] for group in groups]
    marked = np.zeros(len(words), dtype=bool)
    for begin, end in (each for some in ranges for each in some):
        marked[begin:end] = True
    sheets = tuple(_sheet(window, heads, marked) for window in windows)
    places = tuple(tuple(place for each in some if (place := _place(each, windows, shift))) for some in ranges)
    return Layout(sheets, places)


def _range(words: Words, span: Span) -> tuple[int, int]:
    begin = int(np.searchsorted(words.end, span.start, side="right"))
    return begin, max(begin, int(np.searchsorted(words.start, span.end, side="left")))


def _place(words: tuple[int, int], windows: Sequence[Window], shift: int) -> tuple[int, Ints] | None:
    """The window in whose core most of the words stand, and the positions of those that do."""
    best: tuple[int, Ints] | None = None
    for number, window in enumerate(windows):
        begin, end = max(words[0], window.core_start), min(words[1], window.core_end)
        if begin < end and (best is None or end - begin > len(best[1])):
            best = (number, window.at[begin - window.start : end - window.start] + shift)
    return best


def _sheet(window: Window, heads: Sequence[Sequence[int]], marked: np.ndarray) -> Sheet:
    before = [CLS, *heads[0], SEP, *heads[1], SEP]
    ids = np.concatenate([np.array(before, dtype=np.int64), window.ids[1:]])  # the window's own CLS is left out
    blank = np.zeros(len(before), dtype=np.int64)
    segments = np.full(len(ids), TEXT, dtype=np.int64)
    segments[: len(heads[0]) + 2] = CLAIM
    segments[len(heads[0]) + 2 : len(before)] = TITLE
    marks = np.zeros(len(ids), dtype=np.int64)
    inside = np.flatnonzero(marked[window.start : window.end])
    marks[window.at[inside] + len(before) - 1] = MARKED
    return Sheet(ids, np.concatenate([blank, window.features[1:]]), segments, marks)
