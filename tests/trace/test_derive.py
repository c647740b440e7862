from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sayso.config import TraceConfig
from sayso.records import (
    AnnotatedArticle,
    Appearance,
    Article,
    ClaimCredit,
    Credit,
    Kind,
    Reuse,
    Role,
    Source,
    Span,
    When,
)
from sayso.trace import derive
from sayso.trace.names import unify_names
from sayso.trace.reprints import find_reprints

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
TEXT = "Lantern Weekly reports that the bridge will close, a source told Lantern Weekly."


def annotated(
    name: str, outlet: str | None = None, day: int | None = None, *, wire: str | None = None
) -> AnnotatedArticle:
    when = None if day is None else When(NOW + day * DAY, NOW + (day + 1) * DAY, "", "column")
    article = Article(f"art_{name}", name, None, outlet, None, None, TEXT, when, NOW)
    sources = (Source("src_wire", article.id, "outlet", wire, wire, (Span(0, 7),)),) if wire else ()
    credits = (Credit("crd_1", article.id, "src_wire", None, Span(0, 7), "dateline", False, None),) if wire else ()
    return AnnotatedArticle(article, (), (), sources, (), credits, b"")


def credit(name: str | None, kind: Kind = "outlet", role: Role = "claim", via: str | None = None) -> ClaimCredit:
    return ClaimCredit(name, kind, role, via, Span(0, 22), None, f"src_{name}", "")


def appearance(name: str, *credits: ClaimCredit, reprint_of: str | None = None, first_hand: bool = False) -> Appearance:
    primary = next((each.name for each in credits if each.kind == "outlet"), None)
    return Appearance(f"art_{name}", "reports", None, 1.0, first_hand, primary, reprint_of, credits)


def edges(found: list[Appearance], *articles: AnnotatedArticle) -> set[tuple[str, str]]:
    among = {each.article.id: each for each in articles}
    return {(each.derived, each.origin) for each in derive(found, among)}


def test_an_outlet_that_is_not_in_the_ledger_stands_for_itself_with_what_it_relied_on() -> None:
    found = [appearance("a", credit("Lantern Weekly"), credit(None, "unnamed", via="Lantern Weekly"))]
    assert edges(found, annotated("a")) == {
        ("art_a", "outlet:Lantern Weekly"),
        ("outlet:Lantern Weekly", "unnamed:?Lantern Weekly"),
    }


def test_an_outlet_is_tied_to_its_earliest_article_that_is_not_later() -> None:
    early, late = annotated("early", "Lantern Weekly", 1), annotated("late", "Lantern Weekly", 9)
    found = [
        appearance("a", credit("Lantern Weekly")),
        appearance("early", credit("Ada Quill", "person"), first_hand=True),
        appearance("late", credit("Ada Quill", "person"), first_hand=True),
    ]
    assert ("art_a", "art_early") in edges(found, annotated("a", "Fen Courier", 5), early, late)
    assert ("art_a", "outlet:Lantern Weekly") in edges(found, annotated("a", "Fen Courier", 0), early, late)


def test_an_outlet_named_in_its_own_article_is_no_basis() -> None:
    found = [appearance("a", credit("Lantern Weekly"), credit("Ada Quill", "person", via="Lantern Weekly"))]
    assert edges(found, annotated("a", "Lantern Weekly")) == {("art_a", "person:Ada Quill")}


def test_a_copy_rests_on_the_first_and_agency_copy_on_what_the_agency_credits() -> None:
    copy = [appearance("b", credit("Lantern Weekly"), reprint_of="art_a")]
    assert edges(copy, annotated("b")) == {("art_b", "art_a")}
    wire = [appearance("b", credit("Lantern Weekly"), reprint_of="wire:Reuters")]
    assert edges(wire, annotated("b")) == {("art_b", "outlet:Reuters"), ("outlet:Reuters", "outlet:Lantern Weekly")}


def test_who_asserts_without_a_basis_rests_on_nothing_stated() -> None:
    assert edges([appearance("a")], annotated("a")) == {("art_a", "unstated:art_a")}
    assert edges([appearance("a", first_hand=True)], annotated("a")) == set()


def test_credits_against_the_claim_are_no_basis() -> None:
    found = [appearance("a", credit("Tale Checker", role="counter"), credit("Fen Survey", "document", "context"))]
    assert edges(found, annotated("a")) == {("art_a", "unstated:art_a")}


def test_one_name_for_one_person_across_articles() -> None:
    credits = {
        "art_a": (credit("Sabine Roll", "person"), credit("Roll", "person")),
        "art_b": (credit("Roll", "person"), credit("Wren", "person")),
        "art_c": (credit("Ada Wren", "person"), credit("Bo Wren", "person")),
    }
    unified = unify_names(credits)
    assert [each.name for each in unified["art_a"]] == ["Sabine Roll"]
    assert [each.name for each in unified["art_b"]] == ["Sabine Roll", "Wren"]


def test_a_first_name_is_completed_where_only_one_person_has_it() -> None:
    credits = {
        "art_a": (credit("Conrad Vell", "person"),),
        "art_b": (credit("Conrad", "person"), credit("Bo", "person")),
        "art_c": (credit("Bo Wren", "person"), credit("Bo Lund", "person")),
    }
    assert [each.name for each in unify_names(credits)["art_b"]] == ["Conrad Vell", "Bo"]


def test_a_source_is_credited_once_for_one_thing_and_through_whom_it_speaks() -> None:
    plain = credit("Ada Wren", "person")
    through = replace(plain, via="Lantern Weekly", score=0.5)
    (only,) = unify_names({"art_a": (plain, through)})["art_a"]
    assert only.via == "Lantern Weekly"
    posted = replace(plain, kind="post")
    assert len(unify_names({"art_a": (plain, posted, replace(plain, role="counter"))})["art_a"]) == 3


def test_a_name_is_what_most_articles_take_it_for() -> None:
    credits = {
        "art_a": (credit("Tarn Foods", "organization"),),
        "art_b": (credit("Tarn Foods", "organization"),),
        "art_c": (credit("Tarn Foods", "person"), credit("Daily Mirror", "person")),
    }
    assert [each.kind for each in unify_names(credits)["art_c"]] == ["organization", "outlet"]


def test_nobody_speaks_through_themselves() -> None:
    (only,) = unify_names({"art_a": (replace(credit("WSJ"), via="The Wall Street Journal"),)})["art_a"]
    assert only.via is None


def test_outlets_get_the_name_of_the_table() -> None:
    (only,) = unify_names({"art_a": (credit("WSJ"),)})["art_a"]
    assert only.name == "The Wall Street Journal"


def test_copies_are_of_the_earliest_of_their_like() -> None:
    among = {each.article.id: each for each in (annotated("7", day=3), annotated("10", day=1), annotated("9", day=1))}
    spans = ((Span(0, 10), Span(0, 10)),)
    reuse = [Reuse("art_10", "art_7", spans, 0.9, 0.4), Reuse("art_7", "art_9", spans, 0.95, 0.9)]
    wanted = {"art_7": "art_9", "art_10": "art_9"}
    assert find_reprints(among, reuse, TraceConfig()) == wanted
    assert find_reprints(dict(reversed(among.items())), reuse[::-1], TraceConfig()) == wanted


def test_a_small_shared_passage_is_no_copy() -> None:
    among = {each.article.id: each for each in (annotated("7"), annotated("8"))}
    reuse = [Reuse("art_7", "art_8", ((Span(0, 10), Span(0, 10)),), 0.3, 0.5)]
    assert find_reprints(among, reuse, TraceConfig()) == {}


def test_agency_copy_is_the_agencys_whoever_else_carries_it() -> None:
    among = {each.article.id: each for each in (annotated("7", wire="Associated Press"), annotated("8"))}
    reuse = [Reuse("art_7", "art_8", ((Span(0, 10), Span(0, 10)),), 1.0, 1.0)]
    assert find_reprints(among, reuse, TraceConfig()) == {"art_7": "wire:AP"}
