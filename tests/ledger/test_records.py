"""What is written comes back as it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import (
    Change,
    LedgerFile,
    Reading,
    Shelf,
    add_article_links,
    add_articles,
    add_failures,
    add_judgement,
    add_keys,
    add_problems,
    add_readings,
    component_of,
    count_unread,
    mark,
    partners,
    read_annotated,
    read_articles,
    read_failures,
    read_problems,
    read_status,
    store_change,
    unclustered,
    unread_after,
)
from sayso.records import (
    AnnotatedArticle,
    Article,
    ArticleLink,
    Attribution,
    Credit,
    Failure,
    Judgement,
    Link,
    Problem,
    Run,
    Sentence,
    Source,
    Span,
    Statement,
    Story,
    When,
)

MOMENT = datetime(2024, 5, 3, 9, 12, tzinfo=UTC)
RUN = Run("run_1", "add", "0.1.0", "c", "m", MOMENT)
TEXT = "“The mill will close,” Ana Reyes, its director, told WireOne. 🌊 Nobody asked."


def article(name: str = "one", *, url: str | None = None, words: str = TEXT, input_id: str | None = None) -> Article:
    when = When(MOMENT, MOMENT + timedelta(days=1), "3 May", "meta")
    links = (Link(Span(52, 59), "https://wireone.example/mill"),)
    return Article(
        f"art_{name}", input_id or f"{name}.html", url, "WireOne", None, "A. Byline", words, when, MOMENT, links
    )


def annotated(one: Article) -> AnnotatedArticle:
    mention = Span(23, 32)
    source = Source(f"src_{one.id}", one.id, "person", "Ana Reyes", "Ana Reyes, its director", (mention,), Span(1, 9))
    who, cue, what = (Span(23, 32),), (Span(47, 51),), (Span(0, 22),)
    outer = Attribution(f"att_{one.id}", one.id, who, cue, what, None, "direct", "statement", 0.875)
    inner = replace(outer, id=f"att_in_{one.id}", source=(), content=(Span(1, 9), Span(10, 14)), parent=outer.id)
    said = Statement(
        f"stm_{one.id}",
        outer.id,
        one.id,
        source.id,
        "WireOne",
        "says",
        (Span(0, 22),),
        "“The mill will close,”",
        "hearsay",
    )
    credit = Credit(f"crd_{one.id}", one.id, source.id, "WireOne", Span(23, 51), "attribution", True, said.id)
    sentences = (Sentence(Span(0, 61), 0, (Span(0, 22),)), Sentence(Span(64, 77), 1, ()))
    vectors = bytes(range(256)) * 4 + bytes(128)
    return AnnotatedArticle(one, sentences, (inner, outer), (source,), (said,), (credit,), vectors)


@pytest.fixture
def file(tmp_path: Path) -> LedgerFile:
    return LedgerFile(tmp_path / "orrin.db", create=True)


def read_one(reading: Reading, identity: str) -> AnnotatedArticle:
    return read_annotated(reading, [identity])[identity]


def test_articles_and_all_that_was_read_in_them(file: LedgerFile) -> None:
    known = annotated(article())
    with file.writing(RUN) as writing:
        add_articles(writing, [known.article, article("bare")])
        add_readings(writing, [known])  # the inner attribution before the one that it stands in
    with file.reading() as reading:
        assert read_articles(reading, ["art_one", "art_unknown"]) == {"art_one": known.article}
        assert read_one(reading, "art_one") == known
        assert read_annotated(reading, ["art_bare"]) == {}  # not read yet
        without = replace(known, attributions=())  # a shelf holds what is looked at across articles
        assert Shelf(room=1).get(reading, ["art_one", "art_bare"]) == {"art_one": without}
        shelf = Shelf()
        text_alone = replace(without, sources=(), statements=(), credits=())
        assert shelf.get_texts(reading, ["art_one", "art_bare"]) == {"art_one": text_alone}
        assert shelf.get(reading, ["art_one"]) == {"art_one": without}
        assert shelf.get_texts(reading, ["art_one"]) == {"art_one": without}  # the whole is at hand


def test_an_article_without_anything_in_it(file: LedgerFile) -> None:
    bare = Article("art_bare", "bare", None, None, None, None, "Nothing.", None, MOMENT)
    read = AnnotatedArticle(bare, (), (), (), (), (), bytes(384))
    with file.writing(RUN) as writing:
        add_articles(writing, [bare])
        add_readings(writing, [read])
    with file.reading() as reading:
        assert read_one(reading, "art_bare") == read


def test_again_versions_and_copies(file: LedgerFile) -> None:
    page = "https://wireone.example/mill"
    first = article("one", url=page)
    with file.writing(RUN) as writing:
        outcomes = add_articles(
            writing,
            [
                first,
                first,
                article("two", url=page, words=TEXT + "!"),
                article("three"),
                article("three", input_id="x"),
            ],
        )
        assert outcomes == ["added", "again", "version", "added", "again"]
        assert add_articles(writing, [article("four", url=page, words="?")]) == ["version"]
    with file.reading() as reading:
        status = read_status(reading, file.path)
        assert (status.articles, status.versions, status.copies) == (4, 2, 1)
        versions = reading.scalars("SELECT article_id FROM versions ORDER BY ordinal")
        assert sorted(versions) == ["art_four", "art_one", "art_two"]


def test_of_several_inputs_the_smallest_id_counts_whatever_comes_first(file: LedgerFile) -> None:
    with file.writing(RUN) as writing:
        add_articles(writing, [article(input_id="b")])
        add_readings(writing, [annotated(article(input_id="b"))])
        mark(writing, "link", ["art_one"])
        mark(writing, "cluster", ["art_one"])
    with file.writing(RUN) as writing:
        add_articles(writing, [article(input_id="c")])
        assert unclustered(writing) == []
        add_articles(writing, [article(input_id="a")])
        assert unclustered(writing) == ["art_one"]  # its place among copies may have changed
        assert read_articles(writing, ["art_one"]) == {"art_one": article(input_id="a")}


def test_what_waits_to_be_read(file: LedgerFile) -> None:
    articles = [article(str(number)) for number in range(3)]
    with file.writing(RUN) as writing:
        add_articles(writing, articles)
        add_readings(writing, [annotated(articles[0])])
        add_failures(writing, [Failure("art_1", "annotate", "took too long")])
    with file.reading() as reading:
        assert count_unread(reading) == 1
        assert count_unread(reading, retry_failed=True) == 2
        page, after = unread_after(reading, 0)
        assert [each.id for each in page] == ["art_2"]
        assert unread_after(reading, after) == ([], after)
        assert read_failures(reading) == [Failure("art_1", "annotate", "took too long")]


def test_a_failure_is_over_once_the_article_has_been_read(file: LedgerFile) -> None:
    second = replace(RUN, id="run_2")
    with file.writing(RUN) as writing:
        add_articles(writing, [article()])
        add_failures(writing, [Failure("art_one", "annotate", "took too long")])
    with file.writing(second) as writing:
        add_failures(writing, [Failure("art_one", "annotate", "signal 9")])
    with file.reading() as reading:
        assert read_failures(reading) == [Failure("art_one", "annotate", "signal 9")]
    with file.writing(second) as writing:
        add_readings(writing, [annotated(article())])
    with file.reading() as reading:
        assert read_failures(reading) == []


def test_problems_are_kept_once(file: LedgerFile) -> None:
    problem = Problem("a.html", "clips/a.html", "consent_wall", "A page that asks for consent.")
    for _ in range(2):
        with file.writing(RUN) as writing:
            add_problems(writing, [problem, problem])
    with file.reading() as reading:
        assert read_problems(reading) == [problem]


def test_attributions_keep_their_order_whichever_comes_first(file: LedgerFile) -> None:
    one = annotated(article("a"))
    inner, outer = one.attributions
    turned = replace(one, attributions=(outer, replace(inner, id="att_deepest", parent=inner.id), inner))
    with file.writing(RUN) as writing:
        add_articles(writing, [one.article])
        add_readings(writing, [turned])
        assert read_annotated(writing, [one.article.id])[one.article.id] == turned


def test_an_attribution_inside_none_is_refused(file: LedgerFile) -> None:
    one = annotated(article("a"))
    inner, outer = one.attributions
    with pytest.raises(LedgerError), file.writing(RUN) as writing:
        add_articles(writing, [one.article])
        add_readings(writing, [replace(one, attributions=(outer, replace(inner, parent="att_elsewhere")))])


def test_storing_what_was_read_does_not_slow_down_with_what_is_stored(file: LedgerFile) -> None:
    """Steps of SQLite's machine for one more article, its inner attribution first, in a ledger of 1 and of 150."""

    def steps(names: Sequence[str]) -> int:
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        with file.writing(RUN) as writing:
            some = [annotated(article(name)) for name in names]
            add_articles(writing, [each.article for each in some])
            writing._connection.set_progress_handler(count, 1)
            add_readings(writing, some)
            writing._connection.set_progress_handler(None, 0)
        return counted

    steps(["first"])
    before = steps(["second"])
    steps([f"more{number}" for number in range(150)])
    last = steps(["last"])
    assert last < 1.5 * before, (before, last)


def test_keys_of_64_bits(file: LedgerFile) -> None:
    keys = {0, 1, 2**63 - 1, 2**63, 2**64 - 1}
    with file.writing(RUN) as writing:
        add_articles(writing, [article("a"), article("b"), article("c")])
        add_keys(writing, "article_keys", "art_a", keys)
        add_keys(writing, "article_keys", "art_b", {1, 2**64 - 1, 7})
        add_keys(writing, "fingerprints", "art_c", {7})
    with file.reading() as reading:
        assert partners(reading, "article_keys", keys) == {"art_a": 5, "art_b": 2}
        assert partners(reading, "article_keys", {2**63}) == {"art_a": 1}
        assert partners(reading, "article_keys", set()) == {}
        assert partners(reading, "fingerprints", {7}) == {"art_c": 1}


def test_a_key_of_many_leads_to_the_first_of_them(file: LedgerFile) -> None:
    with file.writing(RUN) as writing:
        add_articles(writing, [article(each) for each in "abcd"])
        for each in "dcba":
            add_keys(writing, "fingerprints", f"art_{each}", {7})
        add_keys(writing, "fingerprints", "art_d", {8})
    with file.reading() as reading:
        assert partners(reading, "fingerprints", {7, 8}, most=2, but="art_b") == {"art_a": 1, "art_d": 1}
        assert partners(reading, "fingerprints", {7, 8}, most=4) == {"art_a": 1, "art_b": 1, "art_c": 1, "art_d": 2}


def test_what_hangs_together_by_strong_links_by_rulings_and_by_the_stories_there_are(file: LedgerFile) -> None:
    names = [f"art_{letter}" for letter in "abcdefg"]
    pairs = {("a", "b"): 0.6, ("a", "c"): 0.2, ("b", "c"): 0.1, ("c", "d"): 0.7, ("b", "d"): 0.35, ("d", "e"): 0.3}
    links = [ArticleLink(f"art_{a}", f"art_{b}", score, ()) for (a, b), score in pairs.items()]
    same = Judgement("art_e", "art_f", "same", "AB", MOMENT)
    with file.writing(RUN) as writing:
        add_articles(writing, [article(name.removeprefix("art_"), words=name) for name in names])
        add_article_links(writing, links)
        before = component_of(writing, ["art_a"], [same], least=0.35)
        assert before.article_ids == ("art_a", "art_b", "art_c", "art_d")
        assert set(before.scores.values()) == {0.6, 0.2, 0.1, 0.7, 0.35}
        assert component_of(writing, ["art_a"], [same], least=0.4).article_ids == ("art_a", "art_b")
        assert component_of(writing, ["art_a"], [same], least=0.3).article_ids == tuple(names[:6])
        store_change(writing, Change((), stories=((Story("sto_1", ("art_a", "art_g")), ()),)))
        assert component_of(writing, ["art_a"], [], least=0.4).article_ids == ("art_a", "art_b", "art_g")
        add_judgement(writing, Judgement("art_b", "", "not_article", "AB", MOMENT, "text"))
        for seed in ("art_a", "art_b"):  # what is no article links the others still
            left = component_of(writing, [seed], [], least=0.35)
            assert (left.article_ids, left.aside) == (("art_a", "art_c", "art_d", "art_g"), ("art_b",))
            assert set(left.scores) == {("art_a", "art_c"), ("art_c", "art_d")}
