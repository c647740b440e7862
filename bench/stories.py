"""
Which articles are about the same happening, on FNC-1: one ledger, ``add``, ``run``, ``stories --jsonl``.

usage: python -m bench.stories [--corpora DIR] [--hard-only] [--json FILE] [--keep DIR]

The referee script scores the grouping (B-cubed and pairs, all articles and those of stories close to each other);
without it the grouping is made and not scored. Intervals are a bootstrap over stories of the gold. --hard-only reads
the hard articles alone: a quick look.
"""

import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import (
    NOT_MEASURED,
    arguments,
    corpus,
    main_of,
    referee,
    referee_module,
    report,
    rows,
    sayso,
    write_rows,
)
from bench.intervals import Figure, Tally

Relation = Callable[[Any, Any], bool]
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


def with_intervals(corpora: Path, gold: Path, answer: Path, figures: dict[str, float]) -> dict[str, Figure | float]:
    """The same figures with intervals; ends with status 1 where one is more than 0.1 off the referee's."""
    families = json.loads(corpus(corpora, "stories/families.json").read_text(encoding="utf-8"))
    close = {story for family in families.values() for story in family}
    with referee_module(corpora, "score_stories") as script:
        known, found = script.read(str(gold), str(answer))
        relations = {"overlap": (script.may, script.must), "strict": (script.same_story, script.same_story)}
        counted: dict[str, Figure] = {}
        for name, ids in {"all": list(known), "hard": [each for each in known if known[each][0] in close]}.items():
            for kind, (may, must) in relations.items():
                counted |= tally(f"{name} {kind}", known, found, ids, may, must).figures()
    off = [name for name, figure in counted.items() if abs(figure.value - figures[name]) > 0.1]
    if off:
        raise SystemExit(f"the referee disagrees on {', '.join(off)}")
    return figures | counted


def tally(
    name: str, known: Mapping[str, Any], found: Mapping[str, Any], ids: Sequence[str], may: Relation, must: Relation
) -> Tally:
    """B-cubed and pairs, counted story by story as the referee counts them over all."""
    stories, groups = defaultdict(list), defaultdict(list)
    for each in ids:
        stories[known[each][0]].append(each)
        if each in found:
            groups[found[each]].append(each)
    counts = Tally(len(stories))
    for number, story in enumerate(stories.values()):
        for each in story:
            group = groups[found[each]] if each in found else []
            right = sum(each == other or may(known[each], known[other]) for other in group)
            wanted = [other for other in story if each == other or must(known[each], known[other])]
            hit = sum(each in found and found.get(other) == found[each] for other in wanted)
            precision = right / len(group) if group else 0.0
            counts.add(f"{name} b-cubed F1", number, (precision, 1.0, hit / len(wanted), 1.0))
            pairs = (max(right - 1, 0), max(len(group) - 1, 0), max(hit - 1, 0), len(wanted) - 1)
            counts.add(f"{name} pairs F1", number, pairs)
    return counts


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
            figures = with_intervals(options.corpora, gold, answer, scored[1])
            options.json.write_text(json.dumps(seconds | figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)
