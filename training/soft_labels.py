"""What trained readers say of text that nobody annotated: soft labels for another reader to learn from."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import ReaderNetwork

from sayso.models import open_tokenizer
from sayso.segment import split_sentences
from sayso.wordpieces import Window, cut_windows, split_words

LIKELY = 0.5  # a word's pointer is learnt from where the teachers think that it is inside a span


@dataclass(slots=True)
class SoftRow:
    """One window of w words and t wordpieces, and the mean of the teachers' distributions (float16)."""

    window: Window
    tag: np.ndarray  # [w, 7]: marginals of the CRF
    pair: np.ndarray  # [w - 1, 7, 7]
    linked: np.ndarray  # words of a source or content, [n]
    link: np.ndarray  # [n, t]: where each points to
    cues: np.ndarray  # first words of cues, [m]
    speaker: np.ndarray  # [m, t]


def read_unlabelled(corpora: Path, length: int) -> Iterator[Window]:
    """Windows of FNC-1's articles, but for those of the rumours that are measured on."""
    measured = {
        json.loads(line)["id"]
        for path in sorted((corpora / "rumours").glob("*/articles.jsonl"))
        for line in path.open(encoding="utf-8")
    }
    with (corpora / "stories/fnc1.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in measured:
                continue
            text = f"{row['title']}\n\n{row['text']}" if row["title"] else row["text"]
            words = split_words(text, split_sentences(text), open_tokenizer())
            if len(words):
                yield from cut_windows(words, length, 0)


@torch.no_grad()
def soft_row(window: Window, teachers: Sequence[ReaderNetwork]) -> SoftRow:
    """The mean distributions of ``teachers`` (in evaluation mode) over one window."""
    ids, features = torch.from_numpy(window.ids)[None], torch.from_numpy(window.features)[None]
    tags, pairs, links, speakers = [], [], [], []
    for teacher in teachers:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            tag, link, speaker = (each[0].float() for each in teacher(ids, features))
        unary, pair = teacher.crf.marginals(tag[torch.from_numpy(window.at)])
        tags.append(unary)
        pairs.append(pair)
        links.append(torch.softmax(link, 1))
        speakers.append(torch.softmax(speaker, 1))
    mean = [torch.stack(each).mean(0).numpy() for each in (tags, pairs, links, speakers)]
    linked = np.flatnonzero(mean[0][:, [1, 2, 5, 6]].sum(1) > LIKELY)
    cues = np.flatnonzero(mean[0][:, 3] > LIKELY)
    half = [each.astype(np.float16) for each in mean]
    return SoftRow(window, half[0], half[1], linked, half[2][window.at[linked]], cues, half[3][window.at[cues]])
