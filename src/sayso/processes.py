"""
Starting a plain Python that calls one function of this program, and what all processes of this program do alike.

Not by ``multiprocessing``, which would run the caller's own script again in each process.
"""

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from sayso.processes import named; named(sys.argv[2])(*sys.argv[3:])"
)
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def named(function: str) -> Callable[..., Any]:
    """The function that "module:name" names. ImportError, AttributeError: there is none."""
    module, _, name = function.partition(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def python_command(function: str, *arguments: str) -> list[str]:
    """The command line of a Python with this one's paths that calls ``function`` ("module:name") with these words."""
    paths = json.dumps([str(each) for each in sys.path])
    # -P: a json.py in the working folder is not Python's
    return [sys.executable, "-P", "-c", _BOOT, paths, function, *arguments]


def single_threaded() -> dict[str, str]:
    """The environment of one process of several: libraries keep to one thread in it."""
    return {**os.environ, **_ONE_THREAD, "TOKENIZERS_PARALLELISM": "false"}


def collect_rarely() -> None:
    """
    Look more rarely for objects that refer to each other in a circle, which hardly any record does.

    A run holds hundreds of thousands of small records, and Python went through all of them every few hundred new ones:
    at 100,000 articles a tenth of the time.
    """
    gc.set_threshold(20_000, 20, 100)
