"""
The reader: who (source) says (cue) what (content), sentence by sentence through an article.

A MiniLM-L6 encoder with a CRF tagger and two pointers, trained on PolNeAR (``training/``), as int8 ONNX.
"""

import json
from collections.abc import Sequence

import numpy as np

from sayso.attribute.attitude import attitude_of, type_of
from sayso.attribute.decode import Found, Scores, decode
from sayso.attribute.wordpieces import Window, Words, cut_windows, split_words
from sayso.ids import content_id
from sayso.models import model_path, open_session, open_tokenizer
from sayso.records import Article, Attribution, Sentence, Span

WINDOW, CONTEXT = 256, 32  # wordpieces; longer windows than trained lose 6 points


class Reader:
    """
    Reads articles; ``threads`` is 1 because articles are spread over processes.

    Every window is one call of the model: as fast on one core as a batch, without padding, and the activations' int8
    scale is the window's own, so the same text gives the same attributions whatever it is read with.
    """

    def __init__(self, *, threads: int = 1) -> None:
        self._session = open_session("reader.onnx", threads=threads)
        self._tokenizer = open_tokenizer()
        crf = json.loads(model_path("reader.json").read_text(encoding="utf-8"))
        self._transition = np.array(crf["transition"], dtype=np.float32)
        self._first = np.array(crf["first"], dtype=np.float32)

    def read(
        self, articles: Sequence[Article], sentences: Sequence[tuple[Sentence, ...]]
    ) -> list[tuple[Attribution, ...]]:
        """The attributions of each article, in text order of their cues; ``parent`` is left to resolve."""
        return [self._read(article, cut) for article, cut in zip(articles, sentences, strict=True)]

    def _read(self, article: Article, sentences: tuple[Sentence, ...]) -> tuple[Attribution, ...]:
        words = split_words(article.text, sentences, self._tokenizer)
        windows = [self._score(window) for window in cut_windows(words, WINDOW, CONTEXT)]
        found = decode(words, windows, self._transition, self._first)
        return tuple(_attribution(article, words, sentences, each) for each in found)

    def _score(self, window: Window) -> Scores:
        tag, link, speaker = self._session.run(None, {"ids": window.ids[None], "features": window.features[None]})
        columns = np.concatenate([[0], window.at])
        return Scores(window, tag[window.at], link[np.ix_(window.at, columns)], speaker[np.ix_(window.at, columns)])


def _attribution(article: Article, words: Words, sentences: tuple[Sentence, ...], found: Found) -> Attribution:
    def spans(ranges: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
        return tuple(words.span(begin, end) for begin, end in ranges)

    content = spans(found.content)
    cue = spans(found.cue)
    return Attribution(
        id=content_id("att", article=article.id, content=[[span.start, span.end] for span in content]),
        article_id=article.id,
        source=spans(found.source),
        cue=cue,
        content=content,
        parent=None,
        type=type_of(content, sentences),
        attitude=attitude_of(" ".join(span.of(article.text) for span in cue)),
        score=round(found.score, 4),
    )
