"""
Write measured figures into docs/accuracy.md: ``python -m bench.publish FOLDER``.

FOLDER holds what the measurements wrote with ``--json``: attribution.json, rumours.json, stories.json, speed.json; a
table whose file is missing stays as it is.
"""

import json
import sys
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs/accuracy.md"

RUMOURS = {
    "credits, F1": "all/credit/micro",
    "credits of named sources, F1": "all/credit named/micro",
    "credits of unnamed sources, F1": "all/credit unnamed/micro",
    "credits with their role, F1": "all/credit+role/micro",
    "via, of matched credits": "all/via/micro",
    "primary outlet, right": "all/primary/micro",
    "a primary outlet given where there is none (lower is better)": "all/false primary/micro",
    "stance, macro F1": "all/stance macro-F1/micro",
    "stance, right": "all/stance/micro",
    "origins by name, F1": "all/origins/micro",
    "contested by, F1": "all/contested_by/micro",
    "number of origins inside the range": "all/interval covers/micro",
    "width of that range, mean, in origins": "all/interval width/micro",
    "evidence cut exactly": "all/evidence/micro",
}


def rows_of(name: str, figures: dict[str, float]) -> dict[str, float]:
    """What a table shows of the figures, in its order and words."""
    if name == "rumours":
        return {label: figures[key] for label, key in RUMOURS.items() if key in figures}
    shown = {label: value for label, value in figures.items() if not label.startswith("seconds, ")}  # speed has those
    return {label.replace("b-cubed", "B-cubed"): value for label, value in shown.items()}


def table(figures: dict[str, float]) -> str:
    """The figures as a Markdown table."""
    lines = [f"| {label} | {_shown(value)} |" for label, value in figures.items()]
    return "\n".join(["| Figure | Measured |", "|---|---:|", *lines])


def _shown(value: float) -> str:
    if value >= 200:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 2 else f"{value:.2f}".rstrip("0")


def publish(folder: Path) -> list[str]:
    """Write the tables; returns the names of those that were written."""
    page = PAGE.read_text(encoding="utf-8")
    written = []
    for name in ("attribution", "rumours", "stories", "speed"):
        file = folder / f"{name}.json"
        if not file.exists():
            continue
        begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
        before, _, rest = page.partition(begin)
        after = rest.partition(end)[2]
        page = before + begin + table(rows_of(name, json.loads(file.read_text(encoding="utf-8")))) + "\n" + end + after
        written.append(name)
    PAGE.write_text(page, encoding="utf-8")
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit((__doc__ or "").strip())
    print("written:", ", ".join(publish(Path(sys.argv[1]))) or "nothing")
