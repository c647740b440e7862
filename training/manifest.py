"""The digests of the shipped models: written here only."""

import hashlib
import json

from sayso.models import weights_folder


def record(name: str) -> None:
    """Write the SHA-256 of a file that lies in the weights folder into the manifest."""
    path = weights_folder() / "manifest.json"
    digests = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    digests[name] = hashlib.sha256((weights_folder() / name).read_bytes()).hexdigest()
    path.write_text(json.dumps(dict(sorted(digests.items())), indent=1) + "\n", encoding="utf-8")
