"""PolNeAR articles as labelled words: what the reader is trained and chosen on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sayso.models import open_tokenizer
from sayso.records import Sentence
from sayso.segment import split_sentences
from sayso.wordpieces import Window, Words, split_words

LABELS = {"source": 1, "cue": 2, "content": 3}  # tag 2k-1 begins a span of label k, 2k continues it, 0 is outside
IGNORED = -100


@dataclass(slots=True)
class Labelled:
    """One article: words, and per word its tag, its attribution's cue (first word) and whether it counts."""

    id: str
    text: str
    sentences: tuple[Sentence, ...]
    words: Words
    tag: np.ndarray
    cue: np.ndarray  # for a word of a source or content: first word of its cue; -1: none
    source: np.ndarray  # for the first word of a cue: first word of its source; -1: none; -2: not a cue's first word
    counts: np.ndarray


def read_polnear(path: Path) -> Iterator[Labelled]:
    """The primary annotation of every article in a file of ``attribution/polnear``."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["primary"]:
                yield label(row)


def label(row: dict) -> Labelled:
    """Words and labels of one article; where two attributions share a word the first has its tag."""
    text = row["text"]
    sentences = split_sentences(text)
    words = split_words(text, sentences, open_tokenizer())
    n = len(words)
    tag, cue, source = np.zeros(n, int), np.full(n, -1), np.full(n, -2)
    owner = np.full(n, -1)
    for number, attribution in enumerate(row["attributions"]):
        cue_words = _words(words, attribution["cue"])
        for name, k in LABELS.items():
            inside = _words(words, attribution[name])
            free = [w for w in inside if owner[w] < 0]
            for w in free:
                begins = w == 0 or owner[w - 1] != number or (tag[w - 1] + 1) // 2 != k
                owner[w], tag[w] = number, 2 * k - 1 if begins else 2 * k
                if k != 2:
                    cue[w] = cue_words[0] if cue_words else -1
        if cue_words and owner[cue_words[0]] == number:
            source_words = _words(words, attribution["source"])
            source[cue_words[0]] = source_words[0] if source_words else -1
    counts = np.ones(n, bool)
    for marked in row["marked"]:
        if marked["type"] == "Discard":
            counts[_words(words, marked["spans"])] = False
    return Labelled(row["id"], text, sentences, words, tag, cue, source, counts)


def _words(words: Words, spans: list[list[int]]) -> list[int]:
    found: list[int] = []
    for start, end in spans or []:
        a = int(np.searchsorted(words.end, start, side="right"))
        b = int(np.searchsorted(words.start, end, side="left"))
        found.extend(range(a, b))
    return sorted(set(found))


def targets(article: Labelled, window: Window) -> dict[str, np.ndarray]:
    """Per wordpiece of ``window``: position of the cue a word points to, and of the source a cue points to."""
    inside = range(window.start, window.end)
    position = {w: int(p) for w, p in zip(inside, window.at, strict=True)}
    link, speaker = np.full(len(window.ids), IGNORED), np.full(len(window.ids), IGNORED)
    for w, p in position.items():
        if not article.counts[w]:
            continue
        if article.tag[w] and (article.tag[w] + 1) // 2 != 2:
            link[p] = 0 if article.cue[w] < 0 else position.get(int(article.cue[w]), IGNORED)
        if article.source[w] > -2:
            speaker[p] = 0 if article.source[w] < 0 else position.get(int(article.source[w]), IGNORED)
    kept = [w for w in inside if article.counts[w]]
    tag = article.tag[kept] if kept else np.zeros(0, int)
    for i in range(1, len(tag)):
        if tag[i] and tag[i] % 2 == 0 and tag[i - 1] not in (tag[i], tag[i] - 1):
            tag[i] -= 1  # its beginning lies among words that do not count
    return {
        "at": np.array([position[w] for w in kept], int),
        "tag": tag,
        "link": link,
        "speaker": speaker,
    }
