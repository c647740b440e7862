"""Articles of the corpora as AnnotatedArticles for training the match stage: sentence vectors, no attributions."""

import collections
import json
import pickle
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from sayso.match.encoder import SentenceEncoder
from sayso.records import AnnotatedArticle, Article, When
from sayso.segment import split_sentences

_RETRIEVED = datetime(2016, 1, 1, tzinfo=UTC)


class Vectors:
    """Sentence vectors, kept in ``cache`` between runs of the training."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.known: dict[str, np.ndarray] = pickle.loads(cache.read_bytes()) if cache.exists() else {}

    def of(self, texts: Iterable[str]) -> np.ndarray:
        """int8 [n, 384]."""
        texts = list(texts)
        new = sorted({text for text in texts if text not in self.known})
        if new:
            print(f"encoding {len(new)} sentences", flush=True)
            self.known.update(zip(new, SentenceEncoder().encode(new), strict=True))
            self.cache.write_bytes(pickle.dumps(self.known))
        return np.stack([self.known[text] for text in texts])


def read_lines(path: Path) -> list[dict]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def annotate(rows: list[dict], vectors: Vectors) -> list[AnnotatedArticle]:
    """Corpus rows (id, text, title, outlet, url, published) as articles that were not read."""
    sentences = [split_sentences(row["text"]) for row in rows]
    texts = []
    for row, cut in zip(rows, sentences, strict=True):
        spans = [sentence.span.of(row["text"]) for sentence in cut]
        texts.append([row["title"] or (spans[0] if spans else ""), *spans])
    every = vectors.of(text for group in texts for text in group)
    made, at = [], 0
    for row, cut, group in zip(rows, sentences, texts, strict=True):
        block = every[at : at + len(group)].astype(np.int8).tobytes()
        at += len(group)
        article = Article(
            row["id"], row["id"], row["url"], row["outlet"], row["title"], None, row["text"], _when(row), _RETRIEVED
        )
        made.append(AnnotatedArticle(article, cut, (), (), (), (), block))
    return made


def _when(row: dict) -> When | None:
    if not row["published"]:
        return None
    day = datetime.fromisoformat(row["published"][:10]).replace(tzinfo=UTC)
    return When(day, day + timedelta(days=1), row["published"], "column")


class Claims:
    """Claims of FNC-1 and of the rumours: wording, the numbers of the articles that carry them, gold stances."""

    def __init__(self, corpora: Path, rumours: list[str]) -> None:
        self.rows = read_lines(corpora / "stories" / "fnc1.jsonl")
        families = json.loads((corpora / "stories" / "families.json").read_text())
        family = {story: f"family {name}" for name, stories in families.items() for story in stories}
        self.group = [family.get(row["story"], row["story"]) for row in self.rows]
        number = {row["id"]: i for i, row in enumerate(self.rows)}
        self.wording: dict[str, str] = {}
        self.holders: dict[str, set[int]] = collections.defaultdict(set)
        self.stances: list[tuple[str, int, str]] = []  # claim, article, gold stance
        for i, row in enumerate(self.rows):
            for claim, text in zip(row["claim_ids"] or [], row["claims"] or [], strict=True):
                self.wording[claim] = text
                self.holders[claim].add(i)
                if row["body_stance"]:
                    self.stances.append((claim, i, row["body_stance"]))
        for folder in sorted(path for part in rumours for path in (corpora / part).glob("*/")):
            gold = json.loads((folder / "gold.json").read_text())
            self.wording[folder.name] = gold["claim"]
            for article in gold["articles"]:
                if article["stance"] != "unrelated":
                    self.holders[folder.name].add(number[article["id"]])
                    self.stances.append((folder.name, number[article["id"]], article["stance"]))
