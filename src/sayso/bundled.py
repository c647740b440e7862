"""
The invented newsrooms that come with sayso: where they lie and what to ask them.

The folder ``examples/`` of the project is put into the package as ``sayso/examples`` when it is built; in a working
copy it lies where it is kept. Each newsroom's ``expected.json`` names its input files and the claims to trace.
"""

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from sayso.errors import InputError


@dataclass(frozen=True, slots=True)
class Newsroom:
    """An invented newsroom: what ``sayso add`` takes in, and the claims that its README follows."""

    name: str  # of its folder: "water-plant"
    story: str  # in one sentence
    inputs: tuple[Path, ...]
    claims: tuple[str, ...]  # in a user's words, the main one first


def examples_folder() -> Path:
    """The folder of the bundled newsrooms. InputError: this installation has none."""
    package = Path(str(resources.files("sayso")))
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / "README.md").is_file():
            return folder
    raise InputError("The bundled examples are not in this installation. Nothing was read. Install sayso again.")


def newsrooms() -> tuple[Newsroom, ...]:
    """All bundled newsrooms, by name."""
    return tuple(_newsroom(path.parent) for path in sorted(examples_folder().glob("*/expected.json")))


def _newsroom(folder: Path) -> Newsroom:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Newsroom(
        name=folder.name,
        story=expected["story"],
        inputs=tuple(folder / name for name in expected["inputs"]),
        claims=tuple(trace["claim"] for trace in expected["traces"]),
    )
