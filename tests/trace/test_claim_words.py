"""The words of a claim, and how a text takes them up."""

from datetime import UTC, datetime

import pytest

from sayso.records import AnnotatedArticle, Article, Credit, Mention, Sentence, Source, Span
from sayso.trace.claim_words import name_stems, negated_stems, stems
from sayso.trace.features import Group, features_of, make_query, make_scene

ASKED = "The Corvey tram was stolen from its depot"


def test_stems_leave_out_common_words_and_endings() -> None:
    assert stems("The harbour, and the reports; a harbor was reported") == {"harbo", "repor"}
    assert name_stems("Marta Quill will close the Harbour Inn") == {"marta", "quill", "harbo", "inn"}
    assert name_stems("marta quill will close the inn") == frozenset()


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The tram had not been stolen, police said.", {"stole", "polic", "said"}),
        ("It isn’t closing.", {"closi"}),
        ("Nobody at Tarn Ferries has ever seen it burn.", {"ever"}),  # no names, and nothing farther off
        ("The tram is safe.", set()),
        ("", set()),
    ],
)
def test_words_behind_a_negation(text: str, negated: set[str]) -> None:
    assert negated_stems(text) == negated


def seen(text: str, claim: str) -> dict[str, float]:
    """The features of Ada Fenwick, credited in the last sentence of a text."""
    starts = [0, *(place + 2 for place in range(len(text)) if text.startswith(". ", place))]
    cut = tuple(Sentence(Span(a, b), 0, ()) for a, b in zip(starts, [*starts[1:], len(text)], strict=True))
    article = Article("art_a", "a", None, "Fen Courier", None, None, text, None, datetime(2026, 1, 1, tzinfo=UTC))
    annotated = AnnotatedArticle(article, cut, (), (), (), (), b"")
    mention = Mention("art_a", (cut[0].span,), False, 1.0, "reports")
    at = text.index("Fenwick")
    source = Source("src_1", "art_a", "person", "Ada Fenwick", "Fenwick", (Span(at, at + 7),), None)
    credit = Credit("crd_1", "art_a", "src_1", None, Span(at, at + 12), "attribution", False, None)
    return features_of(Group(source, None, (credit,)), make_scene(annotated, mention, make_query(claim, None), {}))


def test_who_says_that_what_the_claim_says_is_not_so() -> None:
    found = seen("The tram is in use. It was never stolen, Fenwick said.", ASKED)
    assert (found["negated"], found["negated_all"], found["negated_around"]) == (1.0, 0.25, 0.0)
    assert (found["names"], found["no_names_near"]) == (0.0, 1.0)  # Corvey
    assert found["others"] == pytest.approx(1 / 3)  # stolen, of tram, stolen and depot
    assert found["others_near"] == pytest.approx(2 / 3)


def test_a_source_s_own_name_is_no_word_of_the_claim() -> None:
    found = seen("A bus is late. Fenwick said so.", "Ada Fenwick stole a Corvey tram")
    assert (found["names"], found["others_near"]) == (0.0, 0.0)
    assert found["no_others_near"] == 1.0


def test_what_is_undone_counts_apart_where_the_claim_says_so_itself() -> None:
    text = "The tour goes on. Fenwick said the singer is alive."
    assert (seen(text, ASKED)["undone"], seen(text, ASKED)["undone,claim_undone"]) == (1.0, 0.0)
    dead = seen(text, "The singer has died")
    assert (dead["undone"], dead["undone,claim_undone"], dead["claim_undone"]) == (0.0, 1.0, 1.0)


def test_who_was_asked_in_vain() -> None:
    assert seen("The tram is gone. Fenwick declined to comment.", ASKED)["unreached"] == 1.0
