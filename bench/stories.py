"""
Which articles are about the same happening, on FNC-1: one ledger, ``add``, ``run``, ``stories --jsonl``.

usage: python -m bench.stories [--corpora DIR] [--hard-only] [--json FILE] [--keep DIR]

The referee script scores the grouping (B-cubed and pairs, all articles and those of stories close to each other);
without it the grouping is made and not scored. --hard-only reads the hard articles alone: a quick look.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

from bench.common import NOT_MEASURED, arguments, corpus, main_of, referee, report, rows, sayso, write_rows

LINE = re.compile(r"^(all|hard)\s+(overlap|strict)\s+(b-cubed|pairs)\s+P\s+([\d.]+)\s+R\s+([\d.]+)\s+F1\s+([\d.]+)$")
INPUT = ("id", "text", "title", "outlet", "url", "published")  # what an input may know; the rest of a line is gold


def group(corpora: Path, scratch: Path, *, hard_only: bool = False) -> tuple[Path, Path, dict[str, float]]:
    """Group the articles; returns gold lines, predicted lines and the seconds that each command took."""
    articles = list(rows(corpus(corpora, "stories/fnc1.jsonl")))
    if hard_only:
        families = json.loads(corpus(corpora, "stories/families.json").read_text(encoding="utf-8"))
        close = {story for family in families.values() for story in family}
        articles = [row for row in articles if row["story"] in close]
    gold, inputs = scratch / "gold.jsonl", scratch / "fnc1.jsonl"
    write_rows(gold, [{key: row.get(key) for key in ("id", "story", "claim_ids")} for row in articles])
    write_rows(inputs, [{key: row.get(key) for key in INPUT} for row in articles])
    ledger, answer = scratch / "stories.db", scratch / "stories.jsonl"
    ledger.unlink(missing_ok=True)
    seconds = {"articles": float(len(articles)), "seconds, add": sayso("add", "--ledger", ledger, inputs)}
    seconds["seconds, run"] = sayso("run", "--ledger", ledger, partial=True)
    seconds["seconds, stories"] = sayso("stories", "--jsonl", "--ledger", ledger, stdout=answer)
    return gold, answer, seconds


def score(corpora: Path, gold: Path, answer: Path) -> tuple[str, dict[str, float]] | None:
    """What the referee prints, and its F1 figures by name; None where there is no referee."""
    families = corpus(corpora, "stories/families.json")
    shown = referee(corpora, "score_stories.py", gold, answer, "--families", families)
    if shown is None:
        return None
    hits = filter(None, map(LINE.match, shown.splitlines()))
    return shown, {f"{hit[1]} {hit[2]} {hit[3]} F1": float(hit[6]) for hit in hits}


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--hard-only", action="store_true", help="only articles of stories close to each other")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.keep or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        gold, answer, seconds = group(options.corpora, scratch, hard_only=options.hard_only)
        report("Stories, FNC-1", seconds)
        scored = score(options.corpora, gold, answer)
        if scored is None:
            print("skipped: no score_stories.py beside the corpora, the grouping was made and not scored")
            sys.exit(NOT_MEASURED)
        print(scored[0])
        if options.json:
            options.json.write_text(json.dumps(seconds | scored[1], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)
