"""Two wordings of one sentence: the words that only one of them has."""

import re
from difflib import SequenceMatcher

Part = tuple[str, bool]  # words, and whether they are not in the other wording
Parts = tuple[Part, ...]


def differing(before: str, after: str) -> tuple[Parts, Parts]:
    """Both wordings in parts, on one line; joined, the parts are the whole."""
    mine, theirs = (re.findall(r"\s*\S+", " ".join(each.split())) for each in (before, after))
    steps = SequenceMatcher(None, [w.strip() for w in mine], [w.strip() for w in theirs], autojunk=False).get_opcodes()
    left = tuple(("".join(mine[a:b]), tag != "equal") for tag, a, b, _, _ in steps if a < b)
    right = tuple(("".join(theirs[a:b]), tag != "equal") for tag, _, _, a, b in steps if a < b)
    return left, right
