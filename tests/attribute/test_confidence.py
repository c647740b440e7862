"""An attribution's score is its probability of being right; what is hardly ever right is left out."""

from dataclasses import replace

import pytest

from sayso.attribute.confidence import FEATURES, LEAST, Confidence, Evidence, confidence_of
from sayso.attribute.decode import Found, likely

SURE = Evidence("said", cue=0.99, content=0.99, source=0.99, link=0.9, speaker=0.99, quoted=1.0, words=9)
FOUND = Found(((0, 1),), ((1, 2),), ((2, 11),))


def only(number: int, weight: float = 1.0) -> Confidence:
    """A regression that looks at one feature."""
    return Confidence(0.0, tuple(weight * (number == at) for at in range(FEATURES)))


def test_every_feature_is_weighed():
    assert len(SURE.features()) == FEATURES
    assert Confidence(0.0, (0.0,) * FEATURES).probability(SURE) == 0.5
    assert only(0).probability(SURE) == pytest.approx(0.99)  # a logit, so the probability itself


def test_a_pointer_to_a_source_and_one_to_none_are_weighed_apart():
    without = replace(SURE, source=None)
    assert only(4).probability(SURE) == pytest.approx(0.99) and only(4).probability(without) == 0.5
    assert only(5).probability(SURE) == 0.5 and only(5).probability(without) == pytest.approx(0.99)
    assert only(6).probability(SURE) == 0.5 and only(6).probability(without) > 0.7


@pytest.mark.parametrize(
    ("cue", "says", "words"),
    [("said", 1, 1), ("according to", 1, 1), ("has denied that", 1, 1), ("loves", 0, 1), (":", 0, 0), ("—", 0, 0)],
)
def test_words_of_saying_words_and_marks(cue, says, words):
    assert replace(SURE, cue_words=cue).features()[7:9] == [says, words]


def test_probabilities_of_zero_and_one_are_finite():
    extreme = replace(SURE, cue=1.0, content=1.0, source=0.0, link=0.0, speaker=0.0)
    assert all(abs(value) < 10 for value in extreme.features())


def test_what_is_hardly_ever_right_is_left_out_and_the_rest_has_its_probability():
    doubtful = replace(SURE, cue=LEAST - 0.05)
    (kept,) = likely([(FOUND, SURE), (FOUND, doubtful)], only(0))
    assert kept == replace(FOUND, score=kept.score) and kept.score == pytest.approx(0.99)


def test_a_reader_that_is_not_calibrated_yet_keeps_everything():
    (kept,) = likely([(FOUND, replace(SURE, cue=0.0))], confidence_of(None))
    assert kept.score == 0.5


def test_stored_and_read_again():
    stored = {"intercept": -1.0, "weights": [0.5] * FEATURES}
    assert confidence_of(stored) == Confidence(-1.0, (0.5,) * FEATURES)
