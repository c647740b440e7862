"""
Text to model input and back: the one module in which wordpieces meet characters.

A text becomes words (``Words``: offsets, sentence, paragraph, features) and each word one or more wordpieces; windows
of wordpieces are cut at sentence borders, each with some context on both sides that is read but not labelled there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import tokenizers

from sayso.records import Sentence, Span

CLS, SEP = 101, 102
QUOTED = 1  # features are a sum: inside quotation marks, and the letter case that an uncased vocabulary loses
CAPITALISED, ALL_CAPITALS = 2, 4
FEATURES = 6
FULL = 0.6  # of a window: a core that ends at a paragraph's end is at least so full

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text, as parallel arrays of length n; ``pieces`` is flat, word w owns [first[w], first[w+1])."""

    start: Ints  # code points
    end: Ints
    sentence: Ints  # number of the sentence
    paragraph: Ints
    feature: Ints
    pieces: Ints  # wordpiece ids, n_pieces
    first: Ints  # n_words + 1

    def __len__(self) -> int:
        return len(self.start)

    def span(self, begin: int, end: int) -> Span:
        """The characters of words [begin, end)."""
        return Span(int(self.start[begin]), int(self.end[end - 1]))


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words [start, end) as model input; labels are taken from it for [core_start, core_end)."""

    start: int
    end: int
    core_start: int
    core_end: int
    ids: Ints  # n wordpieces with CLS first, SEP last and between paragraphs
    features: Ints  # n
    at: Ints  # position in ids of the first wordpiece of each word, length end - start


def split_words(text: str, sentences: Sequence[Sentence], tokenizer: tokenizers.Tokenizer) -> Words:
    """The words of ``text`` that lie in ``sentences``, with their wordpieces and features."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    word_of = np.array(encoding.word_ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    pieces = np.array(encoding.ids, dtype=np.int64)
    if not len(pieces):
        empty = np.zeros(0, dtype=np.int64)
        return Words(empty, empty, empty, empty, empty, empty, np.zeros(1, dtype=np.int64))
    first = np.flatnonzero(np.diff(word_of, prepend=-1))
    last = np.append(first[1:], len(pieces)) - 1
    start, end = offsets[first, 0], offsets[last, 1]
    borders = np.array([sentence.span.start for sentence in sentences], dtype=np.int64)
    number = np.maximum(np.searchsorted(borders, start, side="right") - 1, 0)
    paragraphs = np.array([sentence.paragraph for sentence in sentences], dtype=np.int64)
    quoted = np.zeros(len(text) + 1, dtype=bool)
    for sentence in sentences:
        for span in sentence.quoted:
            quoted[span.start : span.end] = True
    feature = quoted[start].astype(np.int64) + np.array(
        [_case(text[a:b]) if text[a].isupper() else 0 for a, b in zip(start.tolist(), end.tolist(), strict=True)],
        dtype=np.int64,
    )
    return Words(start, end, number, paragraphs[number], feature, pieces, np.append(first, len(pieces)))


def cut_parts(words: Words, size: int) -> Iterator[tuple[int, Words]]:
    """
    The words in parts of at most ``size``, each with the number of its first word, cut at paragraph ends if possible.

    What the network says of a window takes a quarter of a megabyte: of a whole book it would not fit into memory.
    """
    begin, n = 0, len(words)
    paragraphs = np.append(np.flatnonzero(np.diff(words.paragraph)) + 1, n)
    while n - begin > size:
        fits = paragraphs[(paragraphs > begin) & (paragraphs <= begin + size)]
        end = int(fits[-1]) if len(fits) else begin + size
        yield begin, part_of(words, begin, end)
        begin = end
    yield begin, part_of(words, begin, n) if begin else words


def part_of(words: Words, begin: int, end: int) -> Words:
    """The words [begin, end) as words of their own."""
    here = slice(begin, end)
    return Words(
        words.start[here],
        words.end[here],
        words.sentence[here],
        words.paragraph[here],
        words.feature[here],
        words.pieces[words.first[begin] : words.first[end]],
        words.first[begin : end + 1] - words.first[begin],
    )


def _case(word: str) -> int:
    """Of a word that begins with a capital letter."""
    return ALL_CAPITALS if len(word) > 1 and word.isupper() else CAPITALISED


def cut_windows(
    words: Words, length: int, context: int, first_length: int | None = None, *, beside_paragraphs: int | None = None
) -> Iterator[Window]:
    """
    Windows of at most ``length`` wordpieces whose cores tile all words, cut at sentence borders where possible.

    ``first_length`` shortens the first core (training shifts the borders with it from epoch to epoch). With
    ``beside_paragraphs`` a core ends at a paragraph's end where that leaves it at least ``FULL``, and so many pieces of
    context stand beside such a border: what one paragraph says is seldom needed to read the next.
    """
    n = len(words)
    new_paragraph = np.diff(words.paragraph, prepend=words.paragraph[:1]) != 0
    total = np.concatenate([[0], np.cumsum(np.diff(words.first) + new_paragraph)])
    sentences = np.append(np.flatnonzero(np.diff(words.sentence)) + 1, n)
    paragraphs = np.append(np.flatnonzero(new_paragraph), n)
    room = length - 2 - 2 * context
    at, before, limit = 0, context, min(first_length or room, room)
    while at < n:
        core_end, after = _core_end(total, sentences, at, limit), context
        if beside_paragraphs is not None:
            before = 0 if at == 0 else beside_paragraphs if new_paragraph[at] else context
            core_end = _core_end(total, sentences, at, length - 2 - before - context)
            whole = length - 2 - before - beside_paragraphs
            end = _last_end(total, paragraphs, at, whole)
            if end == n or total[end] - total[at] >= FULL * whole:
                core_end = end
            after = beside_paragraphs if core_end < n and new_paragraph[core_end] else context
        start = int(np.searchsorted(total, total[at] - before, side="left"))
        end = int(np.searchsorted(total, total[core_end] + after, side="right")) - 1
        yield _window(words, new_paragraph, max(start, 0), max(end, core_end), at, core_end)
        at, limit = core_end, room


def _core_end(total: Ints, ends: Ints, at: int, limit: int) -> int:
    """The last sentence end that fits from word ``at``; a sentence too long for any window is cut inside."""
    end = _last_end(total, ends, at, limit)
    return end if end > at else max(int(np.searchsorted(total, total[at] + limit, side="right")) - 1, at + 1)


def _last_end(total: Ints, ends: Ints, at: int, limit: int) -> int:
    """The last of ``ends`` that lies at most ``limit`` wordpieces behind word ``at``; ``at`` where none does."""
    fits = int(np.searchsorted(total, total[at] + limit, side="right")) - 1
    position = int(np.searchsorted(ends, fits, side="right")) - 1
    return max(int(ends[position]), at) if position >= 0 else at


def _window(words: Words, new_paragraph: npt.NDArray[np.bool_], start: int, end: int, at: int, core_end: int) -> Window:
    begin, stop = words.first[start], words.first[end]
    breaks = new_paragraph[start:end].copy()
    breaks[0] = False
    shift = np.cumsum(breaks)
    counts = np.diff(words.first[start : end + 1])
    positions = 1 + (words.first[start:end] - begin) + shift
    size = int(stop - begin + shift[-1] + 2)
    ids = np.full(size, SEP, dtype=np.int64)
    features = np.zeros(size, dtype=np.int64)
    ids[0] = CLS
    each = np.arange(begin, stop) - begin + 1 + np.repeat(shift, counts)
    ids[each] = words.pieces[begin:stop]
    features[each] = np.repeat(words.feature[start:end], counts)
    return Window(start, end, at, core_end, ids, features, positions)
