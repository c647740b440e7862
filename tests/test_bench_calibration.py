"""The measure of what a score means, on scores written by hand."""

import numpy as np
import pytest
from bench.calibration import calibration_error, cross_validated, reliability


def test_the_error_is_the_mean_gap_between_score_and_share_right_by_bin():
    score = np.array([0.25, 0.25, 0.95, 0.95])
    assert calibration_error(score, np.array([0.0, 1.0, 1.0, 1.0])) == pytest.approx((2 * 0.25 + 2 * 0.05) / 4)
    assert calibration_error(np.array([1.0]), np.array([1.0])) == 0


def test_the_table_has_a_row_for_each_bin_that_holds_any_and_one_for_what_is_kept():
    table = reliability(np.array([0.05, 0.45, 0.95]), np.array([0.0, 0.0, 1.0]))
    assert list(table) == ["score 0.0 to 0.1", "score 0.4 to 0.5", "score 0.9 to 1.0", "kept, from 0.4", "all found"]
    assert table["score 0.4 to 0.5"] == {"found": 1, "mean score": 45.0, "right": 0.0}
    assert table["kept, from 0.4"]["found"] == 2 and table["kept, from 0.4"]["right"] == 50.0


def test_no_article_is_scored_by_a_regression_that_has_seen_it():
    """In each article the feature means something of its own: only a regression that saw it could know."""
    article = np.repeat(np.arange(5), 40)
    features = np.eye(5)[article] * 10.0
    right = np.where(article == 3, 1, np.arange(200) % 2).astype(float)
    assert cross_validated(features, right, article)[article == 3].max() < 0.7
