"""
Who the sources of single news sentences are, on FactAppeal: their spans, named or not, and of what kind, in percent.

usage: python -m bench.factappeal [--corpora DIR] [--split val] [--json FILE]

The sentences are read one by one with ``sayso read --jsonl``; there is no referee for this corpus. Gold: every span of
type Source, all of which belong to a Fact_Appeal of their sentence. Found: the source of every attribution, one item
for each set of spans however many attributions share it; an attribution without a source has none. What sayso calls an
intention or a feeling is left out, since it is no appeal to a fact.

Found and gold sources are paired one-to-one where they share a character, those that share most first.
F1 = 2 pairs / (found + gold), over the whole split.

source spans F1        found counts where its content shares a character with a Fact_Appeal: FactAppeal marks who is
                       appealed to for a fact, and leaves what people say of opinions, wishes and advice unmarked,
                       quoted or not. sayso does not tell facts from opinions.
source spans F1, all   every found source counts, so that each quoted opinion is one too many.
... exact              as the first, but start and end must be the same, blanks and .,: at the ends apart.

Among the pairs of the first:
named/unnamed  right when found is named as gold ``named`` says. Found is named when ``source_name`` is given and has
               a capital letter (a document without its own name is called by its description, "study"), and the span
               is no bare pronoun: sayso names whom a pronoun stands for, FactAppeal counts it as unnamed.
kind           right when ``source_kind`` is one that the gold type maps to, over pairs whose gold has a type:
               News_Report -> outlet; Expert_Document -> document; Direct_Evidence -> document, post;
               Official, Expert, Active_Participant, Witness -> person, organization, unnamed, post. These last four are
               the part that somebody plays in the event, which sayso does not claim to know: they are one class here,
               and "post" is in it because sayso calls what somebody posted a post of that name. No found source, as for
               a pronoun that the sentence does not explain, is wrong.

The intervals are 95 % bootstrap percentiles over sentences (1,000 draws, fixed seed).
"""

import random
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import arguments, corpus, main_of, report, rows, sayso, write_rows

SOMEBODY = frozenset({"person", "organization", "unnamed", "post"})
KINDS: Mapping[str, frozenset[str]] = {
    "News_Report": frozenset({"outlet"}),
    "Expert_Document": frozenset({"document"}),
    "Direct_Evidence": frozenset({"document", "post"}),
    "Official": SOMEBODY,
    "Expert": SOMEBODY,
    "Active_Participant": SOMEBODY,
    "Witness": SOMEBODY,
}
PRONOUN = re.compile(r"(?:he|she|it|they|we|i|you|who|which|that|this|these|those|one|some|others)\W*", re.IGNORECASE)
ATTITUDES = frozenset({"statement", "belief"})
FIGURES = (
    "source spans F1",
    "source spans exact F1",
    "source spans F1, all",
    "named/unnamed accuracy",
    "kind accuracy",
)
Counts = tuple[int, ...]  # found, gold, paired, exact; found and paired of all; named right, with a type, kind right
Spans = Sequence[tuple[int, int]]


def found_sources(row: Mapping[str, Any], within: Spans | None = None) -> list[Mapping[str, Any]]:
    """The distinct sources of a line's attributions, in text order; ``within``: of contents that touch these only."""
    by_place: dict[Any, Mapping[str, Any]] = {}
    for attribution in row["attributions"]:
        spans = tuple(sorted((start, end) for start, end in attribution["source"]))
        content = attribution["content"]
        about = bool(content) if within is None else shared(content, within) > 0
        if spans and about and attribution["attitude"] in ATTITUDES:
            by_place.setdefault(spans, attribution)
    return [by_place[spans] for spans in sorted(by_place)]


def shared(a: Iterable[Sequence[int]], b: Iterable[Sequence[int]]) -> int:
    """How many characters two sets of spans have in common."""
    b = list(b)
    return sum(max(0, min(e, e2) - max(s, s2)) for s, e in a for s2, e2 in b)


def pairs(found: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """(number of the found, number of the gold) one-to-one, those that share most characters first."""
    scored = [
        (-shared(f["source"], [(g["start"], g["end"])]), i, j) for i, f in enumerate(found) for j, g in enumerate(gold)
    ]
    chosen: list[tuple[int, int]] = []
    for overlap, i, j in sorted(scored):
        if overlap and all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return chosen


def is_named(text: str, found: Mapping[str, Any]) -> bool:
    """Whether sayso gives a name, and the sentence's words for it are no bare pronoun."""
    words = " ".join(text[start:end] for start, end in found["source"]).strip()
    name = found["source_name"] or ""
    return any(letter.isupper() for letter in name) and PRONOUN.fullmatch(words) is None


def count(gold_row: Mapping[str, Any], found_row: Mapping[str, Any]) -> Counts:
    """What one sentence adds up to."""
    text = gold_row["text"]
    gold = [span for span in gold_row["spans"] if span["type"] == "Source"]
    appeals = [(span["start"], span["end"]) for span in gold_row["spans"] if span["type"] == "Fact_Appeal"]
    everyone, found = found_sources(found_row), found_sources(found_row, appeals)
    matched = [(found[i], gold[j]) for i, j in pairs(found, gold)]
    exact = sum(_trimmed(text, f["source"]) == _trimmed(text, [(g["start"], g["end"])]) for f, g in matched)
    named = sum(is_named(text, f) == g["named"] for f, g in matched)
    typed = [(f, g) for f, g in matched if g["source_type"]]
    kinds = sum(f["source_kind"] in KINDS[g["source_type"]] for f, g in typed)
    loose = len(everyone), len(pairs(everyone, gold))
    return len(found), len(gold), len(matched), exact, *loose, named, len(typed), kinds


def _trimmed(text: str, spans: Spans) -> tuple[str, int]:
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return text[start:end].strip(" .,:\n"), start + len(text[start:end]) - len(text[start:end].lstrip(" .,:\n"))


def figures(counts: Iterable[Counts]) -> dict[str, float]:
    """The figures of some sentences, in percent."""
    sums = [sum(column) for column in zip(*counts, strict=True)]
    found, gold, paired, exact, everyone, loose, named, typed, kinds = sums
    spans = [200 * hits / max(each + gold, 1) for hits, each in ((paired, found), (exact, found), (loose, everyone))]
    values = (*spans, 100 * named / max(paired, 1), 100 * kinds / max(typed, 1))
    return dict(zip(FIGURES, values, strict=True))


def intervals(counts: Sequence[Counts], draws: int = 1000) -> dict[str, tuple[float, float]]:
    """The 2.5th and 97.5th percentile of each figure over sentences drawn with replacement."""
    dice = random.Random(0)
    drawn = [figures(dice.choices(counts, k=len(counts))) for _ in range(draws)]
    cut = max(round(draws * 0.025), 1)
    ordered = {name: sorted(each[name] for each in drawn) for name in FIGURES}
    return {name: (values[cut - 1], values[-cut]) for name, values in ordered.items()}


def measure(corpora: Path, folder: Path, split: str = "val") -> list[Counts]:
    """Read the split with ``sayso read --jsonl`` and count each sentence."""
    gold = list(rows(corpus(corpora, f"attribution/factappeal/{split}.jsonl")))
    inputs, answers = folder / "factappeal.jsonl", folder / "factappeal_read.jsonl"
    write_rows(inputs, [{"id": row["id"], "text": row["text"]} for row in gold])
    sayso("read", "--jsonl", inputs, stdout=answers, partial=True)
    found = {row["id"]: row for row in rows(answers)}
    return [count(row, found.get(row["id"], {"attributions": []})) for row in gold]


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--split", default="val", choices=("val", "train"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        counts = measure(options.corpora, folder, options.split)
    ends = intervals(counts)
    table = {name: (value, *ends[name]) for name, value in figures(counts).items()}
    report(f"FactAppeal {options.split} (percent; 95 % intervals over sentences)", table, to=options.json)


if __name__ == "__main__":
    main_of(run)
