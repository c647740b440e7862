"""
Attributions inside others, on invented sentences: overlap F1 and nested edges F1, in percent.

usage: python -m bench.nested [--half reported] [--json FILE]

The sentences (training/nested_sentences.jsonl) are this project's own, a fifth of them without any nesting. Those with
an odd number were used in choosing what the reader keeps; the even ones are reported. Counting is that of bench.gum;
intervals are a bootstrap over sentences.
"""

import tempfile
from pathlib import Path

from bench.common import arguments, main_of, report, rows, sayso, write_rows
from bench.gum import Row, counted
from bench.intervals import Figure, Tally

SENTENCES = Path(__file__).parent.parent / "training/nested_sentences.jsonl"


def half(name: str) -> list[Row]:
    """The sentences of one half: ``chosen_on`` or ``reported``."""
    return [row for row in rows(SENTENCES) if int(row["id"][1:]) % 2 == (name == "chosen_on")]


def measure(folder: Path, which: str) -> dict[str, Figure]:
    """Read the sentences with ``sayso read --jsonl`` and score them, whole and by kind."""
    cases = half(which)
    inputs, answers = folder / "nested.jsonl", folder / "nested-attributions.jsonl"
    write_rows(inputs, [{"id": row["id"], "text": row["text"]} for row in cases])
    sayso("read", "--jsonl", inputs, stdout=answers, partial=True)
    found = {row["id"]: row["attributions"] for row in rows(answers)}
    counts = Tally(len(cases))
    for number, row in enumerate(cases):
        sums, _ = counted(found.get(row["id"], []), row["attributions"], "parent")
        for name, each in sums.items():
            for kind in ("all", row["kind"]):
                if any(each):  # a kind without nesting, and none found, has no figure
                    counts.f1(f"{name} F1: {kind}", number, *each)
    figures = counts.figures()
    return {name: figures[name] for name in sorted(figures, key=lambda name: (not name.endswith(": all"), name))}


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--half", default="reported", choices=("reported", "chosen_on"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        figures = measure(folder, options.half)
        report(f"invented nested sentences, {options.half} half (percent)", figures, to=options.json)


if __name__ == "__main__":
    main_of(run)
