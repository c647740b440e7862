from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.config import TraceConfig
from sayso.records import Article
from sayso.trace import find_reuse, fingerprints, quotation_fingerprints

NOW = datetime(2026, 1, 1, tzinfo=UTC)
CONFIG = TraceConfig()

HARBOUR = (
    "The harbour office in Veldmouth closed its northern gate on Tuesday after a crane driver noticed cracks in the "
    "sea wall, and engineers were sent to measure how far the damage reached along the quay. Ferries to the islands "
    "will leave from the old fish market until the wall has been shored up, which may take most of the spring."
)
OTHER = (
    "A bakery on Linden Street has been fined for selling loaves below the weight printed on their wrappers. The owner "
    "blamed a new oven and promised that every customer who kept a receipt would be given a fresh loaf for nothing."
)
SPEECH = (
    "“We have measured the wall every month for eleven years and it has never moved by more than the width of a thumb, "
    "so nobody in this town has any reason to lie awake at night over a few cracks in old mortar.”"
)


def article(name: str, text: str) -> Article:
    return Article(f"art_{name}", name, None, None, None, None, text, None, NOW)


def test_a_copy_with_a_changed_name_is_found_with_its_spans() -> None:
    copy = HARBOUR.replace("Veldmouth", "the town of Veldmouth").replace("Tuesday", "Monday")
    reuse = find_reuse(article("a", HARBOUR), article("b", f"{OTHER}\n\n{copy}"), CONFIG)
    assert reuse is not None
    assert reuse.of_a > 0.9
    assert 0.4 < reuse.of_b < 0.7
    for in_a, in_b in reuse.spans:
        assert in_a.of(HARBOUR)
        assert in_b.start >= len(OTHER)


def test_unrelated_articles_share_nothing() -> None:
    assert find_reuse(article("a", HARBOUR), article("b", OTHER), CONFIG) is None
    assert not fingerprints(HARBOUR) & fingerprints(OTHER)


def test_two_articles_that_quote_one_speech_have_not_copied() -> None:
    a = f"{HARBOUR} {SPEECH}"
    b = f"{OTHER} {SPEECH}"
    assert find_reuse(article("a", a), article("b", b), CONFIG) is None
    assert not fingerprints(a) & fingerprints(b)
    assert quotation_fingerprints(a) & quotation_fingerprints(b)


def test_an_article_that_is_hardly_more_than_a_quotation_can_be_copied() -> None:
    text = f"{SPEECH} said the keeper."
    reuse = find_reuse(article("a", text), article("b", text), CONFIG)
    assert reuse is not None
    assert reuse.of_a == reuse.of_b == 1.0


def test_quotation_marks_and_case_do_not_matter() -> None:
    text = "It isn't the keeper's wall that gave way, nor the lock's gate, but the old road behind them both."
    assert fingerprints(text) == fingerprints(text.upper().replace("'", "’"))


def test_texts_without_words_are_no_error() -> None:
    assert fingerprints("") == set()
    assert fingerprints("— … —") == set()
    assert find_reuse(article("a", ""), article("b", HARBOUR), CONFIG) is None


words = st.lists(st.sampled_from(("the", "wall", "gate", "old", "said", "new", "quay", "of", "a", "and")), max_size=60)
unlike = st.sampled_from(("ferry", "island", "spring", "mortar", "brick", "lamp"))


@settings(derandomize=True, max_examples=60, deadline=None)
@given(words, words)
def test_the_order_of_the_pair_does_not_matter(a: list[str], b: list[str]) -> None:
    one, other = article("a", " ".join(a)), article("b", " ".join(b))
    reuse = find_reuse(one, other, CONFIG)
    assert reuse == find_reuse(other, one, CONFIG)
    if reuse:
        assert 0.0 <= reuse.of_a <= 1.0
        assert all(x.end <= len(one.text) and y.end <= len(other.text) for x, y in reuse.spans)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(words, words, st.lists(unlike, min_size=13, max_size=13))
def test_any_shared_run_of_thirteen_words_shares_a_fingerprint(a: list[str], b: list[str], run: list[str]) -> None:
    assert fingerprints(" ".join(a + run)) & fingerprints(" ".join(run + b))
