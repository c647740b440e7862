"""The stance models: two regressions and a table of wordings; with what they reach, cross-validated by story."""

import collections
import hashlib
from pathlib import Path

import numpy as np
from credit_labels import LABELS
from match_data import Claims, Vectors, annotate, read_lines
from match_fit import WEIGHTS, register, write_regression
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.preprocessing import StandardScaler

from sayso.match.relevance import claim_words, look
from sayso.match.stance import (
    CLASSES,
    DOUBT_FEATURES,
    FEATURES,
    QUESTIONS,
    SURELY_CONTESTS,
    doubt_features,
    stance_evidence,
)
from sayso.match.wording import wording

GOLD = {
    "affirms": "asserts", "for": "asserts", "reports": "reports", "observing": "reports", "doubts": "questions",
    "denies": "contests", "against": "contests",
}  # fmt: skip
FOLDS = 8
STORIES = 12  # in which a word or pair must occur
DENSE = 1.5  # standardised features are stretched by this against the wording, which is 0 or 1: a weaker penalty
PENALTY = 0.003
FURTHER = 0.5  # weight of an article of credit_labels.jsonl
REPORTS = 0.4  # added to the score of "reports": training balances the classes, and in news it is the commonest


class Examples:
    """Articles with a gold stance on a claim."""

    def __init__(self, corpora: Path, vectors: Vectors) -> None:
        claims = Claims(corpora, ["rumours-train", "rumours"])
        measured = {row["id"] for path in (corpora / "rumours").glob("*/articles.jsonl") for row in read_lines(path)}
        articles = annotate(claims.rows, vectors)
        number = {row["id"]: i for i, row in enumerate(claims.rows)}
        further = [
            (claims.rows[number[row["id"]]]["claim_ids"][0], number[row["id"]], row["stance"])
            for row in read_lines(LABELS)
            if row["stance"] != "unrelated"
        ]
        stances = [*claims.stances, *further]
        evidence = []
        for claim, i, _ in stances:
            words = claim_words(claims.wording[claim], vectors.of([claims.wording[claim]])[0].astype(np.float32))
            evidence.append(stance_evidence(words, look(words, articles[i])))
        self.dense = np.stack([each.features for each in evidence])
        self.wording = [wording(each.parts) for each in evidence]
        gold = [GOLD[stance] for _, _, stance in stances]
        self.gold = np.array(gold)
        # the first model knows no questions: an article that questions passes the claim on
        self.label = np.array([CLASSES.index("reports" if each == "questions" else each) for each in gold])
        self.fnc = np.array([stance in ("for", "observing", "against") for _, _, stance in stances])
        self.further = np.arange(len(stances)) >= len(claims.stances)
        self.group = np.array([claims.group[i] for _, i, _ in stances])
        self.measured = np.array([claims.rows[i]["id"] in measured for _, i, _ in stances])


class Stance:
    """Both models, fitted to some of the examples."""

    def __init__(self, examples: Examples, use: np.ndarray) -> None:
        holders: dict[int, set[str]] = collections.defaultdict(set)
        for i in np.flatnonzero(use):
            for gram in examples.wording[i]:
                holders[gram].add(examples.group[i])
        self.grams = sorted(gram for gram, groups in holders.items() if len(groups) >= STORIES)
        self.scaler = StandardScaler().fit(examples.dense[use])
        # the rumours are annotated for this very question, FNC-1's stances for a neighbouring one; most articles of
        # credit_labels.jsonl are there twice, with either annotation
        weights = np.select([examples.further[use], examples.fnc[use]], [FURTHER, 1.0], 2.0)
        totals = np.array([weights[examples.label[use] == k].sum() for k in range(len(CLASSES))])
        weights = weights * (weights.sum() / len(CLASSES) / totals)[examples.label[use]]
        self.model = LogisticRegression(C=PENALTY, max_iter=1000)
        self.model.fit(self.columns(examples, use), examples.label[use], sample_weight=weights)
        self.model.intercept_[CLASSES.index("reports")] += REPORTS

    def columns(self, examples: Examples, use: np.ndarray) -> csr_matrix:
        """Stretched features, then the wordings."""
        place = {gram: i for i, gram in enumerate(self.grams)}
        cells = [(r, place[g]) for r, i in enumerate(np.flatnonzero(use)) for g in examples.wording[i] if g in place]
        rows, columns = np.array(cells).T
        words = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(use.sum(), len(self.grams)))
        return hstack([csr_matrix(DENSE * self.scaler.transform(examples.dense[use])), words]).tocsr()

    def chances(self, examples: Examples, use: np.ndarray) -> np.ndarray:
        """[n, CLASSES]"""
        return self.model.predict_proba(self.columns(examples, use))


def fit_doubts(examples: Examples, chances: np.ndarray, use: np.ndarray) -> tuple[StandardScaler, LogisticRegression]:
    """Which of the rumours' articles question? ``chances``: of the first model, from stories it was not fitted to."""
    features = doubt_features(examples.dense[use], chances[use])
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=0.05, max_iter=1000, class_weight="balanced")
    return scaler, model.fit(scaler.transform(features), examples.gold[use] == "questions")


def predict(chances: np.ndarray, doubts: np.ndarray) -> np.ndarray:
    """Names of the stances, as sayso.match.stance decides."""
    best = np.array(CLASSES)[chances.argmax(axis=1)]
    open_to_doubt = (best != "asserts") & (chances[:, CLASSES.index("contests")] < SURELY_CONTESTS)
    return np.where(open_to_doubt & (doubts >= QUESTIONS), "questions", best)


def train_stance(corpora: Path, vectors: Vectors) -> None:
    """weights/stance.json, stance_words.npy, doubts.json; the 13 rumours to measure on are not among what they see."""
    examples = Examples(corpora, vectors)
    fold = np.array([int(hashlib.md5(group.encode()).hexdigest(), 16) % FOLDS for group in examples.group])
    chances = np.zeros((len(fold), len(CLASSES)))
    for k in range(FOLDS):
        chances[fold == k] = Stance(examples, fold != k).chances(examples, fold == k)
    rumours = ~examples.fnc & ~examples.further
    doubts = np.zeros(len(fold))
    for k in range(FOLDS):
        scaler, model = fit_doubts(examples, chances, rumours & (fold != k))
        features = doubt_features(examples.dense[fold == k], chances[fold == k])
        doubts[fold == k] = model.predict_proba(scaler.transform(features))[:, 1]
    report("FNC-1, cross-validated", examples, examples.fnc, predict(chances, doubts))
    report("training rumours, cross-validated", examples, rumours & ~examples.measured, predict(chances, doubts))
    report("credit_labels.jsonl, cross-validated", examples, examples.further, predict(chances, doubts))
    report("development rumours, cross-validated", examples, rumours & examples.measured, predict(chances, doubts))
    dev = rumours & examples.measured
    shipped = Stance(examples, ~examples.measured)
    apart = shipped.chances(examples, dev)
    scaler, model = fit_doubts(examples, chances, rumours & ~examples.measured)
    far = model.predict_proba(scaler.transform(doubt_features(examples.dense[dev], apart)))[:, 1]
    report("development rumours, shipped", examples, dev, predict(apart, far))
    n = len(FEATURES)
    coefficients = shipped.model.coef_
    write_regression("stance.json", FEATURES, shipped.scaler, DENSE * coefficients[:, :n], shipped.model.intercept_)
    table = np.array(
        list(zip(shipped.grams, map(tuple, coefficients[:, n:].T), strict=True)),
        dtype=[("hash", "<u4"), ("coefficients", "<f2", (len(CLASSES),))],
    )
    np.save(WEIGHTS / "stance_words.npy", table)
    register("stance_words.npy")
    write_regression("doubts.json", DOUBT_FEATURES, scaler, model.coef_, model.intercept_)


def report(name: str, examples: Examples, use: np.ndarray, predicted: np.ndarray) -> None:
    """Accuracy and macro-F1; FNC-1 has no class of its own for questions."""
    gold = examples.gold[use]
    found = predicted[use] if len(predicted) == len(use) else predicted
    if examples.fnc[use].all():
        gold, found = (np.where(each == "questions", "reports", each) for each in (gold, found))
    labels = sorted(set(gold))
    f1 = f1_score(gold, found, labels=labels, average=None)
    each = ", ".join(f"{label} {100 * value:.1f}" for label, value in zip(labels, f1, strict=True))
    print(f"{name}: accuracy {100 * (gold == found).mean():.1f}, macro-F1 {100 * f1.mean():.1f} ({each})", flush=True)
