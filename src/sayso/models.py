"""
The shipped models: where they lie, and that they are the ones that were measured.

``weights/manifest.json`` gives each model's file and SHA-256. A file that differs raises ModelError: figures in
docs/accuracy.md hold for those bytes only.
"""

import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sayso.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers


def weights_folder() -> Path:
    """The folder of the shipped models."""
    return Path(str(resources.files("sayso"))) / "weights"


@cache
def manifest() -> dict[str, str]:
    """File name -> SHA-256 of every shipped model file."""
    path = weights_folder() / "manifest.json"
    try:
        entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path.name} is missing or damaged: reinstall sayso. Nothing was read.") from error
    return entries


@cache
def model_path(name: str) -> Path:
    """The path of a model file, once its digest has been checked."""
    path = weights_folder() / name
    wanted = manifest().get(name)
    if wanted is None or not path.exists():
        raise ModelError(f"The model file {name} is not in this installation: reinstall sayso. Nothing was read.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted:
        raise ModelError(f"The model file {name} is not the one measured (SHA-256 {found[:12]}…, want {wanted[:12]}…).")
    return path


def model_digest() -> str:
    """The first 16 hexadecimal digits of SHA-256 over the manifest: names all models at once."""
    return hashlib.sha256(json.dumps(manifest(), sort_keys=True).encode()).hexdigest()[:16]


def open_session(name: str, *, threads: int = 1) -> "onnxruntime.InferenceSession":
    """An onnxruntime session on the CPU; one thread, because articles are spread over processes."""
    import onnxruntime

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model_path(name)), options, providers=["CPUExecutionProvider"])


@cache
def open_tokenizer() -> "tokenizers.Tokenizer":
    """The uncased WordPiece tokenizer that both encoders share, without padding or truncation."""
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(model_path("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
