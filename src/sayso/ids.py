"""Content-addressed identifiers: the same facts give the same id on any machine."""

import hashlib
import json


def content_id(kind: str, **identity: object) -> str:
    """
    Name a record by what it says: ``content_id("art", url=..., text=...)`` -> ``"art_9f2c..."``.

    ``kind`` is the prefix; the 32 hexadecimal digits are the first 128 bits of SHA-256 over the identity as
    canonical JSON. Scores, run ids and clock times are never part of the identity.
    """
    canonical = json.dumps(identity, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{kind}_{hashlib.sha256(canonical.encode(errors='surrogatepass')).hexdigest()[:32]}"
