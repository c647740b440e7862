"""
Makes the small models of the trace stage: ``python training/train_trace.py --corpora DIR``; a few minutes, no PyTorch.

Logistic regressions on the 44 rumours to train on, in ``weights/trace.json``: whether a credit concerns a claim, its
role, the outlet an article gives as closest to the origin, and whether its own newsroom obtained what it has. All but
the role are learnt from ``credit_labels.jsonl`` as well. Coefficients only; no text of the corpora is written.
Each is measured on rumours that its fold did not see.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from credit_labels import read_credit_labels
from manifest import record
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from sayso import match, pipeline
from sayso.config import TraceConfig
from sayso.ids import content_id
from sayso.models import weights_folder
from sayso.outlets import name_key, outlets
from sayso.records import AnnotatedArticle, Article, ClaimCredit, Mention, Reuse, Span
from sayso.trace.appearances import count_names
from sayso.trace.features import (
    SIZE,
    Group,
    Scene,
    feature_rows,
    group_credits,
    group_places,
    make_query,
    make_scene,
    unit_vectors,
)
from sayso.trace.linear import WEIGHTS, Linear
from sayso.trace.names import unify_names
from sayso.trace.newsroom import FIRST_HAND, LEAST_PRIMARY, first_hand_features, primary_candidates, primary_features
from sayso.trace.pooling import pool_chances
from sayso.trace.presence import WORDS
from sayso.trace.reprints import find_reprints
from sayso.trace.reuse import find_reuse
from sayso.trace.roles import ROLES, Look, claim_credits

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FOLDS = 11
STORIES = 8  # in which a word stands that tells whether a credit concerns a claim: no name of what one story is about
DIRECTIONS = tuple(f"direction={place}" for place in range(SIZE))  # of sentence vectors
DAMPED = {"called=": 0.5, "word=": 0.25, "direction=": 0.2}  # what is left of their size beside other features: many
TIMES = 3  # as much as a row of credit_labels.jsonl, which notes context more freely, a row of the rumours counts
STANCES = {"affirms": "asserts", "reports": "reports", "doubts": "questions", "denies": "contests"}

Row = dict[str, float]


@dataclass
class Rumour:
    """One folder of the corpus, read by the pipeline."""

    name: str
    gold: dict[str, Any]
    articles: dict[str, AnnotatedArticle]  # by article id
    vector: Any  # int8 [384] of the claim
    mentions: list[Mention]
    reuse: list[Reuse]

    def gold_of(self, article_id: str) -> dict[str, Any]:
        """The annotation of an article."""
        wanted = self.articles[article_id].article.input_id
        return next(row for row in self.gold["articles"] if row["id"] == wanted)


def read_rumours(folder: Path) -> list[Rumour]:
    """Every rumour of a folder, its articles annotated."""
    models = pipeline.load_models()
    found = []
    for path in sorted(folder.glob("*/gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        rows = [json.loads(line) for line in (path.parent / "articles.jsonl").open(encoding="utf-8")]
        found.append(read_rumour(path.parent.name, gold, rows, models))
    return found


def read_labelled(corpora: Path) -> list[Rumour]:
    """The stories of ``credit_labels.jsonl``, annotated as rumours are."""
    models = pipeline.load_models()
    return [read_rumour(gold["rumour"], gold, rows, models) for gold, rows in read_credit_labels(corpora)]


def read_rumour(name: str, gold: dict[str, Any], rows: Sequence[Mapping[str, Any]], models: pipeline.Models) -> Rumour:
    """One rumour, its articles annotated."""
    annotated = pipeline.annotate([article_of(row) for row in rows], models)
    if models.encoder is None:
        raise ValueError("the sentence encoder is needed for the claim's vector")
    return make_rumour(name, gold, annotated, models.encoder.encode([gold["claim"]])[0])


def article_of(row: Mapping[str, Any]) -> Article:
    """A line of ``articles.jsonl``."""
    known = outlets().by_domain(row["outlet"]) if row["outlet"] else None
    outlet = known.name if known else row["outlet"]
    identity = content_id("art", url=row["url"], text=row["text"])
    return Article(identity, row["id"], row["url"], outlet, row["title"], None, row["text"], None, NOW)


def make_rumour(name: str, gold: dict[str, Any], annotated: Iterable[AnnotatedArticle], vector: Any) -> Rumour:
    """A rumour with the articles that speak of it; one that match overlooks is taken in all the same."""
    articles = {each.article.id: each for each in annotated}
    speaking = {row["id"] for row in gold["articles"] if row["stance"] != "unrelated"}
    found = {each.article_id: each for each in match.find_mentions(gold["claim"], vector, list(articles.values()))}
    mentions = [
        blurred(found.get(key) or Mention(key, (), False, 0.5, "reports"))
        for key, each in articles.items()
        if each.article.input_id in speaking
    ]
    pairs = sorted(articles)
    config = TraceConfig()
    reuse = [
        shared
        for place, a in enumerate(pairs)
        for b in pairs[place + 1 :]
        if (shared := find_reuse(articles[a].article, articles[b].article, config))
    ]
    return Rumour(name, gold, articles, vector, mentions, reuse)


def blurred(mention: Mention) -> Mention:
    """
    The mention with a stance that errs as often as on articles that match was not trained on.

    Match learnt stances on these very rumours. Rates as measured on the other 13; by a hash, so always the same ones.
    """
    chance = int(hashlib.sha256(mention.article_id.encode()).hexdigest()[:8], 16) / 2**32
    stance = mention.stance
    if stance == "contests":
        stance = "contests" if chance < 0.65 else "reports" if chance < 0.85 else "asserts"
    elif chance < 0.35:
        stance = "contests" if chance < 0.07 else "asserts" if stance == "reports" else "reports"
    return replace(mention, stance=stance)


# ---- labels ----


def label_groups(groups: list[Group], text: str, gold: Iterable[Mapping[str, Any]]) -> list[str]:
    """The gold role of each group, "none" where it matches no gold credit; each gold credit counts once."""
    pairs = []
    rows = list(gold)
    for place, group in enumerate(groups):
        for row, credit in enumerate(rows):
            near = likeness(group, text, credit)
            if near:
                pairs.append((-near, place, row))
    labels, taken = ["none"] * len(groups), set()
    for _, place, row in sorted(pairs):
        if labels[place] == "none" and row not in taken:
            labels[place] = rows[row]["role"]
            taken.add(row)
    return labels


def likeness(group: Group, text: str, credit: Mapping[str, Any]) -> float:
    """How well a group fits a gold credit, 0 where it does not: as the referee matches, ties by via, kind and place."""
    at = text.find(credit["evidence"])
    touches = at >= 0 and any(each.evidence.overlaps(Span(at, at + len(credit["evidence"]))) for each in group.credits)
    same_via = name_key(group.via or "") == name_key(credit["via"] or "")
    if group.source.name and credit["name"]:
        ours, theirs = name_key(group.source.name), name_key(credit["name"])
        known, other = outlets().by_name(group.source.name), outlets().by_name(credit["name"])
        fits = ours == theirs or (known is not None and known is other)
        fits = fits or (" " not in group.source.name.strip() and theirs.endswith(ours) and len(ours) > 3)
    else:
        unnamed = not group.source.name and not credit["name"]
        fits = unnamed and (touches or (credit["via"] is not None and same_via))
    return 1 + 4 * same_via + 2 * (group.source.kind == credit["kind"]) + touches if fits else 0


def same_outlet(a: str | None, b: str | None) -> bool:
    """Whether two names are one outlet's."""
    if not a or not b:
        return False
    known, other = outlets().by_name(a), outlets().by_name(b)
    return name_key(a) == name_key(b) or (known is not None and known is other)


# ---- models ----


def fit(rows: list[Row], labels: list[str], *, strength: float, least: int = 8) -> Linear:
    """A multinomial logistic regression over features that at least ``least`` rows have."""
    counts: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            counts[name] = counts.get(name, 0) + (value != 0)
    names = sorted(name for name, count in counts.items() if count >= least)
    places = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in places:
                table[number, places[name]] = value
    mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 0.01)  # nearly constant ones count for nothing
    scale /= [next((share for prefix, share in DAMPED.items() if name.startswith(prefix)), 1.0) for name in names]
    model = LogisticRegression(C=strength, max_iter=3000).fit((table - mean) / scale, labels)
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # sklearn keeps one row for two classes
        weights, bias = np.vstack([0 * weights, weights]), np.array([0.0, bias[0]])
    return Linear(tuple(model.classes_), places, mean, scale, weights, bias)


def out_of_fold(
    rows: list[Row],
    labels: list[str],
    groups: list[str],
    train: Callable[[list[Row], list[str]], Linear | Look],
    *,
    folds: int = FOLDS,
) -> list[dict[str, float]]:
    """The chances of each row by a model that did not see its rumour."""
    found: list[dict[str, float]] = [{} for _ in rows]
    for learn, test in GroupKFold(folds).split(rows, labels, groups):
        model = train([rows[at] for at in learn], [labels[at] for at in learn])
        for at in test:
            found[at] = model.chances(rows[at])
    return found


@dataclass
class Stage:
    """An article of the training rumours with its scene, groups and the credits kept for it."""

    rumour: Rumour
    gold: dict[str, Any]  # its annotation
    scene: Scene
    groups: list[Group]
    labels: list[str]
    chances: list[dict[str, float]]
    credits: tuple[ClaimCredit, ...] = ()
    primary: str | None = None  # as chosen out of fold
    first_hand: bool = False

    @property
    def key(self) -> str:
        """The article's id."""
        return self.scene.mention.article_id


def stages_of(rumours: Iterable[Rumour]) -> list[Stage]:
    """One stage for each article that speaks of its rumour."""
    found = []
    for rumour in rumours:
        query = make_query(rumour.gold["claim"], rumour.vector)
        groups = {each.article_id: group_credits(rumour.articles[each.article_id]) for each in rumour.mentions}
        named_by = count_names(groups.values())
        for mention in rumour.mentions:
            annotated = rumour.articles[mention.article_id]
            scene = make_scene(annotated, mention, query, named_by)
            own = groups[mention.article_id]
            gold = rumour.gold_of(mention.article_id)
            labels = label_groups(own, annotated.article.text, gold["credits"])
            found.append(Stage(rumour, gold, scene, own, labels, []))
    return found


def train_roles(stages: list[Stage], more: list[Stage]) -> tuple[dict[str, Linear], np.ndarray]:
    """
    Whether a group of credits concerns the claim, and its role, and the direction of sentences that credit somebody.

    Leaves each stage with its credits, out of fold, also those of ``more``.
    """
    (labels, rows), (more_labels, more_rows) = ((labels_of(some), rows_of(some)) for some in (stages, more))
    with_more = partial(look, words=common_words([*rows, *more_rows], names_of([*stages, *more])))
    kept = partial(with_more, more=(more_rows, more_labels))
    set_chances(stages, out_of_fold(rows, labels, names_of(stages), kept))
    set_chances(
        more,
        out_of_fold(more_rows, more_labels, names_of(more), lambda *some: with_more(rows, labels, more=some), folds=4),
    )
    report_roles(stages)
    keep_credits([*stages, *more])
    models = kept(rows, labels)
    concern, crediting = folded(models.concern)
    return {"concern": concern, "role": models.role}, crediting


def rows_of(stages: Iterable[Stage]) -> list[Row]:
    """The features of every group; in the place of "crediting", which is to be learnt, its sentences' mean vector."""
    found = []
    for stage in stages:
        for row, vector in zip(feature_rows(stage.groups, stage.scene), _vectors(stage), strict=True):
            del row["crediting"]
            found.append(row | dict(zip(DIRECTIONS, vector.tolist(), strict=True)))
    return found


def _vectors(stage: Stage) -> list[np.ndarray]:
    units = unit_vectors(stage.scene.annotated)
    return [units[group_places(group, stage.scene.annotated)].mean(axis=0) for group in stage.groups]


def folded(model: Linear) -> tuple[Linear, np.ndarray]:
    """A model of two classes with the weights of ``DIRECTIONS`` as one feature, "crediting", and these as a vector."""
    kept = [name for name in model.places if name not in DIRECTIONS]
    known = [name for name in DIRECTIONS if name in model.places]  # a direction that is hardly ever taken is not
    rest, places = [model.places[name] for name in known], [model.places[name] for name in kept]
    weights = (model.weights[1] - model.weights[0])[rest] / model.scale[rest]
    crediting = np.zeros(SIZE)
    crediting[[DIRECTIONS.index(name) for name in known]] = weights
    one = Linear(
        model.classes,
        {name: place for place, name in enumerate([*kept, "crediting"])},
        np.append(model.mean[places], weights @ model.mean[rest]),
        np.append(model.scale[places], 1.0),
        np.hstack([model.weights[:, places], [[0.0], [1.0]]]),
        model.bias,
    )
    return one, crediting


def common_words(rows: Iterable[Row], rumours: Iterable[str]) -> frozenset[str]:
    """The features that are words, of those that stand in several stories; ``rumours``: of each row."""
    found: dict[str, set[str]] = {}
    for row, rumour in zip(rows, rumours, strict=True):
        for name in row:
            if name.startswith(WORDS):
                found.setdefault(name, set()).add(rumour)
    return frozenset(name for name, stories in found.items() if len(stories) >= STORIES)


def names_of(stages: Iterable[Stage]) -> list[str]:
    """The rumour of every group."""
    return [stage.rumour.name for stage in stages for _ in stage.groups]


def labels_of(stages: Iterable[Stage]) -> list[str]:
    """The role of every group, or "none"."""
    return [label for stage in stages for label in stage.labels]


def look(
    rows: list[Row],
    labels: list[str],
    *,
    more: tuple[list[Row], list[str]] = ([], []),
    words: Collection[str] = (),
    concern: float = 0.003,
    role: float = 0.01,
) -> Look:
    """
    The two models; the role is learnt from the rumours' groups that concern it, the first from ``more`` too.

    ``words``: the features that are words and count, for the first alone, as the sentence vectors do.
    """
    kept = [place for place, label in enumerate(labels) if label != "none"]
    concerns = ["no" if label == "none" else "yes" for label in labels * TIMES + more[1]]
    worded = [_without(row, WORDS, but=words) for row in rows * TIMES + more[0]]
    plain = [_without(rows[place], (*WORDS, "direction=")) for place in kept]
    return Look(
        fit(worded, concerns, strength=concern),
        fit(plain, [labels[place] for place in kept], strength=role),
    )


def _without(row: Row, prefixes: tuple[str, ...], *, but: Collection[str] = ()) -> Row:
    return {name: value for name, value in row.items() if name in but or not name.startswith(prefixes)}


def set_chances(stages: list[Stage], chances: list[dict[str, float]]) -> None:
    """Hand the chances of all groups out to the stages, in order."""
    rest = iter(chances)
    for stage in stages:
        stage.chances = [next(rest) for _ in stage.groups]


def report_roles(stages: list[Stage]) -> None:
    """F1 of each role, out of fold."""
    pairs = [
        (max(c, key=lambda each: c[each]), label) for s in stages for c, label in zip(s.chances, s.labels, strict=True)
    ]
    shares = []
    for role in ("claim", "counter", "context", "none"):
        hit = sum(said == label == role for said, label in pairs)
        total = sum(said == role for said, _ in pairs) + sum(label == role for _, label in pairs)
        shares.append(f"{role} {200 * hit / max(1, total):.1f}")
    chances = [(c, label) for s in stages for c, label in zip(s.chances, s.labels, strict=True)]
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        kept = [(c, label) for c, label in chances if 1 - c["none"] >= least]
        total = len(kept) + sum(len(stage.gold["credits"]) for stage in stages)
        hit = 200 * sum(label != "none" for _, label in kept) / total
        same = 200 * sum(label == max(ROLES, key=lambda role: c[role]) for c, label in kept) / total
        print(f"out of fold, chance of at least {least}: credit F1 {hit:.1f}, with role {same:.1f}")
    print(f"out of fold, of the likeliest role: {', '.join(shares)}")


def by_rumour(stages: list[Stage]) -> list[list[Stage]]:
    """The stages of each rumour, in order."""
    found: dict[str, list[Stage]] = {}
    for stage in stages:
        found.setdefault(stage.rumour.name, []).append(stage)
    return list(found.values())


def keep_credits(stages: list[Stage]) -> None:
    """What appearances would keep of each article, by the out-of-fold chances."""
    for some in by_rumour(stages):
        pooled = pool_chances({s.key: s.groups for s in some}, {s.key: s.chances for s in some})
        kept = unify_names({s.key: tuple(claim_credits(s.groups, pooled[s.key], s.scene)) for s in some})
        for stage in some:
            stage.credits = kept[stage.key]


def train_primary(stages: list[Stage], measured: int, strength: float = 0.1) -> Linear:
    """
    Whether a credited outlet is the one given as closest to the origin; leaves each stage with its choice.

    ``measured``: how many of the stages, from the first, are reported on.
    """
    asked = [(stage, name) for stage in stages for name in primary_candidates(stage.credits, stage.scene)]
    rows = [primary_features(name, stage.credits, stage.scene) for stage, name in asked]
    labels = ["yes" if same_outlet(name, stage.gold["primary"]) else "no" for stage, name in asked]
    chances = out_of_fold(
        rows, labels, [stage.rumour.name for stage, _ in asked], lambda some, said: fit(some, said, strength=strength)
    )
    best: dict[int, float] = {}
    for (stage, name), chance in zip(asked, chances, strict=True):
        if chance["yes"] > best.get(id(stage), LEAST_PRIMARY):
            best[id(stage)], stage.primary = chance["yes"], name
    shown = stages[:measured]
    wanted = [stage for stage in shown if stage.gold["primary"]]
    right = sum(same_outlet(stage.primary, stage.gold["primary"]) for stage in wanted)
    wrong = sum(stage.primary is not None for stage in shown if not stage.gold["primary"])
    print(f"primary: {right} of {len(wanted)} right, {wrong} of {len(shown) - len(wanted)} given in vain, out of fold")
    return fit(rows, labels, strength=strength)


def train_first_hand(stages: list[Stage], measured: int, strength: float = 0.1) -> Linear:
    """Whether the article's own newsroom obtained what it has; ``measured`` as for ``train_primary``."""
    rows, labels, names = [], [], []
    for some in by_rumour(stages):
        rumour = some[0].rumour
        speaking = {each.article_id: rumour.articles[each.article_id] for each in rumour.mentions}
        reprints = find_reprints(speaking, rumour.reuse, TraceConfig())
        for stage in some:
            rows.append(first_hand_features(stage.credits, stage.scene, stage.primary, reprints.get(stage.key)))
            labels.append("yes" if stage.gold["first_hand"] else "no")
            names.append(rumour.name)
    chances = out_of_fold(rows, labels, names, lambda some, said: fit(some, said, strength=strength))
    for stage, chance in zip((each for some in by_rumour(stages) for each in some), chances, strict=True):
        stage.first_hand = chance["yes"] >= FIRST_HAND
    shown, wanted = chances[:measured], labels[:measured]
    for least in (0.2, 0.3, 0.4, 0.5):
        said = [chance["yes"] >= least for chance in shown]
        hit = sum(yes and label == "yes" for yes, label in zip(said, wanted, strict=True))
        print(f"first_hand at {least}: F1 {2 * hit / max(1, sum(said) + wanted.count('yes')):.1%} out of fold")
    return fit(rows, labels, strength=strength)


def as_json(model: Linear) -> dict[str, Any]:
    """A model as ``sayso.trace.linear`` reads it."""
    return {
        "classes": list(model.classes),
        "features": sorted(model.places, key=model.places.__getitem__),
        "mean": np.round(model.mean, 5).tolist(),
        "scale": np.round(model.scale, 5).tolist(),
        "weights": np.round(model.weights, 5).tolist(),
        "bias": np.round(model.bias, 5).tolist(),
    }


def write(models: Mapping[str, Linear], crediting: np.ndarray) -> None:
    """Put ``trace.json`` into the package and its digest into the manifest."""
    path = weights_folder() / WEIGHTS
    kept = {name: as_json(model) for name, model in models.items()} | {"crediting": np.round(crediting, 5).tolist()}
    path.write_text(json.dumps(kept) + "\n", encoding="utf-8")
    record(WEIGHTS)


def train(rumours: list[Rumour], more: list[Rumour]) -> None:
    """All models, in the order in which one feeds the next."""
    stages, others = stages_of(rumours), stages_of(more)
    models, crediting = train_roles(stages, others)
    models |= {"primary": train_primary([*stages, *others], len(stages))}
    write(models | {"first_hand": train_first_hand([*stages, *others], len(stages))}, crediting)


def main() -> None:
    """Read the corpus, train, install."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    corpora = parser.parse_args().corpora
    train(read_rumours(corpora / "rumours-train"), read_labelled(corpora))


if __name__ == "__main__":
    main()
