"""The measure of attitude, polarity and certainty, and the labels that it reads."""

import json

import pytest
from bench.attitude import ASPECTS, LABELS, PARTS, figures, read_as


def test_figures() -> None:
    found = figures([("a", "says", "says"), ("a", "says", "says"), ("b", "says", "denies"), ("b", "denies", "denies")])
    assert found["accuracy"].value == 75.0
    assert found["macro-F1"].value == pytest.approx(100 * (4 / 5 + 2 / 3) / 2)


def test_intervals_are_by_article() -> None:
    """Article b drawn alone is half right, article a all right; a class that no draw has is no part of its mean."""
    found = figures([("a", "says", "says"), ("a", "says", "says"), ("b", "says", "denies"), ("b", "denies", "denies")])
    assert found["accuracy"][1:] == (50.0, 100.0)
    assert found["macro-F1"][1:] == pytest.approx((100 / 3, 100.0))
    assert figures([("a", "says", "asks")])["macro-F1"] == (0.0, 0.0, 0.0)


def test_a_cue_is_read_by_its_words_and_its_content() -> None:
    text = "Ida asked whether it rained."
    row = {"cue": [[4, 9]], "content": [[10, 27]]}
    assert read_as(row, text) == {"attitude": "statement", "polarity": "asks", "certainty": "plain"}


def test_labels_are_offsets_and_names_only() -> None:
    known = {
        "attitude": {"statement", "belief", "intention", "feeling"},
        "polarity": {"says", "denies", "doubts", "asks"},
        "certainty": {"plain", "possible", "hearsay", "withheld"},
    }
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    assert len(labels) > 400 and {row["part"] for row in labels} == set(PARTS)
    for row in labels:
        assert row.keys() == {"article", "cue", "content", "part", "sample", *ASPECTS}
        assert all(row[aspect] in known[aspect] for aspect in ASPECTS)
        assert all(0 <= start < end for start, end in (*row["cue"], *row["content"]))
