"""
The reader: who (source) says (cue) what (content), sentence by sentence through an article.

A MiniLM-L6 encoder with a CRF tagger and two pointers, trained on PolNeAR (``training/``), as int8 ONNX.
"""

import json
from collections.abc import Sequence
from functools import partial

import numpy as np

from sayso.attribute.attitude import attitude_of, type_of
from sayso.attribute.confidence import Evidence, confidence_of
from sayso.attribute.decode import Found, Scores, decode, likely
from sayso.attribute.nested import Placed, with_nested
from sayso.attribute.patterns import Triple, with_patterns
from sayso.ids import content_id
from sayso.models import model_path, open_session, open_tokenizer, reader_files
from sayso.records import Article, Attribution, Sentence, Span
from sayso.wordpieces import Window, Words, cut_parts, cut_windows, split_words

LONGEST = 20_000  # words; longer texts are read in parts, so that no book fills the memory
WINDOW, CONTEXT = 256, 32  # wordpieces; longer windows than trained lose 6 points
BESIDE_PARAGRAPHS = 8  # of context where a window ends with a paragraph: a fifth less to read, linked F1 82.1 to 81.9


class Reader:
    """
    Reads articles; ``name`` is one of ``config.READERS``, ``threads`` is 1 because articles are spread over processes.

    Every window is one call of the model: as fast on one core as a batch, without padding, and the activations' int8
    scale is the window's own, so the same text gives the same attributions whatever it is read with.
    """

    def __init__(self, name: str = "standard", *, threads: int = 1) -> None:
        network, scores = reader_files(name)
        self._session = open_session(network, threads=threads)
        self._tokenizer = open_tokenizer()
        crf = json.loads(model_path(scores).read_text(encoding="utf-8"))
        self._transition = np.array(crf["transition"], dtype=np.float32)
        self._first = np.array(crf["first"], dtype=np.float32)
        self._confidence = confidence_of(crf.get("confidence"))

    def read(
        self, articles: Sequence[Article], sentences: Sequence[tuple[Sentence, ...]]
    ) -> list[tuple[Attribution, ...]]:
        """The attributions of each article, in text order of their cues; inner ones with their ``parent``."""
        return [self._read(article, cut) for article, cut in zip(articles, sentences, strict=True)]

    def _read(self, article: Article, sentences: tuple[Sentence, ...]) -> tuple[Attribution, ...]:
        words = split_words(article.text, sentences, self._tokenizer)
        outermost = partial(self._outermost, article.text)
        triples = with_patterns(article.text, sentences, [_triple(words, each) for each in outermost(words)])
        placed = with_nested(article.text, words, sentences, triples, outermost)
        return _attributions(article, sentences, placed)

    def _outermost(self, text: str, words: Words) -> list[Found]:
        return likely(self.candidates(text, words), self._confidence)

    def candidates(self, text: str, words: Words) -> list[tuple[Found, Evidence]]:
        """What the tagger finds in words of ``text``, not scored yet, with what speaks for each."""
        found = []
        for begin, part in cut_parts(words, LONGEST):
            windows = [
                self._score(window)
                for window in cut_windows(part, WINDOW, CONTEXT, beside_paragraphs=BESIDE_PARAGRAPHS)
            ]
            decoded = decode(text, part, windows, self._transition, self._first)
            found += [(each.moved(begin), evidence) for each, evidence in decoded] if begin else decoded
        return found

    def _score(self, window: Window) -> Scores:
        tag, link, speaker = self._session.run(None, {"ids": window.ids[None], "features": window.features[None]})
        columns = np.concatenate([[0], window.at])
        link, speaker = (each.take(window.at, 0).take(columns, 1) for each in (link, speaker))
        return Scores(window, tag[window.at], link, speaker)


def _triple(words: Words, found: Found) -> Triple:
    def spans(ranges: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
        return tuple(words.span(begin, end) for begin, end in ranges)

    return Triple(spans(found.source), spans(found.cue), spans(found.content), found.score)


def _attributions(
    article: Article, sentences: tuple[Sentence, ...], placed: Sequence[Placed]
) -> tuple[Attribution, ...]:
    made: dict[Placed, Attribution] = {}
    for each in placed:  # what it stands inside comes before it
        made[each] = _attribution(article, sentences, each.said, made[each.inside].id if each.inside else None)
    unique = {each.id: each for each in reversed(made.values())}
    return tuple(sorted(unique.values(), key=lambda each: (each.cue or each.content)[0]))


def _attribution(article: Article, sentences: tuple[Sentence, ...], said: Triple, parent: str | None) -> Attribution:
    inside = {"inside": parent} if parent else {}  # "Yonhap, quoting KCNA, said": both have the one content
    return Attribution(
        id=content_id("att", article=article.id, content=[[s.start, s.end] for s in said.content], **inside),
        article_id=article.id,
        source=said.source,
        cue=said.cue,
        content=said.content,
        parent=parent,
        type=type_of(said.content, sentences),
        attitude=attitude_of(" ".join(span.of(article.text) for span in said.cue)),
        score=round(said.score, 4),
    )
