"""
How much of the error in origins is the assessment's own: gold credits in, what ``derive`` and ``assess`` make of them.

usage: python -m bench.oracle [--corpora DIR] [--set rumours] [--json FILE] [--keep DIR]

Each article's credits, stance, primary outlet, first_hand and reprint_of are taken from the gold rather than found, and
the origins, who contests and the number of independent origins are computed from them. With nothing wrong before it,
what is still wrong here is the last stage's, or a name that no text gives ("viral rumours").
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.common import NOT_MEASURED, arguments, main_of, rows
from bench.rumours import rumours, score
from sayso import assess, trace
from sayso.export.trace_json import trace_document
from sayso.ids import content_id
from sayso.outlets import outlets
from sayso.records import AnnotatedArticle, Appearance, Article, Claim, ClaimCredit, Span, Stance, Trace
from sayso.trace.names import outlet_name, unify_names

STANCES: Mapping[str, Stance] = {
    "affirms": "asserts", "reports": "reports", "doubts": "questions", "denies": "contests"
}  # fmt: skip
NOW = datetime(2026, 1, 1, tzinfo=UTC)  # of retrieval, which nothing here looks at


def read_articles(folder: Path) -> dict[str, AnnotatedArticle]:
    """The articles of a rumour by the id in its gold; nothing in them is read."""
    found = {}
    for row in rows(folder / "articles.jsonl"):
        known = outlets().by_domain(row["outlet"]) if row["outlet"] else None
        outlet = known.name if known else row["outlet"]
        identity = content_id("art", url=row["url"], text=row["text"])
        article = Article(identity, row["id"], row["url"], outlet, row["title"], None, row["text"], None, NOW)
        found[row["id"]] = AnnotatedArticle(article, (), (), (), (), (), b"")
    return found


def gold_appearances(gold: Mapping[str, Any], articles: Mapping[str, AnnotatedArticle]) -> tuple[Appearance, ...]:
    """How each article carries the claim by the gold; ``articles`` by the gold's id."""
    speaking = [row for row in gold["articles"] if row["stance"] != "unrelated"]
    ids = {row["id"]: articles[row["id"]].article.id for row in gold["articles"]}
    credits = unify_names({ids[row["id"]]: tuple(_credits(row, articles[row["id"]].article)) for row in speaking})
    return tuple(
        Appearance(
            article_id=ids[row["id"]],
            stance=STANCES[row["stance"]],
            sentence=None,
            score=1.0,
            first_hand=bool(row["first_hand"]),
            primary=outlet_name(row["primary"]) if row["primary"] else None,
            reprint_of=ids.get(row["reprint_of"], row["reprint_of"]) if row["reprint_of"] else None,
            credits=credits[ids[row["id"]]],
        )
        for row in speaking
    )


def _credits(row: Mapping[str, Any], article: Article) -> Iterable[ClaimCredit]:
    for number, each in enumerate(row["credits"]):
        at = article.text.find(each["evidence"])
        evidence = Span(at, at + len(each["evidence"]))
        yield ClaimCredit(
            name=each["name"],
            kind=each["kind"],
            role=each["role"],
            via=each["via"],
            evidence=evidence,
            statement_id=None,
            source_id=f"src_{article.id}_{number}",
            because="as annotated",
        )


def trace_of(label: str, appearances: Iterable[Appearance], articles: Mapping[str, AnnotatedArticle]) -> Trace:
    """The trace that rests on these appearances; ``articles`` by article id."""
    found = tuple(sorted(appearances, key=lambda each: each.article_id))
    claim = Claim(content_id("clm", query=label), "", label, ())
    derivations = trace.derive(found, articles)
    return Trace(claim, label, found, derivations, assess.assess_claim(claim, found, derivations, articles))


def make_traces(folders: Iterable[Path], to: Path) -> None:
    """A trace document for each rumour, from its gold."""
    to.mkdir(parents=True, exist_ok=True)
    for folder in folders:
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        by_input = read_articles(folder)
        articles = {each.article.id: each for each in by_input.values()}
        made = trace_of(gold["claim"], gold_appearances(gold, by_input), articles)
        document = trace_document(made, {key: each.article for key, each in articles.items()})
        (to / f"{folder.name}.json").write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


def run() -> None:
    """Make the traces, score them, print the table."""
    parser = arguments(__doc__.strip().splitlines()[0])
    parser.add_argument("--set", default="rumours", help="which folder of the corpora")
    parser.add_argument("--errors", action="store_true", help="also list what is wrong, by rumour")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.keep or Path(temporary)
        make_traces(rumours(options.corpora, options.set), scratch / "traces")
        flags = ["--per-rumour", *(["--errors"] if options.errors else [])]
        scored = score(options.corpora, options.set, scratch / "traces", scratch, *flags)
    if scored is None:
        print("skipped: no score_rumours.py beside the corpora")
        sys.exit(NOT_MEASURED)
    shown, figures = scored
    print(shown)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)
