"""
Known failures: invented sentences of which the reader misreads the one attribution that they are about.

usage: python -m bench.failures [--json FILE]

The classes are those of real errors on PolNeAR dev; the sentences (bench/failures.toml) and the people in them are made
up, because no text of a corpus may be shown. Prints, and writes as JSON, those that still fail and what is found.
"""

import json
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.attribution import read_texts
from bench.common import arguments, main_of
from bench.spans import ROLES, same_attribution, same_exactly, touch

CASES = Path(__file__).with_name("failures.toml")


def cases() -> list[dict[str, Any]]:
    """The sentences, each with an id and its attribution as spans."""
    given = tomllib.loads(CASES.read_text(encoding="utf-8"))["failure"]
    return [case | {"id": str(number), "wanted": _wanted(case)} for number, case in enumerate(given)]


def _wanted(case: Mapping[str, Any]) -> dict[str, list[list[int]]]:
    wanted: dict[str, list[list[int]]] = {}
    for role in ROLES:
        parts = [case[name] for name in (role, f"{role}2") if case.get(name)]
        starts = [case["text"].rindex(part) if role == "cue" else case["text"].index(part) for part in parts]
        wanted[role] = [[start, start + len(part)] for start, part in zip(starts, parts, strict=True)]
    return wanted


def fails(case: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> bool:
    """Whether no found attribution is the wanted one, in the sense that the case is judged by."""
    if case["judged"] == "exact":
        return not any(same_exactly(each, case["wanted"]) for each in found)
    return not any(
        touch(each["cue"], case["wanted"]["cue"]) and same_attribution(each, case["wanted"]) for each in found
    )


def worded(text: str, attribution: Mapping[str, Any]) -> str:
    """source | cue | content."""
    roles = (" … ".join(text[start:end] for start, end in attribution[role]) or "-" for role in ROLES)
    return " | ".join(" ".join(role.split()) for role in roles)


def measure(folder: Path) -> list[dict[str, str]]:
    """The sentences that still fail: class, sentence, what is wanted and what is found."""
    known = cases()
    found = read_texts(known, folder, "failures")
    failing = []
    for case in known:
        got = found[case["id"]]
        if fails(case, got):
            near = [each for each in got if any(touch(each[role], case["wanted"][role]) for role in ("cue", "content"))]
            failing.append(
                {
                    "class": case["class"],
                    "text": case["text"],
                    "wanted": worded(case["text"], case["wanted"]),
                    "found": "; ".join(worded(case["text"], each) for each in near) or "nothing",
                }
            )
    return failing


def run() -> None:
    """The command line."""
    options = arguments(__doc__ or "").parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        failing = measure(Path(scratch))
    for each in failing:
        print(f"{each['class']}\n  {each['text']}\n  wanted  {each['wanted']}\n  found   {each['found']}")
    print(f"{len(failing)} of {len(cases())} still fail")
    if options.json:
        options.json.write_text(json.dumps(failing, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)
