"""In which words a source is credited, how often it is named, and how it stands beside the others."""

import pytest

from sayso.records import Source
from sayso.trace.presence import beside, presence

TEXT = "Ada Fenwick closed the mill. Fenwick told the Fen Courier so. Locals are glad."


def test_words_of_the_evidence_but_not_of_the_name() -> None:
    source = Source("src_1", "art_a", "person", "Ada Fenwick", "Fenwick", (), None)
    found = presence(source, ("Fenwick told the Fen Courier", "Fenwick told"), [("says", "It is over.")], "Ada", TEXT)
    assert {name for name in found if name.startswith("word=") and "," not in name} == {
        "word=told", "word=the", "word=fen", "word=courier"
    }  # fmt: skip
    assert found["word=told,kind=person"] == 1.0
    assert not any(name.startswith("called=") for name in found)
    assert found["times"] == found["times,kind=person"] == pytest.approx(1.0986, abs=1e-4)  # log(1 + 2)
    assert (found["in_title"], found["name_words"]) == (0.0, 2.0)  # "Ada" alone is not the last name
    assert found["named_at"] == pytest.approx(4 / len(TEXT))
    assert (found["states"], found["stated"], found["polarity=says"]) == (1.0, 11 / 600, 1.0)


def test_who_is_not_named_is_told_by_what_they_are_called() -> None:
    source = Source("src_2", "art_a", "unnamed", None, "People close to Fenwick’s mill", (), None)
    found = presence(source, ("say people",), [], "", TEXT)
    called = {name for name in found if name.startswith("called=")}
    assert called == {"called=people", "called=close", "called=to", "called=fenwick’s", "called=mill"}
    assert "times" not in found
    assert (found["states"], found["stated"]) == (0.0, 0.0)


def test_beside_the_others_of_the_article() -> None:
    first, second, third = beside(["outlet", "person", "outlet"], [0.2, 0.8, 0.5])
    assert [each["rank"] for each in (first, second, third)] == [1.0, 0.0, 0.5]
    assert [each["best"] for each in (first, second, third)] == [0.0, 1.0, 0.0]
    assert first["behind"] == pytest.approx(0.6)
    assert (first["first_alike,kind=outlet"], third["first_alike,kind=outlet"]) == (1.0, 0.0)
    assert (first["best_alike,kind=outlet"], third["best_alike,kind=outlet"]) == (0.0, 1.0)
    assert third["order"] == 0.5


def test_beside_nobody() -> None:
    assert beside([], []) == []
    (alone,) = beside(["post"], [0.0])
    assert (alone["rank"], alone["best"], alone["behind"]) == (0.0, 1.0, 0.0)
