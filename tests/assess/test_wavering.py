"""A change of words that makes a sentence say less, or more."""

import pytest

from sayso.assess.wavering import wavering


@pytest.mark.parametrize(
    ("before", "after", "kind", "was", "now"),
    [
        ("The mill will close.", "The mill may close.", "softened", "will", "may"),
        ("Mill Will Close", "Mill May Close", "softened", "will", "may"),
        ("The mill closed.", "The mill reportedly closed.", "softened", "", "reportedly"),
        ("The mill closes in May.", "The mill closes in May, a clerk said.", "softened", "", "said"),
        ("The mill could close.", "The mill will close.", "firmed", "could", "will"),
        ("The mill allegedly burnt.", "The mill burnt.", "firmed", "allegedly", ""),
    ],
)
def test_softened_and_firmed(before: str, after: str, kind: str, was: str, now: str) -> None:
    assert wavering(before, after) == (kind, was, now)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The mill will close in May.", "The mill will close in June."),
        ("The mill will close in June.", "In May the mill will close."),
        ("A clerk said it may close.", "It may close, a clerk said."),
        ("Mill Shuts in May Heat", "Mill Shuts in June Heat"),
    ],
)
def test_as_firm_as_before(before: str, after: str) -> None:
    assert wavering(before, after) is None
