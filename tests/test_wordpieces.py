"""Words and windows: offsets fit the text, cores tile it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.models import open_tokenizer
from sayso.segment import split_sentences
from sayso.wordpieces import (
    ALL_CAPITALS,
    CAPITALISED,
    CLS,
    QUOTED,
    SEP,
    Words,
    cut_parts,
    cut_windows,
    split_words,
)

TEXT = 'Mayor Ida Brandt said: "We never met."\n\nThe NTW agency could not be reached. It has 1,200 staff.'


def words_of(text: str):
    return split_words(text, split_sentences(text), open_tokenizer())


def test_words_carry_offsets_sentences_and_features():
    words = words_of(TEXT)
    texts = [words.span(i, i + 1).of(TEXT) for i in range(len(words))]
    assert texts[:6] == ["Mayor", "Ida", "Brandt", "said", ":", '"']
    assert words.feature[0] == CAPITALISED
    assert words.feature[texts.index("NTW")] == ALL_CAPITALS
    assert words.feature[texts.index("never")] == QUOTED
    assert words.paragraph[0] == 0 and words.paragraph[-1] == 1
    assert list(words.sentence[[0, texts.index("NTW"), len(texts) - 1]]) == [0, 1, 2]


def test_a_paragraph_break_is_a_separator_in_the_window():
    (window,) = cut_windows(words_of(TEXT), 256, 32)
    assert window.ids[0] == CLS and list(window.ids).count(SEP) == 2
    assert (window.core_start, window.core_end) == (window.start, window.end) == (0, len(words_of(TEXT)))


def test_empty_text_has_no_windows():
    assert list(cut_windows(words_of(" \n "), 256, 32)) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(["Ann", "said", "it", "rained", ".", "“", "”", "\n", "é", "😀", "supercalifragilistic"]))
)
def test_cores_tile_the_words_and_no_window_is_too_long(parts):
    words = words_of(" ".join(parts))
    at = 0
    for window in cut_windows(words, 24, 4):
        assert window.core_start == at and window.start <= window.core_start < window.core_end <= window.end
        assert len(window.at) == window.end - window.start
        for w, position in zip(range(window.start, window.end), window.at, strict=True):
            assert window.ids[position] == words.pieces[words.first[w]]
        assert len(window.ids) <= 24 + 8
        at = window.core_end
    assert at == len(words)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["Ann", "said", "it.", "“", "”", "\n", "😀", "supercalifragilistic"]), max_size=60))
def test_cores_that_end_with_paragraphs_tile_the_words_too(parts):
    words = words_of(" ".join(parts))
    at = 0
    for window in cut_windows(words, 24, 4, beside_paragraphs=1):
        assert window.core_start == at and window.start <= window.core_start < window.core_end <= window.end
        assert len(window.ids) <= 24 + 8
        at = window.core_end
    assert at == len(words)


def paragraphs_of(*lengths: int) -> Words:
    """Sentences of five words, each of one wordpiece, in paragraphs of so many words."""
    number = np.arange(sum(lengths))
    paragraph = np.repeat(np.arange(len(lengths)), lengths)
    zeros = np.zeros_like(number)
    return Words(
        number * 5, number * 5 + 4, number // 5, paragraph, zeros, number + 1000, np.append(number, len(number))
    )


def cuts(words: Words, **named: int) -> list[tuple[int, int, int]]:
    """Of each window the words of context before its core, the end of the core, and the words of context after it."""
    windows = cut_windows(words, 62, 10, **named)
    return [(each.core_start - each.start, each.core_end, each.end - each.core_end) for each in windows]


def test_a_window_ends_with_a_paragraph_where_that_leaves_it_full_enough() -> None:
    words = paragraphs_of(40, 10, 20, 100, 20)
    assert cuts(words)[:2] == [(0, 40, 9), (10, 75, 10)]  # a break between paragraphs takes one place
    told = cuts(words, beside_paragraphs=3)
    assert told[0] == (0, 50, 2)  # 56 would fit beside a paragraph's end: 40 and 10 do, and the next does not
    assert told[1] == (3, 95, 10)  # the next paragraph's end leaves 20 of 54: too little, so a sentence's end inside
    assert told[-1] == (3, 190, 0)
    assert sum(len(each.ids) for each in cut_windows(words, 62, 10, beside_paragraphs=3)) < sum(
        len(each.ids) for each in cut_windows(words, 62, 10)
    )


def test_parts_are_all_the_words_cut_at_paragraph_ends() -> None:
    n = 23
    number = np.arange(n)
    words = Words(
        number * 5, number * 5 + 4, number // 2, number // 4, number % 3, np.arange(2 * n), 2 * np.arange(n + 1)
    )
    parts = list(cut_parts(words, 10))
    assert [(begin, len(part)) for begin, part in parts] == [(0, 8), (8, 8), (16, 7)]
    for begin, part in parts:
        assert part.start.tolist() == words.start[begin : begin + len(part)].tolist()
        assert part.pieces.tolist() == words.pieces[2 * begin : 2 * (begin + len(part))].tolist()
        assert part.first.tolist() == [2 * each for each in range(len(part) + 1)]
    assert [len(part) for _, part in cut_parts(words, 3)] == [3, 1] * 5 + [3]  # no paragraph end fits: cut anywhere
    assert list(cut_parts(words, n)) == [(0, words)]
