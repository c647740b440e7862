"""
Do the figures still stand above the floors of bench/floors.json? ``python -m bench.check_floors [--corpora DIR]``

For CI: well under ten minutes on two cores. Without the corpora it prints one line and ends well, because a fresh
checkout has none. A floor is what was measured, less a little; lowering one is a decision to be made in the open.
A name that begins with "at most" is a ceiling.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench import attribution, cofenet, gum, nested, rumours, stories
from bench.common import NotMeasured
from bench.intervals import plain

FLOORS = Path(__file__).with_name("floors.json")


def measure(corpora: Path, scratch: Path, floors: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The figures that the floors are about; a group whose referee is missing is left out, and said so."""
    found: dict[str, dict[str, float]] = {}
    if "attribution" in floors:
        found["attribution"] = attribution.measure(corpora, scratch)
    if "cofenet" in floors:
        found["cofenet"] = cofenet.measure(corpora, scratch)
    if "gum" in floors:
        found["gum"] = gum.measure(corpora, scratch).values()
    if "nested" in floors:
        found["nested"] = plain(nested.measure(scratch, "reported"))
    if "rumours" in floors:
        traces, _ = rumours.make_traces(rumours.rumours(corpora, "rumours"), scratch)
        if scored := rumours.score(corpora, "rumours", traces, scratch):
            found["rumours"] = plain(scored[1])
    if "stories" in floors:
        gold, answer, _ = stories.group(corpora, scratch, hard_only=True)
        if graded := stories.score(corpora, gold, answer):
            found["stories"] = graded[1]
    for name in floors.keys() - found.keys():
        print(f"skipped: {name}, no referee script beside the corpora")
    return found


def compare(floors: dict[str, dict[str, float]], found: dict[str, dict[str, float]]) -> list[str]:
    """A line for each floor; those that do not hold begin with BELOW."""
    lines = []
    for group in sorted(floors.keys() & found.keys()):
        for name, floor in floors[group].items():
            ceiling = name.startswith("at most ")
            value = found[group].get(name.removeprefix("at most "))
            holds = value is not None and (value <= floor if ceiling else value >= floor)
            shown = "missing" if value is None else f"{value:.1f}"
            lines.append(f"{'ok   ' if holds else 'BELOW'}  {group:12s} {name:34s} {shown:>8s}  floor {floor:.1f}")
    return lines


def main() -> int:
    """The command line; status 1 when a floor does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if not options.corpora.is_dir():
        print(f"quality floors skipped: no corpora at {options.corpora}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        try:
            found = measure(options.corpora, Path(scratch), floors)
        except NotMeasured as error:
            print(f"quality floors not measured: {error}", file=sys.stderr)
            return 3
    lines = compare(floors, found)
    print("\n".join(lines))
    return 1 if any(line.startswith("BELOW") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
