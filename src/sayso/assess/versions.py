"""Two versions of one article, compared sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from sayso.notices import find_notices
from sayso.records import AnnotatedArticle, Notice, Span

ALIKE = 60.0  # least likeness of the words, 0 to 100, of a sentence and what became of it; set on invented articles


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of each sentence of the earlier version, and the notices that only the newer one has."""

    became: dict[
        Span, Span | None
    ]  # of the sentences that are not there word for word: None where nothing took its place
    notices: tuple[Notice, ...]


def compare_versions(old: AnnotatedArticle, new: AnnotatedArticle) -> Compared:
    """Compare them; white space does not count, nor where in the article a sentence stands, nor notices."""
    mine, theirs = _sentences(old), _sentences(new)
    gone = [span for words, span in mine if words not in {word for word, _ in theirs}]
    fresh = [span for words, span in theirs if words not in {word for word, _ in mine}]
    pairs = sorted(
        (-fuzz.token_sort_ratio(one.of(old.article.text), other.of(new.article.text)), one, other)
        for one in gone
        for other in fresh
    )
    became: dict[Span, Span | None] = dict.fromkeys(gone)
    taken: set[Span] = set()
    for unlike, one, other in pairs:
        if -unlike >= ALIKE and became[one] is None and other not in taken:
            became[one] = other
            taken.add(other)
    known = {_words(each.span, old) for each in find_notices(old.article.text, old.sentences)}
    notices = find_notices(new.article.text, new.sentences)
    return Compared(became, tuple(each for each in notices if _words(each.span, new) not in known))


def _sentences(annotated: AnnotatedArticle) -> Sequence[tuple[str, Span]]:
    notices = [each.span for each in find_notices(annotated.article.text, annotated.sentences) if each.about_itself]
    spans = [each.span for each in annotated.sentences]
    return [(_words(each, annotated), each) for each in spans if not any(each.overlaps(span) for span in notices)]


def _words(span: Span, annotated: AnnotatedArticle) -> str:
    return " ".join(span.of(annotated.article.text).split())
