"""
What the documents promise is so: the glossary is of the records, the command line's page of the commands.

``python tests/test_docs.py`` writes the two generated parts anew.
"""

import ast
import inspect
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import click
import pytest

from sayso import __version__, records
from sayso.cli.commands import sayso as group
from sayso.config import Config, load_config
from sayso.export.trace_json import SCHEMA

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]

# sayso says who asserts and who contests. These are never its own words.
NEVER = re.compile(
    r"\b(true|false|fake[sd]?|facts?|factual|(un)?confirmed|confirms|debunk\w*|(un)?verified|refuted|hoax)\b",
    re.IGNORECASE,
)


def generated(name: str) -> str:
    """The part of a page that is made from the code."""
    return "\n".join(glossary_lines() if name == "records" else command_lines())


def glossary_lines() -> Iterator[str]:
    """A row for each record, in the order in which an article meets them."""
    yield "| Record | What it is | Fields |"
    yield "|---|---|---|"
    for name, record in vars(records).items():
        if is_dataclass(record) and inspect.getmodule(record) is records:
            doc = " ".join((record.__doc__ or "").split()).replace("``", "`").replace("|", "\\|")
            yield f"| {name} | {doc} | {', '.join(f'`{field.name}`' for field in fields(record))} |"


def command_lines() -> Iterator[str]:
    """The help of every command, in the order of use."""
    for path, command in walk(group, ("sayso",)):
        settings = group.context_settings | {"terminal_width": 92}
        context = click.Context(command, info_name=" ".join(path), **settings)
        yield f"## `{' '.join(path)}`" if len(path) > 1 else "## `sayso`"
        yield ""
        yield "```text"
        yield command.get_help(context).strip()
        yield "```"
        yield ""


def walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and those inside it, with the words that call them."""
    yield path, command
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from walk(inner, (*path, name))


def parts_of(page: str, name: str) -> tuple[str, str, str]:
    """What stands before, between and behind the marks of a generated part."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    before, _, rest = page.partition(begin)
    between, _, after = rest.partition(end)
    return before + begin, between, end + after


@pytest.mark.parametrize(("page", "name"), [("glossary.md", "records"), ("cli.md", "commands")])
def test_generated_parts_are_up_to_date(page: str, name: str) -> None:
    _, between, _ = parts_of((DOCS / page).read_text(encoding="utf-8"), name)
    assert between.strip() == generated(name).strip(), f"docs/{page}: run  python tests/test_docs.py"


def test_readme_and_docs_name_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in group.commands:
        assert f"sayso {name}" in readme or f"`{name}`" in readme, f"README.md does not name sayso {name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_and_commands_that_pages_name_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`((?:src|docs|bench|tests|examples|training)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), f"{page.name} names {path}, which is not there"
    for name in re.findall(r"^\$? ?sayso ([a-z]+)", text, re.MULTILINE):
        assert name in group.commands, f"{page.name} shows sayso {name}, which is no command"
    for module in re.findall(r"python -m bench\.(\w+)", text):
        assert (ROOT / f"bench/{module}.py").exists(), f"{page.name} names bench.{module}, which is not there"


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def test_settings_that_the_formats_show_are_the_defaults(tmp_path: Path) -> None:
    (shown,) = blocks("formats.md", "toml")
    (tmp_path / "sayso.toml").write_text(shown, encoding="utf-8")
    assert load_config(tmp_path / "sayso.toml") == Config()


def test_the_documents_that_the_formats_show_are_json() -> None:
    documents = [json.loads(block) for block in blocks("formats.md", "json")]
    assert documents[-1]["schema"] == SCHEMA


def test_the_version_is_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def strings_for_people(path: Path) -> Iterator[tuple[int, str]]:
    """Strings of a module that could be shown to somebody: no docstrings, and those with a space in them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented) and node.body]
    docs = {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docs and " " in str(node.value):
            yield node.lineno, str(node.value)


# Modules whose strings are words that articles use, which sayso looks for and never says.
LOOKED_FOR = {"words.py", "wavering.py", "attribute", "resolve", "match", "trace", "ingest", "segment"}


def test_sayso_never_judges_in_its_own_words() -> None:
    found = []
    for path in sorted((ROOT / "src/sayso").rglob("*.py")):
        if not LOOKED_FOR & set(path.relative_to(ROOT / "src/sayso").parts):
            found += [f"{path.name}:{line}: {text!r}" for line, text in strings_for_people(path) if NEVER.search(text)]
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_documents_never_judge(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not [match[0] for match in NEVER.finditer(text)]


def write_generated_parts() -> None:
    """Bring the generated parts up to date."""
    for page, name in (("glossary.md", "records"), ("cli.md", "commands")):
        path = DOCS / page
        before, _, after = parts_of(path.read_text(encoding="utf-8"), name)
        path.write_text(f"{before}{generated(name).strip()}\n{after}", encoding="utf-8")


if __name__ == "__main__":
    write_generated_parts()
