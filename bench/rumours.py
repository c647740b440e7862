"""
Credits, primary outlet, stance and origins on rumours: one ledger a rumour, ``add``, ``run``, ``trace``.

usage: python -m bench.rumours [--corpora DIR] [--set rumours] [--json FILE] [--keep DIR]

The referee script scores the traces, and ``bench.credit_errors`` counts what is wrong with them; without the referee
the traces are made and nothing is scored.
"""

import json
import sys
import tempfile
from pathlib import Path

from bench.common import NOT_MEASURED, arguments, corpus, main_of, referee, report, sayso
from bench.credit_errors import count_errors, figures_of, tables
from bench.intervals import Figure


def rumours(corpora: Path, which: str) -> list[Path]:
    """The folders of the rumours, by name."""
    return sorted(path.parent for path in corpus(corpora, which).glob("*/gold.json"))


def claim_text(rumour: Path) -> str:
    """The claim as the gold puts it."""
    gold = json.loads((rumour / "gold.json").read_text(encoding="utf-8"))
    claim = gold["claim"]
    return str(claim["text"] if isinstance(claim, dict) else claim)


def make_traces(folders: list[Path], scratch: Path) -> tuple[Path, float]:
    """A trace document for each rumour; returns their folder and the seconds that all took."""
    traces = scratch / "traces"
    traces.mkdir(parents=True, exist_ok=True)
    seconds = 0.0
    for rumour in folders:
        ledger = scratch / f"{rumour.name}.db"
        ledger.unlink(missing_ok=True)
        seconds += sayso("add", "--ledger", ledger, rumour / "articles.jsonl")
        seconds += sayso("run", "--ledger", ledger, partial=True)
        answer = traces / f"{rumour.name}.json"
        seconds += sayso("trace", claim_text(rumour), "--json", "--ledger", ledger, stdout=answer)
    return traces, seconds


def score(
    corpora: Path, which: str, traces: Path, scratch: Path, *flags: str
) -> tuple[str, dict[str, Figure | float]] | None:
    """What the referee prints, and its figures by name; None where there is no referee."""
    figures = scratch / "figures.json"
    shown = referee(corpora, "score_rumours.py", corpora / which, traces, "--json", figures, *flags)
    if shown is None:
        return None
    return shown, flat(json.loads(figures.read_text(encoding="utf-8")))


def flat(document: object, name: str = "") -> dict[str, Figure | float]:
    """The numbers of nested JSON objects, by path; ``x`` beside ``x_ci`` is a figure with its interval."""
    if isinstance(document, dict):
        found: dict[str, Figure | float] = {}
        for key, value in document.items():
            path = f"{name}/{key}" if name else str(key)
            ends = document.get(f"{key}_ci")
            found |= {path: Figure(value, *ends)} if ends and value is not None else flat(value, path)
        return found
    if isinstance(document, (int, float)) and not isinstance(document, bool):
        return {name: float(document)}
    return {}


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--set", default="rumours", choices=("rumours", "rumours-train"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.keep or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        folders = rumours(options.corpora, options.set)
        traces, seconds = make_traces(folders, scratch)
        report(f"{len(folders)} rumours of {options.set}", {"seconds for add, run and trace of all": seconds})
        scored = score(options.corpora, options.set, traces, scratch, "--per-rumour")
        if scored is None:
            print("skipped: no score_rumours.py beside the corpora, the traces were made and not scored")
            sys.exit(NOT_MEASURED)
        shown, figures = scored
        print(shown)
        errors = figures_of(count_errors(options.corpora, options.set, traces))
        print(tables(errors))
        if options.json:
            options.json.write_text(json.dumps(figures | errors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)
