from dataclasses import replace
from datetime import UTC, datetime

from sayso.export.trace_json import trace_document
from sayso.records import (
    AnnotatedArticle,
    Article,
    Assessment,
    Claim,
    Credit,
    Mention,
    Reuse,
    Sentence,
    Source,
    Span,
    Trace,
)
from sayso.trace import appearances

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLAIM = "The bridge at Sorrel Ford will close in May."
TEXT = "The bridge at Sorrel Ford will close in May, a source told Lantern Weekly. The bakery sells plum cake."


def annotated(name: str) -> AnnotatedArticle:
    article = Article(f"art_{name}", name, None, "Fen Courier", None, None, TEXT, None, NOW)
    cut = TEXT.index(".") + 1
    sentences = (Sentence(Span(0, cut), 0, ()), Sentence(Span(cut + 1, len(TEXT)), 0, ()))
    at = TEXT.index("a source")
    told = TEXT.index("told Lantern")
    sources = (
        Source("src_1", article.id, "unnamed", None, "a source", (Span(at, at + 8),)),
        Source("src_2", article.id, "outlet", "Lantern Weekly", "Lantern Weekly", (Span(told + 5, told + 19),)),
    )
    credits = (
        Credit("crd_1", article.id, "src_1", "Lantern Weekly", Span(at, told + 19), "attribution", False, None),
        Credit("crd_2", article.id, "src_2", None, Span(told, told + 19), "cites", False, None),
    )
    return AnnotatedArticle(article, sentences, (), sources, (), credits, bytes(3 * 384))


def mention(name: str) -> Mention:
    return Mention(f"art_{name}", (Span(0, TEXT.index(".") + 1),), False, 0.9, "reports")


def test_an_article_carries_a_claim_on_the_word_of_whom_it_credits() -> None:
    among = {"art_a": annotated("a")}
    (found,) = appearances([mention("a")], among, claim=CLAIM)
    assert (found.primary, found.stance, found.reprint_of) == ("Lantern Weekly", "reports", None)
    assert {(each.name, each.kind, each.role, each.via) for each in found.credits} == {
        ("Lantern Weekly", "outlet", "claim", None),
        (None, "unnamed", "claim", "Lantern Weekly"),
    }


def test_an_article_that_withdraws_its_own_outlet_s_report_contests_whatever_its_stance_was_taken_for() -> None:
    text = "Lantern Weekly withdraws its report that the bridge at Sorrel Ford will close in May."
    own = annotated("a")
    source = Source("src_1", "art_a", "outlet", "Lantern Weekly", "Lantern Weekly", (Span(0, 14),))
    credit = Credit("crd_1", "art_a", "src_1", None, Span(0, 24), "attribution", False, None)
    withdrawn = replace(
        own,
        article=replace(own.article, outlet="Lantern Weekly", text=text),
        sentences=(Sentence(Span(0, len(text)), 0, ()),),
        sources=(source,),
        credits=(credit,),
        vectors=bytes(2 * 384),
    )
    seen = Mention("art_a", (Span(0, len(text)),), False, 0.9, "reports")
    (found,) = appearances([seen], {"art_a": withdrawn}, claim=CLAIM)
    assert found.stance == "contests"
    elsewhere = replace(withdrawn, article=replace(withdrawn.article, outlet="Fen Courier"))
    (found,) = appearances([seen], {"art_a": elsewhere}, claim=CLAIM)
    assert found.stance == "reports"


def test_the_order_of_mentions_does_not_matter() -> None:
    among = {f"art_{name}": annotated(name) for name in "ab"}
    reuse = [Reuse("art_a", "art_b", ((Span(0, 9), Span(0, 9)),), 1.0, 1.0)]
    mentions = [mention("a"), mention("b")]
    found = appearances(mentions, among, reuse, claim=CLAIM)
    assert found == appearances(mentions[::-1], among, reuse, claim=CLAIM)
    assert [each.reprint_of for each in found] == [None, "art_a"]


def test_the_document_cites_exact_slices_and_input_ids() -> None:
    among = {f"art_{name}": annotated(name) for name in "ab"}
    reuse = [Reuse("art_a", "art_b", ((Span(0, 9), Span(0, 9)),), 1.0, 1.0)]
    found = appearances([mention("a"), mention("b")], among, reuse, claim=CLAIM)
    nothing = Assessment("clm_1", (), 0, 0, 0, 0, (), (), (), ())
    trace = Trace(Claim("clm_1", "sto_1", CLAIM, ()), "bridge", found, (), nothing)
    document = trace_document(trace, {key: each.article for key, each in among.items()})
    assert document["schema"] == "sayso.trace/1"
    assert document["claim"] == {"id": "clm_1", "label": CLAIM, "query": "bridge"}
    assert document["articles"][1]["reprint_of"] == "a"
    for article in document["articles"]:
        for credit in article["credits"]:
            evidence = credit["evidence"]
            assert TEXT[evidence["start"] : evidence["end"]] == evidence["text"]
