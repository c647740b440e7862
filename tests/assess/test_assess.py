import random
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.assess import assess_claim
from sayso.assess.places import find_places
from sayso.records import (
    AnnotatedArticle,
    Appearance,
    Article,
    Assessment,
    Claim,
    ClaimCredit,
    Derivation,
    Kind,
    Role,
    Sentence,
    Span,
    Stance,
)
from sayso.trace import derive

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CLAIM = Claim("clm_1", "sto_1", "The bridge at Sorrel Ford will close.", ())


def articles(**outlets: str | None) -> dict[str, AnnotatedArticle]:
    """One article for each ``name="Outlet"``; ids are art_name."""
    return {
        f"art_{name}": AnnotatedArticle(
            Article(f"art_{name}", name, None, outlet, None, None, "The bridge will close, it says.", None, NOW),
            (), (), (), (), (), b"",
        )
        for name, outlet in outlets.items()
    }  # fmt: skip


def credit(name: str | None, kind: Kind = "outlet", role: Role = "claim", via: str | None = None) -> ClaimCredit:
    return ClaimCredit(name, kind, role, via, Span(0, 10), None, f"src_{name}", "")


def appearance(
    name: str,
    *credits: ClaimCredit,
    stance: Stance = "reports",
    primary: str | None = None,
    first_hand: bool = False,
    reprint_of: str | None = None,
) -> Appearance:
    return Appearance(f"art_{name}", stance, Span(0, 10), 1.0, first_hand, primary, reprint_of, credits)


def assess(found: list[Appearance], among: dict[str, AnnotatedArticle]) -> Assessment:
    return assess_claim(CLAIM, found, derive(found, among), among)


def test_everything_that_rests_on_one_magazine_has_one_origin() -> None:
    among = articles(a="Fen Courier", b="Moor Post", c="Hill Herald")
    unnamed = credit(None, "unnamed", via="Lantern Weekly")
    found = [appearance(name, credit("Lantern Weekly"), unnamed, primary="Lantern Weekly") for name in "abc"]
    result = assess(found, among)
    assert (result.origins_min, result.origins_max) == (1, 1)
    assert (result.independent_min, result.independent_max) == (1, 1)
    assert result.bottlenecks == ("Lantern Weekly",)
    (origin,) = result.origins
    assert (origin.name, origin.kind, origin.in_ledger) == ("Lantern Weekly", "outlet", False)
    assert origin.rests_on == ((None, "unnamed"),)
    assert origin.article_ids == ("art_a", "art_b", "art_c")
    assert {reason.rule for reason in origin.reasons} == {"cites", "quotes"}


def test_an_outlet_is_not_said_to_credit_itself() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [
        appearance("a", credit("Fen Courier"), credit("Ada Wren", "person", via="Fen Courier"), first_hand=True),
        appearance("b", credit("Fen Courier"), primary="Fen Courier"),
    ]
    (origin,) = assess(found, among).origins
    said = {reason.text for reason in origin.reasons}
    assert "Fen Courier credits Ada Wren." in said
    assert not any(text.startswith("Fen Courier credits Fen Courier") for text in said)


def test_a_chain_leads_to_its_end() -> None:
    among = articles(a="Fen Courier", b="Moor Post", c="Hill Herald")
    found = [
        appearance("a", credit("Moor Post"), primary="Moor Post"),
        appearance("b", credit("Hill Herald"), primary="Hill Herald"),
        appearance("c", credit("Ada Quill", "person"), first_hand=True, stance="asserts"),
    ]
    result = assess(found, among)
    assert [origin.name for origin in result.origins] == ["Hill Herald"]
    assert result.origins[0].in_ledger
    assert result.origins[0].rests_on == (("Ada Quill", "person"),)
    assert (result.independent_min, result.independent_max) == (1, 1)


def test_two_outlets_with_an_unnamed_source_each_could_be_one() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [
        appearance(
            "a", credit("Lantern Weekly"), credit(None, "unnamed", via="Lantern Weekly"), primary="Lantern Weekly"
        ),
        appearance("b", credit("Beacon Sunday"), credit(None, "unnamed", via="Beacon Sunday"), primary="Beacon Sunday"),
    ]
    result = assess(found, among)
    assert (result.origins_min, result.origins_max) == (1, 2)
    assert (result.independent_min, result.independent_max) == (1, 2)
    assert [merge.rule for merge in result.merges] == ["could_be_same"]


def test_two_outlets_with_named_people_of_their_own_are_two() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [
        appearance("a", credit("Ada Quill", "person"), first_hand=True),
        appearance("b", credit("Bo Tarn", "person"), first_hand=True),
    ]
    result = assess(found, among)
    assert (result.origins_min, result.origins_max) == (2, 2)
    assert (result.independent_min, result.independent_max) == (2, 2)
    assert result.bottlenecks == ()


def test_one_person_behind_two_outlets_may_make_them_one() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [appearance(name, credit("Ada Quill", "person"), first_hand=True) for name in "ab"]
    result = assess(found, among)
    assert (result.origins_min, result.origins_max) == (1, 2)
    assert "Ada Quill" in result.merges[0].text


def test_a_post_that_two_have_seen_is_the_origin_of_those_who_rest_on_it() -> None:
    among = articles(a="Fen Courier", b="Moor Post", c="Hill Herald")
    post = credit("Ada Quill", "post")
    found = [
        appearance("a", post),
        appearance("b", post),
        appearance(
            "c", credit("Beacon Sunday"), credit("Ada Quill", "post", via="Beacon Sunday"), primary="Beacon Sunday"
        ),
    ]
    result = assess(found, among)
    assert [(origin.name, origin.kind) for origin in result.origins] == [("Ada Quill", "post")]
    assert (result.independent_min, result.independent_max) == (1, 1)


def test_a_circle_has_no_origin() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [
        appearance("a", credit("Moor Post"), primary="Moor Post"),
        appearance("b", credit("Fen Courier"), primary="Fen Courier"),
    ]
    result = assess(found, among)
    assert (result.origins_min, result.origins_max, result.independent_min, result.independent_max) == (0, 0, 0, 0)
    assert "circular" in result.flags
    assert result.origins == ()


def test_a_circle_with_a_way_out_has_one() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [
        appearance("a", credit("Moor Post"), primary="Moor Post"),
        appearance("b", credit("Fen Courier"), credit("Lantern Weekly"), primary="Lantern Weekly"),
    ]
    result = assess(found, among)
    assert [origin.name for origin in result.origins] == ["Lantern Weekly"]
    assert "circular" not in result.flags


def test_copies_rest_on_the_first_and_on_the_agency() -> None:
    among = articles(a="Fen Courier", b="Moor Post", c="Hill Herald")
    found = [
        appearance("a", credit("Ada Quill", "person"), first_hand=True),
        appearance("b", credit("Ada Quill", "person"), reprint_of="art_a"),
        appearance("c", reprint_of="wire:Reuters"),
    ]
    result = assess(found, among)
    assert {origin.name for origin in result.origins} == {"Fen Courier", "Reuters"}
    assert result.independent_max == 2
    copies = {each.text for origin in result.origins for each in origin.reasons if each.rule == "copies"}
    assert copies == {"Moor Post carries the text of Fen Courier.", "Hill Herald carries the text of Reuters."}


def test_a_later_version_of_its_own_text_is_no_copy() -> None:
    among = articles(a="Fen Courier", b="Fen Courier")
    found = [appearance("a", credit("Ada Quill", "person")), appearance("b", reprint_of="art_a")]
    assert not [each for origin in assess(found, among).origins for each in origin.reasons if each.rule == "copies"]


def test_an_article_without_a_basis_is_an_unstated_origin_and_shows_no_independence() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [
        appearance("a", credit("Lantern Weekly"), primary="Lantern Weekly"),
        appearance("b", stance="asserts"),
    ]
    result = assess(found, among)
    assert "unstated" in result.flags
    assert (result.origins_min, result.origins_max) == (1, 2)
    assert (result.independent_min, result.independent_max) == (1, 1)


def test_who_contests_is_listed_once_those_it_concerns_first() -> None:
    among = articles(a="Fen Courier", b="Moor Post")
    found = [
        appearance("a", credit("Lantern Weekly"), credit("Tale Checker", role="counter"), primary="Lantern Weekly"),
        appearance(
            "b", credit("Tale Checker", role="counter"), credit("Ada Quill", "person", "counter"), stance="contests"
        ),
    ]
    result = assess(found, among)
    assert [(each.name, each.first_hand) for each in result.contested_by] == [
        ("Ada Quill", True),
        ("Tale Checker", False),
    ]
    assert result.contested_by[1].article_id == "art_a"


def test_a_report_that_its_own_outlet_withdraws_supports_nothing() -> None:
    among = articles(a="Fen Courier", b="Moor Post", c="Fen Courier")
    own = credit("Fen Courier")
    found = [
        appearance("a", credit(None, "unnamed"), first_hand=True),
        appearance("b", own, primary="Fen Courier"),
        appearance("c", own, credit("Fen Courier", role="counter"), stance="contests"),
    ]
    result = assess(found, among)
    assert "withdrawn" in result.flags
    assert (result.origins_max, result.independent_max) == (0, 0)
    assert [each.name for each in result.contested_by] == ["Fen Courier"]


def test_an_outlet_that_others_say_was_wrong_has_withdrawn_nothing() -> None:
    among = articles(a="Moor Post")
    against = credit("Fen Courier", role="counter")
    result = assess([appearance("a", credit("Fen Courier"), against, primary="Fen Courier")], among)
    assert result.flags == ()
    assert result.origins_max == 1


def test_who_is_told_a_denial_has_withdrawn_nothing() -> None:
    among = articles(a="Moor Post", b="Isle Radio")
    told = credit("Ada Quill", "person", "counter", "Isle Radio")
    repeated = credit("Bo Dunn", "person", via="Isle Radio")
    found = [appearance("a", credit(None, "unnamed")), appearance("b", repeated, told, stance="contests")]
    assert "withdrawn" not in assess(found, among).flags


def test_a_claim_does_not_rest_entirely_on_one_where_others_are_possible() -> None:
    among = articles(a="Moor Post", b="Hill Herald", c="Beacon Sunday", d="Fen Courier")
    lone = replace(credit("Lantern Weekly"), score=0.46)
    found = [appearance(each, credit("Isle Radio"), primary="Isle Radio") for each in "abc"] + [appearance("d", lone)]
    result = assess(found, among)
    assert (len(result.origins), result.origins_max) == (1, 2)
    assert result.bottlenecks == ()


def test_a_claim_that_nobody_carries_has_no_origin() -> None:
    result = assess([], {})
    assert (result.origins_max, result.independent_max, result.flags) == (0, 0, ())


NAMES = ("Fen Courier", "Moor Post", "Hill Herald", "Lantern Weekly", "Beacon Sunday")
names = st.sampled_from((*NAMES, "Ada Quill", None))


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Appearance]:
    found = []
    for place in range(draw(st.integers(0, 6))):
        credits = []
        for name in draw(st.lists(names, max_size=3)):
            kind: Kind = "outlet" if name in NAMES else draw(st.sampled_from(("person", "post"))) if name else "unnamed"
            role: Role = draw(st.sampled_from(("claim", "claim", "counter", "context")))
            via = draw(st.sampled_from((None, None, *NAMES)))
            credits.append(credit(name, kind, role, via if via != name else None))
        stance: Stance = draw(st.sampled_from(("asserts", "reports", "questions", "contests")))
        outlets = [each.name for each in credits if each.kind == "outlet" and each.role == "claim"]
        found.append(
            appearance(
                "abcdef"[place],
                *credits,
                stance=stance,
                primary=draw(st.sampled_from(outlets)) if outlets else None,
                first_hand=draw(st.booleans()),
                reprint_of=draw(st.sampled_from((None, None, "art_a", "wire:Reuters"))) if place else None,
            )
        )
    return found


@settings(derandomize=True, max_examples=150, deadline=None)
@given(newsrooms(), st.randoms(use_true_random=False))
def test_ranges_hold_and_the_order_of_articles_does_not_matter(found: list[Appearance], random: random.Random) -> None:
    among = articles(**dict(zip("abcdef", (*NAMES, None), strict=True)))
    result = assess(found, among)
    assert 0 <= result.origins_min <= result.origins_max
    assert 0 <= result.independent_min <= result.independent_max <= result.origins_max
    assert result.independent_min <= result.origins_min
    assert len(result.origins) <= result.origins_max
    mixed = list(found)
    random.shuffle(mixed)
    assert assess(mixed, among) == result


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.integers(2, 6), st.integers(0, 5))
def test_any_circle_has_no_origin(size: int, extra: int) -> None:
    among = articles(**{f"n{place}": f"Outlet {place}" for place in range(size)})
    found = [
        appearance(f"n{place}", credit(f"Outlet {(place + 1) % size}"), primary=f"Outlet {(place + 1) % size}")
        for place in range(size)
    ]
    result = assess(found, among)
    assert result.origins_max == result.independent_max == 0
    assert result.flags == ("circular",)


def test_derivations_name_what_they_rest_on() -> None:
    among = articles(a="Fen Courier")
    (derivation,) = derive([appearance("a", credit("Lantern Weekly"), primary="Lantern Weekly")], among)
    assert derivation == Derivation(
        "art_a", "outlet:Lantern Weekly", "hadPrimarySource", ("cites: “The bridge” (art_a 0-10)",)
    )


def sure(name: str | None, score: float, *, kind: Kind = "outlet", via: str | None = None) -> ClaimCredit:
    return ClaimCredit(name, kind, "claim", via, Span(0, 10), None, f"src_{name}", "", score)


MANY = articles(a="Fen Courier", b="Moor Post", c="Hill Herald", d="Dale Echo", e="Tarn Times", f="Ridge Record")


def test_one_credit_at_a_low_score_beside_many_is_not_an_origin_and_the_range_says_so() -> None:
    found = [appearance(name, sure("Lantern Weekly", 0.9), primary="Lantern Weekly") for name in "abcde"]
    found.append(appearance("f", sure("Beacon Sunday", 0.5)))
    result = assess(found, MANY)
    assert [origin.name for origin in result.origins] == ["Lantern Weekly"]
    assert (result.origins_min, result.origins_max) == (1, 2)
    (omitted,) = (merge for merge in result.merges if merge.rule == "not_counted")
    assert "Beacon Sunday is not counted" in omitted.text and "Lantern Weekly" in omitted.text


def test_one_article_that_tells_two_outlets_apart_makes_the_second_an_origin() -> None:
    found = [appearance(name, sure("Lantern Weekly", 0.9), primary="Lantern Weekly") for name in "abcde"]
    told = (sure("Lantern Weekly", 0.9), sure("Ada Quill", 0.7, kind="person", via="Beacon Sunday"))
    alone = told[1:]
    beside = assess([*found, appearance("f", *told, primary="Lantern Weekly")], MANY)
    assert {origin.name for origin in beside.origins} == {"Lantern Weekly", "Beacon Sunday"}
    apart = assess([*found, appearance("f", *alone)], MANY)
    assert {origin.name for origin in apart.origins} == {"Lantern Weekly"}


def test_people_quoted_without_an_outlet_are_no_origin_beside_one() -> None:
    found = [
        appearance("a", credit("Lantern Weekly"), primary="Lantern Weekly"),
        appearance("b", credit("Ada Quill", "person")),
    ]
    result = assess(found, MANY)
    assert [origin.name for origin in result.origins] == ["Lantern Weekly"]
    assert any(merge.rule == "not_counted" and "Ada Quill" in merge.text for merge in result.merges)
    assert [origin.name for origin in assess(found[1:], MANY).origins] == ["Ada Quill"]


def test_who_contests_names_where_it_comes_from_by_its_primary_outlet_alone() -> None:
    found = [
        appearance("a", credit("Moor Post"), credit("Hill Herald"), stance="contests", primary="Moor Post"),
        appearance("b", credit("Ada Quill", "person"), stance="asserts"),
    ]
    assert [origin.name for origin in assess(found, MANY).origins] == ["Moor Post"]


def against(name: str, score: float) -> ClaimCredit:
    return ClaimCredit(name, "person", "counter", None, Span(0, 10), None, f"src_{name}", "", score)


def test_what_several_articles_say_against_it_adds_up() -> None:
    once = assess([appearance("a", against("Ada Quill", 0.25)), appearance("b"), appearance("c")], MANY)
    assert once.contested_by == ()
    twice = assess([appearance(name, against("Ada Quill", 0.25)) for name in "ab"] + [appearance("c")], MANY)
    assert [contest.name for contest in twice.contested_by] == ["Ada Quill"]


def test_a_likely_word_against_it_counts_where_the_articles_contest_it() -> None:
    found = [appearance("a", against("Ada Quill", 0.25), stance="contests"), appearance("b", stance="contests")]
    assert [contest.name for contest in assess(found, MANY).contested_by] == ["Ada Quill"]
    assert assess([appearance("a", against("Ada Quill", 0.25)), appearance("b")], MANY).contested_by == ()


def test_a_first_hand_report_that_others_credit_is_an_origin_though_it_passes_on_another_too() -> None:
    found = [
        appearance(
            "a",
            credit("Lantern Weekly"),
            credit(None, "unnamed"),
            primary="Lantern Weekly",
            first_hand=True,
            stance="asserts",
        ),
        appearance("b", credit("Fen Courier"), primary="Fen Courier"),
        appearance("c", credit("Fen Courier"), primary="Fen Courier"),
        appearance("d", credit("Lantern Weekly"), primary="Lantern Weekly"),
    ]
    assert {origin.name for origin in assess(found, MANY).origins} == {"Fen Courier", "Lantern Weekly"}


def test_where_a_post_stood_is_no_origin_beside_an_outlet() -> None:
    found = [
        appearance("a", credit("Reddit"), primary="Reddit"),
        appearance("b", credit("Reddit"), primary="Reddit"),
        appearance("c", credit("Lantern Weekly"), primary="Lantern Weekly"),
    ]
    assert [origin.name for origin in assess(found, MANY).origins] == ["Lantern Weekly"]


def test_few_credits_for_each_of_many_outlets_narrow_the_range() -> None:
    found = [appearance(name, credit(f"Outlet {name}"), primary=f"Outlet {name}") for name in "abcde"]
    result = assess(found, MANY)
    assert len(result.origins) == 5
    assert result.independent_max == 4  # the first surely, and two in three of the others
    assert any(merge.rule == "few_credits" for merge in result.merges)


def test_agency_copy_weighs_for_the_agency_by_the_name_that_the_table_has() -> None:
    found = [
        appearance("a", credit("Ada Quill", "person"), reprint_of="wire:AP", stance="asserts"),
        appearance("b", credit("Lantern Weekly"), primary="Lantern Weekly"),
    ]
    assert {origin.name for origin in assess(found, MANY).origins} == {"Associated Press", "Lantern Weekly"}


def test_every_merge_names_both_places() -> None:
    found = [
        appearance("a", credit("Lantern Weekly"), primary="Lantern Weekly"),
        appearance("b", credit("Beacon Sunday"), primary="Beacon Sunday"),
        appearance("c", stance="asserts"),
        appearance("d", credit("Ada Quill", "person")),
    ]
    result = assess(found, MANY)
    assert {merge.rule for merge in result.merges} == {"could_be_same", "not_counted"}
    for merge in result.merges:
        assert merge.article_id and merge.other_article_id and merge.article_id != merge.other_article_id, merge
    pairs = [{merge.article_id, merge.other_article_id} for merge in result.merges if "Beacon Sunday" in merge.text]
    assert {"art_a", "art_b"} in pairs
    assert [merge.article_id for merge in result.merges if merge.text.startswith("Ada Quill")] == ["art_d"]


def test_the_place_of_a_merge_is_the_sentence_of_the_surest_credit() -> None:
    text = "The bridge will close. So says Lantern Weekly."
    article = Article("art_a", "a", None, "Fen Courier", None, None, text, None, NOW)
    sentences = (Sentence(Span(0, 22), 0, ()), Sentence(Span(23, 46), 0, ()))
    annotated = {"art_a": AnnotatedArticle(article, sentences, (), (), (), (), b"")}
    weak = ClaimCredit("Lantern Weekly", "outlet", "claim", None, Span(0, 3), None, "src_1", "", 0.4)
    sure = ClaimCredit("Lantern Weekly", "outlet", "claim", None, Span(31, 45), None, "src_1", "", 0.9)
    assert find_places([appearance("a", weak, sure)], annotated)["Lantern Weekly"] == ("art_a", Span(23, 46), None)
