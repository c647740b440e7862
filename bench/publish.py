"""
Write measured figures into docs/accuracy.md.

usage: python -m bench.publish FOLDER                          from the files there
       python -m bench.publish FOLDER --measure [NAME ...]     first run the measurements (all, or those named), into it

FOLDER holds what each measurement wrote with ``--json``: attribution.json, cofenet.json and so on; a table whose file
is missing stays as it is. ``--float32 FILE`` is needed to measure quantisation. All of them take about half an hour on
two cores.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import credit_errors

PAGE = Path(__file__).parent.parent / "docs/accuracy.md"
NAMES = (
    "attribution", "fast", "cofenet", "gum", "nested", "factappeal", "attitude", "calibration", "quantisation",
    "failures", "rumours", "contraries", "given_claim", "headlines", "stories", "speed",
)  # fmt: skip
PARTS = {"attribution": ("slices",), "rumours": ("errors",)}  # tables of their own from the same figures
MORE = {"headlines": ["--cross-validate"]}
Number = float | Sequence[float]  # alone, or with the ends of its interval
Value = Number | Mapping[str, Number]  # by column

# What is known beside ours. Annotators: ``python -m bench.annotators``. CofeNet: Wang et al. 2022, on PolNeAR's test
# split. Rumours and stories: baselines on these data; readers: two independent readings of six other rumours, 74
# articles.
BESIDE: dict[str, dict[str, dict[str, float]]] = {
    "attribution": {
        "Two annotators": {
            "exact source F1": 78.2,
            "exact cue F1": 71.2,
            "exact content F1": 68.5,
            "linked overlap F1": 79.1,
            "linked exact F1": 56.8,
            "quotations at 0.3 cover F1": 84.2,
            "speaker accuracy at 0.3 cover": 92.9,
            "quotations at 0.8 cover F1": 80.4,
            "speaker accuracy at 0.8 cover": 94.2,
        },
    },
    "cofenet": {
        "CofeNet (BERT-base), on the test split": {
            "exact source F1": 83.2,
            "exact cue F1": 75.3,
            "exact content F1": 72.9,
            "begin source F1": 87.1,
            "begin cue F1": 82.3,
            "begin content F1": 79.6,
            "Jaccard source": 76.4,
            "Jaccard cue": 69.4,
            "Jaccard content": 73.2,
        },
        "Two annotators": {
            "exact source F1": 78.5,
            "exact cue F1": 71.3,
            "exact content F1": 68.7,
            "begin source F1": 82.8,
            "begin cue F1": 79.0,
            "begin content F1": 75.8,
            "Jaccard source": 70.3,
            "Jaccard cue": 64.0,
            "Jaccard content": 71.1,
        },
    },
    "rumours": {
        "Outlet names and cue patterns": {
            "credits, F1": 48.6,
            "primary outlet, right": 68.8,
            "origins by name, F1": 59.1,
            "contested by, F1": 0.0,
            "number of origins inside the range": 46.0,
        },
        "Two readers": {
            "credits, F1": 89.2,
            "credits of unnamed sources, F1": 84.2,
            "credits with role and kind, F1": 87.7,
            "via, of matched credits": 96.5,
            "primary outlet, right": 98.3,
            "first-hand, F1": 76.9,
            "stance, right": 93.2,
            "stance, macro-F1": 90.9,
            "origins by name, F1": 100.0,
            "contested by, F1": 93.3,
            "number of origins inside the range": 100.0,
        },
    },
    "stories": {
        "TF-IDF, average link": {
            "all overlap B-cubed F1": 92.5,
            "all overlap pairs F1": 87.3,
            "hard overlap B-cubed F1": 80.0,
        },
    },
}

RUMOURS = {
    "credits, F1": "all/credit/micro",
    "credits of named sources, F1": "all/credit named/micro",
    "credits of unnamed sources, F1": "all/credit unnamed/micro",
    "credits with role, F1": "all/credit+role/micro",
    "credits with role and kind, F1": "all/credit+role+kind/micro",
    "via, of matched credits": "all/via/micro",
    "primary outlet, right": "all/primary/micro",
    "a primary outlet given where there is none (lower is better)": "all/false primary/micro",
    "first-hand, F1": "all/first_hand/micro",
    "pairs of reprints, F1": "all/reprint/micro",
    "stance, right": "all/stance/micro",
    "stance, macro-F1": "all/stance macro-F1/micro",
    "origins by name, F1": "all/origins/micro",
    "contested by, F1": "all/contested_by/micro",
    "number of origins inside the range": "all/interval covers/micro",
    "width of that range, mean, in origins": "all/interval width/micro",
    "evidence cut exactly": "all/evidence/micro",
}


def rows_of(name: str, figures: Mapping[str, Value]) -> dict[str, Value]:
    """What a table shows of the figures, in its order and words; slices have a table of their own."""
    if name == "rumours":
        return {label: figures[key] for label, key in RUMOURS.items() if key in figures}
    if name == "slices":
        return _slices(figures)
    if name == "headlines":  # the shipped models have seen all stories but those of the rumours
        return {label: value for label, value in figures.items() if not label.startswith("all stories")}
    if name == "nested":
        return _nested(figures)
    shown = {label: value for label, value in figures.items() if not label.startswith("seconds, ")}  # speed has those
    if name in ("attribution", "fast"):
        shown = {label: value for label, value in shown.items() if ", " not in label}
    return {label.replace("b-cubed", "B-cubed"): value for label, value in shown.items()}


def _nested(figures: Mapping[str, Value]) -> dict[str, Value]:
    """Kind by kind, edges and attributions."""
    kinds = dict.fromkeys(label.partition(": ")[2] for label in figures)
    columns = {"nested edges F1": "nested F1", "overlap F1": "overlap F1"}
    return {
        kind: {
            title: _first(figures[f"{name}: {kind}"]) for title, name in columns.items() if f"{name}: {kind}" in figures
        }
        for kind in kinds
    }


def _slices(figures: Mapping[str, Value]) -> dict[str, Value]:
    """Slice by slice, linked overlap and linked exact F1; outlets last."""
    cuts = sorted({label.partition(", ")[2] for label in figures if ", " in label}, key=_slice_order)
    table: dict[str, Value] = {}
    for cut in cuts:
        overlap, exact = figures[f"linked overlap F1, {cut}"], figures[f"linked exact F1, {cut}"]
        ends = [_first(overlap), *overlap[1:]] if isinstance(overlap, Sequence) else _first(overlap)
        table[cut] = {"linked overlap F1": _first(overlap), "95 % interval": ends, "linked exact F1": _first(exact)}
    return table


def _slice_order(cut: str) -> tuple[int, str]:
    kinds = ("direct", "mixed", "indirect", "source: ", "cue: ", "headline", "outlet: ")
    return next(number for number, kind in enumerate(kinds) if cut.startswith(kind)), cut


def _first(value: Value) -> float:
    if isinstance(value, Mapping):
        raise TypeError("a figure by column has no one value")
    return value[0] if isinstance(value, Sequence) else value


def table(figures: Mapping[str, Value], beside: Mapping[str, Mapping[str, float]] | None = None) -> str:
    """The figures as a Markdown table; ``beside``: the last columns' figures by their titles."""
    columns = _columns(figures)
    others = beside or {}
    heads = ["Figure", *columns, *others]
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * (len(heads) - 1)}"]
    for label, value in figures.items():
        cells = [label, *_cells(value, columns)]
        cells += [shown(known[label]) if label in known else "" for known in others.values()]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def failing(cases: Sequence[Mapping[str, str]]) -> str:
    """The sentences that fail, as a list by class."""
    lines: list[str] = []
    for kind in dict.fromkeys(case["class"] for case in cases):
        lines += [*([""] if lines else []), f"**{kind}**", ""]
        for case in (case for case in cases if case["class"] == kind):
            text = " ".join(case["text"].split())
            lines.append(f"- {text}<br>wanted: `{case['wanted']}`<br>found: `{case['found']}`")
    return "\n".join(lines)


def _columns(figures: Mapping[str, Value]) -> list[str]:
    named = [column for value in figures.values() if isinstance(value, Mapping) for column in value]
    if named:
        return list(dict.fromkeys(named))
    return (
        ["Measured", "95 % interval"] if any(isinstance(each, Sequence) for each in figures.values()) else ["Measured"]
    )


def _cells(value: Value, columns: Sequence[str]) -> list[str]:
    if isinstance(value, Mapping):
        return [_cell(value[column]) if column in value else "" for column in columns]
    cells = [shown(_first(value))]
    if len(columns) == 2:
        cells.append(_cell(value) if isinstance(value, Sequence) else "")
    return cells


def _cell(value: Value) -> str:
    """A number, or the interval of a figure that has one."""
    return f"{value[1]:.1f} to {value[2]:.1f}" if isinstance(value, Sequence) else shown(_first(value))


def shown(value: float) -> str:
    """A figure as the page writes it; a whole number is a count."""
    if isinstance(value, int) or abs(value) >= 200:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 2 else f"{value:.2f}"


def publish(folder: Path, page: Path = PAGE) -> list[str]:
    """Write the tables; returns the names of those that were written. KeyError: the page has no place for one."""
    text = page.read_text(encoding="utf-8")
    written = []
    for name in NAMES:
        file = folder / f"{name}.json"
        if not file.exists():
            continue
        measured = json.loads(file.read_text(encoding="utf-8"))
        for part in (name, *PARTS.get(name, ())):
            text = _between(text, part, _part(part, measured))
        written.append(name)
    page.write_text(text, encoding="utf-8")
    return written


def _part(part: str, measured: Any) -> str:
    if part == "failures":
        return failing(measured)
    if part == "errors":
        return credit_errors.tables(measured)
    return table(rows_of(part, measured), BESIDE.get(part))


def _between(text: str, name: str, new: str) -> str:
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise KeyError(f"the page has no place for {name}: {begin.strip()} … {end}")
    return before + begin + new + "\n" + end + after


def measure(folder: Path, names: Sequence[str], corpora: Path, float32: Path | None) -> list[str]:
    """Run measurements one after the other, their figures into ``folder``; returns the names of those that failed."""
    failed = []
    for name in names:
        if name == "quantisation" and float32 is None:
            print("skipped: quantisation, no --float32 FILE")
            continue
        more = ["--float32", str(float32)] if name == "quantisation" else MORE.get(name, [])
        module = name
        if name == "fast":  # the other reader, measured alike
            module, more = "attribution", ["--reader", "fast"]
        command = [sys.executable, "-m", f"bench.{module}", "--corpora", str(corpora), *more]
        print(f"measuring {name}", flush=True)
        if subprocess.run([*command, "--json", str(folder / f"{name}.json")], check=False).returncode:
            failed.append(name)
    return failed


def main() -> int:
    """The command line; status 1 where a measurement failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", nargs="*", choices=NAMES, metavar="NAME")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--float32", type=Path, help="the reader before it was made int8")
    options = parser.parse_args()
    failed: list[str] = []
    if options.measure is not None:
        failed = measure(options.folder, options.measure or NAMES, options.corpora, options.float32)
    print("written:", ", ".join(publish(options.folder)) or "nothing")
    if failed:
        print("not measured:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
