"""
How a text stands to a claim that is given with it, on FNC-1: ``sayso stance --jsonl``, scored by the referee script.

usage: python -m bench.given_claim [--corpora DIR] [--only-unseen] [--json FILE] [--keep DIR]

Asked is every article whose text has a stance in the gold (for, against, observing), with its claim; its title is not
given. --only-unseen: only articles of the stories of the 13 rumours, which no model was fitted to; without it most of
what is scored was seen in training. Intervals are a bootstrap over claims.
"""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import (
    NotMeasured,
    arguments,
    corpus,
    main_of,
    referee,
    referee_module,
    report,
    rows,
    sayso,
    unseen_stories,
    write_rows,
)
from bench.intervals import Figure, Tally

Row = Mapping[str, Any]
Figures = dict[str, float | list[float] | Figure]


def gold_rows(corpora: Path, *, only_unseen: bool = False) -> list[dict[str, Any]]:
    """The articles of FNC-1 whose text has a stance towards their one claim."""
    every = [row for row in rows(corpus(corpora, "stories/fnc1.jsonl")) if row["body_stance"]]
    if not only_unseen:
        return every
    stories = unseen_stories(corpora)
    return [row for row in every if row["story"] in stories]


def ask(gold: Sequence[Row], scratch: Path) -> tuple[Path, float]:
    """The command's lines, and the seconds that it took."""
    questions, answers = scratch / "stance-asked.jsonl", scratch / "stance.jsonl"
    asked = [
        {"id": row["id"], "claim_id": row["claim_ids"][0], "claim": row["claims"][0], "text": row["text"]}
        for row in gold
    ]
    write_rows(questions, asked)
    return answers, sayso("stance", "--jsonl", questions, stdout=answers)


def figures_of(shown: str) -> Figures:
    """The figures that the referee prints."""
    found: Figures = {}
    for name in ("accuracy", "macro-F1"):
        if line := re.search(rf"^{name}\s+([\d.]+) \[\s*([\d.]+),\s*([\d.]+)\]", shown, re.MULTILINE):
            found[f"stance, {name}"] = [float(each) for each in line.groups()]
    return found


def score(corpora: Path, gold: Sequence[Row], answers: Path, scratch: Path, name: str) -> Figures:
    """What the referee makes of the answers to these rows. NotMeasured: there is no referee."""
    ids = {row["id"] for row in gold}
    kept, given = scratch / "stance-gold.jsonl", scratch / "stance-given.jsonl"
    write_rows(kept, [{key: row[key] for key in ("id", "claim_ids", "body_stance")} for row in gold])
    write_rows(given, [row for row in rows(answers) if row["id"] in ids])
    shown = referee(corpora, "score_stance.py", kept, given)
    if shown is None:
        raise NotMeasured("no score_stance.py beside the corpora: the stances were found and not scored")
    print(f"{name}\n{shown}")
    figures = figures_of(shown) | classes_of(corpora, kept, given)
    return {f"{name}: articles": len(gold)} | {f"{name}: {label}": value for label, value in figures.items()}


def classes_of(corpora: Path, gold: Path, given: Path) -> dict[str, Figure]:
    """F1 of each class with its interval over claims, which the referee does not print."""
    with referee_module(corpora, "score_stance") as script:
        answers = script.read(str(gold), str(given))
        classes = script.CLASSES
    claims = sorted({claim for claim, _, _ in answers})
    counts = Tally(len(claims))
    for claim, wanted, found in answers:
        for name in classes:
            right = wanted == found == name
            counts.f1(f"{name}, F1", claims.index(claim), int(right), int(found == name), int(wanted == name))
    return counts.figures()


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--only-unseen", action="store_true", help="only the stories of the 13 rumours")
    options = parser.parse_args()
    fresh = gold_rows(options.corpora, only_unseen=True)
    every = fresh if options.only_unseen else gold_rows(options.corpora)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.keep or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        answers, seconds = ask(every, scratch)
        report("Stance towards a given claim", {"articles": len(every), "seconds": seconds})
        figures = score(options.corpora, fresh, answers, scratch, "stories of the 13 rumours")
        if not options.only_unseen:
            figures |= score(options.corpora, every, answers, scratch, "all stories")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)
