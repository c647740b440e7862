"""
"The headline says more than the body": headlines that state a claim over texts that only pass it on, on FNC-1.

usage: python -m bench.headlines [--corpora DIR] [--only-unseen] [--cross-validate] [--json FILE] [--keep DIR]

The gold is derived. FNC-1 pairs headlines with texts of the same claim: "agree", "disagree", "discuss". Of a text we
know its stance on the claim (for, against, observing). A headline that agrees with a text that is for the claim, or
disagrees with one that is against it, is itself for it (asserts); the other way round it is against it; one that only
discusses a text that takes a side is observing. A headline's stance is that of most of its pairings, in all articles of
the claim.

asked      every article with a title of its own, a stance of its text, and a title whose stance is known
positive   the title is for the claim, the text is not: observing or against
says more, F1                         over all that are asked
says more, of headlines that assert   the same over those whose title is for the claim only: those of which CLAIMS.md
                                      counts 352 and 14 in 1,092 on FNC-1 with its test side (and with titles that are
                                      only probable, which are not asked here). Calling all positive: "all of them"
headline stance                       accuracy and macro-F1 of the headline's own stance, each title once

What is found are the lines of ``sayso stance --jsonl`` with titles. The shipped models were fitted to these stories,
but for those of the 13 rumours (--only-unseen). --cross-validate: also by models that have seen nothing of a title's
family of stories, as ``training/train_headline.py`` makes them (minutes; --found FILE: those that it wrote before).
Intervals are a bootstrap over stories.
"""

import collections
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import NotMeasured, arguments, corpus, main_of, report, rows, sayso, unseen_stories, write_rows
from bench.intervals import Figure, Tally

OTHER = {"for": "against", "against": "for"}
CLASS = {"asserts": "for", "contests": "against", "reports": "observing", "questions": "observing"}
Row = Mapping[str, Any]


def own_stances(articles: Iterable[Row]) -> dict[tuple[str, str], str]:
    """(claim id, headline) -> its own stance on the claim, where some text that takes a side was paired with it."""
    votes: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for row in articles:
        body = row["body_stance"]
        if body not in OTHER:
            continue  # beside a text that observes every headline is said to discuss it
        own = {"agree": body, "disagree": OTHER[body], "discuss": "observing"}
        for headline, label in row["stances"].items():
            votes[row["claim_ids"][0], headline][own[label]] += 1
    return {key: min(found, key=lambda each: (-found[each], each)) for key, found in votes.items()}


def asked(articles: Sequence[Row], own: Mapping[tuple[str, str], str]) -> list[dict[str, Any]]:
    """The articles that are asked: id, claim_id, claim, text, title, story, and the stances of title and text."""
    return [
        {
            "id": row["id"],
            "claim_id": row["claim_ids"][0],
            "claim": row["claims"][0],
            "title": row["title"],
            "text": row["text"],
            "story": row["story"],
            "headline": own[row["claim_ids"][0], row["title"]],
            "body": row["body_stance"],
        }
        for row in articles
        if row["body_stance"] and row["title"] and (row["claim_ids"][0], row["title"]) in own
    ]


def tally(gold: Sequence[Row], found: Mapping[tuple[str, str], Row]) -> dict[str, Figure | float]:
    """All figures; ``found``: by article and claim, with says_more (bool) and headline (a stance)."""
    stories = sorted({row["story"] for row in gold})
    counts = Tally(len(stories))
    stances: list[tuple[str, str]] = []
    for row in gold:
        at = stories.index(row["story"])
        answer = found.get((row["id"], row["claim_id"]), {})
        positive = row["headline"] == "for" and row["body"] != "for"
        says = bool(answer.get("says_more"))
        names = {"says more, F1": True, "says more, of headlines that assert, F1": row["headline"] == "for"}
        for name in (name for name, holds in names.items() if holds):
            counts.f1(name, at, int(says and positive), int(says), int(positive))
        if row["headline"] == "for":
            counts.f1("of headlines that assert, all of them, F1", at, int(positive), 1, int(positive))
        stance = CLASS.get(answer.get("headline", ""), "none")
        counts.share("headline stance, accuracy", at, float(stance == row["headline"]), 1.0)
        stances.append((row["headline"], stance))
    positives = sum(row["headline"] == "for" and row["body"] != "for" for row in gold)
    asserting = sum(row["headline"] == "for" for row in gold)
    counted = {"articles": len(gold), "headlines that assert": asserting, "of these over another text": positives}
    return counted | counts.figures() | {"headline stance, macro-F1": macro_f1(stances)}


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean F1 of the gold's classes, percent; ``pairs``: gold and found."""
    every = []
    for name in sorted({gold for gold, _ in pairs}):
        right = sum(pair == (name, name) for pair in pairs)
        total = sum(gold == name for gold, _ in pairs) + sum(found == name for _, found in pairs)
        every.append(200 * right / total)
    return sum(every) / len(every) if every else 0.0


def find(gold: Sequence[Row], scratch: Path) -> Path:
    """The lines of ``sayso stance --jsonl``."""
    questions, answers = scratch / "headlines-asked.jsonl", scratch / "headlines.jsonl"
    write_rows(questions, [{key: row[key] for key in ("id", "claim_id", "claim", "title", "text")} for row in gold])
    sayso("stance", "--jsonl", questions, stdout=answers)
    return answers


def cross_validated(corpora: Path, scratch: Path) -> Path:
    """The lines of models that have seen nothing of a title's family of stories."""
    script, out = Path(__file__).parent.parent / "training/train_headline.py", scratch / "cross-validated.jsonl"
    command = [
        sys.executable,
        str(script),
        "--corpora",
        str(corpora),
        "--cache",
        str(scratch / "vectors.pkl"),
        str(out),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotMeasured(f"{script.name} ended with status {done.returncode}:\n{done.stderr.strip()[-2000:]}")
    return out


def answers_in(lines: Path) -> dict[tuple[str, str], Row]:
    """The lines of a file, by article and claim."""
    return {(row["id"], row["claim_id"]): row for row in rows(lines)}


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--only-unseen", action="store_true", help="only the stories of the 13 rumours")
    parser.add_argument("--cross-validate", action="store_true", help="also with models fitted to other stories")
    parser.add_argument("--found", type=Path, help="cross-validated lines that were written before")
    options = parser.parse_args()
    articles = list(rows(corpus(options.corpora, "stories/fnc1.jsonl")))
    gold = asked(articles, own_stances(articles))
    stories = unseen_stories(options.corpora)
    fresh = [row for row in gold if row["story"] in stories]
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.keep or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        found = answers_in(find(fresh if options.only_unseen else gold, scratch))
        measured = {"stories of the 13 rumours": tally(fresh, found)}
        if not options.only_unseen:
            measured["all stories"] = tally(gold, found)
        if options.found or options.cross_validate:
            apart = options.found or cross_validated(options.corpora, scratch)
            measured["cross-validated"] = tally(gold, answers_in(apart))
    figures = {f"{name}: {label}": value for name, every in measured.items() for label, value in every.items()}
    report("The headline says more than the body", figures, to=options.json)


if __name__ == "__main__":
    main_of(run)
