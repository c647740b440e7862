"""
Makes the small models of the match stage from the corpora: ``python training/train_match.py --corpora DIR STEP...``

Steps: terms (document-frequency table), links (article pairs), mentions, claims, stance, headline. No text of the
corpora is written: hashes, counts and coefficients only.
"""

import argparse
import collections
import json
import math
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import xxhash
from match_data import Claims, Vectors, annotate, read_lines
from match_fit import WEIGHTS, fit_regression, register
from train_headline import train_headline
from train_stance import train_stance

from sayso.match import claims as statements
from sayso.match import relevance
from sayso.match.claims import NEAR, alike, saying
from sayso.match.compare import FEATURES, PAIRED, compare
from sayso.match.keys import profile_keys
from sayso.match.model import product_names, with_products
from sayso.match.profile import profile_article, unit_rows
from sayso.match.relevance import claim_words, look
from sayso.match.terms import normalise

PRIOR = 100.0  # the vocabulary's ranks count as much as this many articles
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def train_terms(corpora: Path, _: Vectors) -> None:
    """weights/terms.npy: (first 32 bits of the hash, weight x 16) for each known word, see sayso.match.terms."""
    groups: dict[str, list[str]] = collections.defaultdict(list)
    for row in read_lines(corpora / "stories" / "fnc1.jsonl"):
        groups["story " + row["story"]].append(row["text"])
    for part in ("polnear/train", "polnear/dev", "gum/news"):
        for row in read_lines(corpora / "attribution" / f"{part}.jsonl"):
            if row.get("primary", True):
                groups[row["id"]].append(row["text"])
    counts: dict[str, float] = collections.Counter()
    holders: dict[str, int] = collections.Counter()
    for texts in groups.values():
        share: dict[str, float] = collections.Counter()
        for text in texts:
            for word in {normalise(word) for word in _WORD.findall(text)}:
                share[word] += 1 / len(texts)
        for word, part in share.items():
            counts[word] += part
            holders[word] += 1
    prior: dict[str, float] = collections.defaultdict(float)
    vocabulary = json.loads((WEIGHTS / "tokenizer.json").read_text())["model"]["vocab"]
    for piece, rank in vocabulary.items():
        if rank >= 1996 and _WORD.fullmatch(piece):
            # Zipf: the word of rank r makes up 0.1 / r of running text; 350 words an article
            stem = normalise(piece)
            prior[stem] = 1 - (1 - prior[stem]) * math.exp(-35.0 / (rank - 1995))
    rows = {}
    for word in set(prior) | {w for w, n in holders.items() if n >= 3}:
        seen = counts[word] if holders[word] >= 3 else 0.0
        expected = prior.get(word, 0.0003)
        share_of_articles = (seen + PRIOR * expected) / (len(groups) + PRIOR)
        rows[xxhash.xxh3_64_intdigest(word.encode()) >> 32] = min(8.0, -math.log(share_of_articles))
    table = np.array([(h, round(16 * w)) for h, w in sorted(rows.items())], dtype=[("hash", "<u4"), ("weight", "u1")])
    np.save(WEIGHTS / "terms.npy", table)
    register("terms.npy")


class Stories:
    """FNC-1 with its gold: profiles, and which pairs may and must be of one story (as score_stories.py has it)."""

    def __init__(self, corpora: Path, vectors: Vectors) -> None:
        self.rows = read_lines(corpora / "stories" / "fnc1.jsonl")
        self.profiles = [profile_article(article) for article in annotate(self.rows, vectors)]
        self.story = [row["story"] for row in self.rows]
        self.claims = [frozenset(row["claim_ids"] or []) for row in self.rows]
        families = json.loads((corpora / "stories" / "families.json").read_text())
        family = {story: f"family {name}" for name, stories in families.items() for story in stories}
        self.group = [family.get(story, story) for story in self.story]

    def label(self, i: int, j: int) -> int:
        """2: must be together, 0: must not, 1: either."""
        shared = bool(self.claims[i] & self.claims[j])
        if self.story[i] == self.story[j]:
            return 2 if shared or not (self.claims[i] and self.claims[j]) else 1
        return 1 if shared else 0

    def pairs(self) -> list[tuple[int, int]]:
        """Pairs that share a key, are near in meaning, or must be together."""
        holders: dict[int, list[int]] = collections.defaultdict(list)
        for i, profile in enumerate(self.profiles):
            for key in profile_keys(profile):
                holders[key].append(i)
        pairs = {pair for group in holders.values() for pair in combinations(group, 2)}
        leads = np.stack([profile.lead_vector for profile in self.profiles])
        for i, near in enumerate(np.argsort(-(leads @ leads.T), axis=1)[:, 1:61].tolist()):
            pairs |= {(min(i, j), max(i, j)) for j in near}
        n = len(self.rows)
        pairs |= {(i, j) for i in range(n) for j in range(i + 1, n) if self.label(i, j) == 2}
        return sorted(pairs)


def train_links(corpora: Path, vectors: Vectors) -> None:
    """weights/links.json: are two articles of one story?"""
    stories = Stories(corpora, vectors)
    pairs = stories.pairs()
    labels = np.array([stories.label(i, j) for i, j in pairs])
    plain = np.stack([compare(stories.profiles[i], stories.profiles[j]) for i, j in pairs])
    features = with_products(plain, PAIRED)
    sizes = collections.Counter(stories.story)
    # a story of 50 articles has 1,225 pairs: without weights the large stories alone would decide
    weights = np.array([(sizes[stories.story[i]] + sizes[stories.story[j]]) ** -0.5 for i, j in pairs])
    use = labels != 1
    fit_regression("links.json", product_names(FEATURES, PAIRED), features[use], labels[use] == 2, 0.3, weights[use])


def train_mentions(corpora: Path, vectors: Vectors) -> None:
    """weights/mentions.json: does an article speak of a claim?"""
    claims = Claims(corpora, ["rumours-train"])
    articles = annotate(claims.rows, vectors)
    leads = np.stack([profile_article(article).lead_vector for article in articles])
    rows, labels = [], []
    random = np.random.default_rng(0)
    for claim, holders in claims.holders.items():
        words = claim_words(claims.wording[claim], vectors.of([claims.wording[claim]])[0].astype(np.float32))
        stories = {claims.rows[i]["story"] for i in holders}
        groups = {claims.group[i] for i in holders}
        others = set(np.argsort(-(leads @ words.vector))[:60].tolist())
        others |= {i for i, group in enumerate(claims.group) if group in groups}
        others |= set(random.choice(len(articles), 10).tolist())
        # of the same story without the claim: unknown, left out
        others = {i for i in others - holders if claims.rows[i]["story"] not in stories}
        for i in sorted(holders | others):
            rows.append(look(words, articles[i]).features)
            labels.append(i in holders)
    features = with_products(np.array(rows, dtype=np.float32), relevance.PAIRED)
    fit_regression(
        "mentions.json", product_names(relevance.FEATURES, relevance.PAIRED), features, np.array(labels), 0.3
    )


def train_claims(corpora: Path, vectors: Vectors) -> None:
    """weights/claims.json: do two short texts (here headlines) say the same?"""
    claims = Claims(corpora, [])
    about: dict[str, set[str]] = collections.defaultdict(set)
    groups: dict[str, str] = {}
    for row, group in zip(claims.rows, claims.group, strict=True):
        for text in [*row["headlines"], *(row["claims"] or [])]:
            about[text] |= set(row["claim_ids"] or [])
            groups[text] = group
    texts = sorted(text for text, ids in about.items() if len(ids) == 1)
    every = unit_rows(vectors.of(texts).tobytes())
    sayings = [saying(text, text, vector) for text, vector in zip(texts, every, strict=True)]
    near = every @ every.T
    pairs = [(i, j) for i in range(len(texts)) for j in np.flatnonzero(near[i] >= NEAR).tolist() if i < j]
    labels = np.array([about[texts[i]] == about[texts[j]] for i, j in pairs])
    # two claims of one story may say the same in part: not used as examples of either
    use = [same or groups[texts[i]] != groups[texts[j]] for (i, j), same in zip(pairs, labels, strict=True)]
    sizes = collections.Counter(next(iter(about[text])) for text in texts)
    weights = np.array([sizes[next(iter(about[texts[i]]))] ** -0.5 for i, _ in pairs])
    features = np.array([alike(sayings[i], sayings[j]) for i, j in pairs], dtype=np.float32)
    features = with_products(features, statements.PAIRED)[use]
    names = product_names(statements.FEATURES, statements.PAIRED)
    fit_regression("claims.json", names, features, labels[use], 0.3, weights[use])


STEPS = {
    "terms": train_terms,
    "links": train_links,
    "mentions": train_mentions,
    "claims": train_claims,
    "stance": train_stance,
    "headline": train_headline,
}


def main() -> None:
    """Run the steps named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("steps", nargs="*", choices=list(STEPS), default=list(STEPS))
    parser.add_argument("--cache", type=Path, default=Path("vectors.pkl"), help="sentence vectors, kept between runs")
    arguments = parser.parse_args()
    vectors = Vectors(arguments.cache)
    for step in arguments.steps:
        STEPS[step](arguments.corpora, vectors)


if __name__ == "__main__":
    main()
