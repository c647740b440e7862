"""Fresh Python processes: what lies in the working folder is not taken for Python's own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.processes import named, python_command, single_threaded


@pytest.mark.parametrize("module", ["json", "importlib", "struct"])
def test_a_module_in_the_working_folder_is_not_pythons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    (tmp_path / f"{module}.py").write_text("raise SystemExit('not Python')")
    monkeypatch.setattr(sys, "path", [os.path.abspath(each) for each in sys.path if each])
    command = python_command("builtins:print", "ferry", "stays")
    done = subprocess.run(command, cwd=tmp_path, env=single_threaded(), capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("ferry stays\n", "")


def test_a_function_by_its_name() -> None:
    assert named("os.path:join") is os.path.join
    with pytest.raises(AttributeError):
        named("os.path:nothing")


def test_a_process_of_several_looks_rarely_for_circles(tmp_path: Path) -> None:
    script = "import gc; from sayso.processes import collect_rarely; collect_rarely(); print(gc.get_threshold()[0])"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 10_000
