"""What the measurements share: the corpora, the ``sayso`` command, the referee scripts, the table."""

import argparse
import contextlib
import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

NOT_MEASURED = 3


class NotMeasured(Exception):
    """A corpus or a command is missing: no figure can be given."""


def arguments(about: str) -> argparse.ArgumentParser:
    """The options that every measurement takes."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of the corpora")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--keep", type=Path, help="keep what sayso printed in this folder")
    return parser


def corpus(folder: Path, name: str) -> Path:
    """A file or folder of the corpora; NotMeasured where it is missing."""
    path = folder / name
    if not path.exists():
        raise NotMeasured(f"{path} is not there: give --corpora DIR")
    return path


def sayso(*words: str | Path, stdout: Path | None = None, partial: bool = False) -> float:
    """
    Run the ``sayso`` command of this Python, its answers to a file; returns the seconds it took.

    ``partial``: go on with a complaint where some articles could not be read.
    """
    command = [str(Path(sys.executable).with_name("sayso")), *map(str, words)]
    with open(stdout, "wb") if stdout else contextlib.nullcontext(subprocess.DEVNULL) as out:
        started = time.monotonic()
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False)
        seconds = time.monotonic() - started
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip()[-2000:]
        if partial and done.returncode == NOT_MEASURED:
            print(last, file=sys.stderr)
            return seconds
        raise NotMeasured(f"{' '.join(command)} ended with status {done.returncode}:\n{last}")
    return seconds


def referee(corpora: Path, script: str, *words: str | Path) -> str | None:
    """What a referee script beside the corpora prints; None where there is none."""
    folder = corpora.resolve().parent / "score"
    if not (folder / script).exists():
        return None
    command = [sys.executable, script, *(str(w.resolve()) if isinstance(w, Path) else w for w in words)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotMeasured(f"{script} ended with status {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


@contextlib.contextmanager
def referee_module(corpora: Path, name: str) -> Iterator[ModuleType]:
    """A referee script itself, for its matching and its relations. NotMeasured: it is not beside the corpora."""
    folder = corpora.resolve().parent / "score"
    if not (folder / f"{name}.py").exists():
        raise NotMeasured(f"{folder} has no {name}.py")
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def unseen_stories(corpora: Path) -> set[str]:
    """The stories of FNC-1 that no shipped model was fitted to: those of the 13 rumours."""
    ids = {row["id"] for path in corpus(corpora, "rumours").glob("*/articles.jsonl") for row in rows(path)}
    return {row["story"] for row in rows(corpus(corpora, "stories/fnc1.jsonl")) if row["id"] in ids}


def write_rows(path: Path, lines: Sequence[Mapping[str, Any]]) -> None:
    """A JSONL file of objects."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def report(title: str, figures: Mapping[str, float | Sequence[float]], *, to: Path | None = None) -> None:
    """
    Print the figures as a table, and write them as JSON where a file is given.

    A figure is a number, or a number with the two ends of its 95 % interval.
    """
    print(title)
    for name, figure in figures.items():
        value, *ends = figure if isinstance(figure, Sequence) else (figure,)
        interval = f"   [{ends[0]:.1f}, {ends[1]:.1f}]" if ends else ""
        print(f"  {name:56s} {value:10.1f}{interval}")
    if to:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def main_of(run: Any) -> None:
    """Run a measurement; a missing corpus is one clear line and status 3."""
    try:
        run()
    except NotMeasured as error:
        print(f"not measured: {error}", file=sys.stderr)
        sys.exit(NOT_MEASURED)
