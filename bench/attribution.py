"""
Who says what, on PolNeAR: exact spans and linked attributions of the reader, in percent, with 95 % intervals.

usage: python -m bench.attribution [--corpora DIR] [--split dev] [--reader fast] [--found FILE] [--json FILE]

exact           every contiguous fragment of a role (source, cue, content) is one item, counted once an article; right
                when start and end agree
linked overlap  an attribution is right when its cue, content and source overlap those of an annotated one (no source:
                both have none; annotated without a cue: what is left), paired one to one in text order
linked exact    right when all spans of all three roles are the very same
quotations      an annotated content is found when some content covers more than 0.3 or 0.8 of it (the counting of the
                Gender Gap Tracker, Asr et al. 2021); speaker accuracy: those of the found whose sources agree
slices          an F1 of two sides: of the found ones in the slice, how many are right; of the annotated ones in it,
                how many are found. The slice is told from each one's own words
nested          PolNeAR annotates no attributions inside others (its guidelines forbid it), so that found ones with a
                parent are left out; "with nested" counts them, each as one too many

Micro-averaged. Intervals are a bootstrap over articles. ``--found`` scores the lines of a file instead of reading.
The referee script, where there is one, is run too: every figure that both have must agree to 0.1.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import arguments, corpus, main_of, referee, report, rows, sayso, write_rows
from bench.intervals import Figure, Tally
from bench.spans import ROLES, Attribution, Pairs, covered, paired, same_attribution, same_exactly, same_source, slices
from sayso.config import READERS

COVERS = (0.3, 0.8)
LINKED = {"linked overlap F1": same_attribution, "linked exact F1": same_exactly}
IN_REFEREE = {f"exact {role} F1": f"spans/exact {role}" for role in ROLES} | {
    "linked overlap F1": "rel/overlap",
    "linked exact F1": "linked/exact",
    **{f"quotations at {cover} cover F1": f"ggt@{cover} quotes" for cover in COVERS},
    **{f"speaker accuracy at {cover} cover": f"ggt@{cover} speaker accuracy" for cover in COVERS},
}


def tally(gold: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Attribution]], *, cuts: bool = True) -> Tally:
    """
    Count every figure, article by article.

    ``gold``: rows with id, text, publisher and attributions; ``found``: the attributions of each id. ``cuts``: slices
    too. Attributions without content are left out on both sides.
    """
    counts = Tally(len(gold))
    for number, row in enumerate(gold):
        wanted = [each for each in row["attributions"] if each["content"]]
        everything = [each for each in found.get(row["id"], ()) if each["content"]]
        got = outermost(everything)
        _count_spans(counts, number, got, wanted)
        linked = {name: paired(got, wanted, fits, cues=fits is same_attribution) for name, fits in LINKED.items()}
        for name, pairs in linked.items():
            counts.f1(name, number, len(pairs), len(got), len(wanted))
        _count_quotations(counts, number, got, wanted)
        pairs = paired(everything, wanted, same_attribution)
        counts.f1("linked overlap F1 with nested", number, len(pairs), len(everything), len(wanted))
        for name, pairs in linked.items() if cuts else ():
            _count_slices(counts, number, name, pairs, got, wanted, row)
    return counts


def outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Those that stand inside no other."""
    return [each for each in found if each.get("parent") is None]


def _count_spans(counts: Tally, number: int, got: Sequence[Attribution], wanted: Sequence[Attribution]) -> None:
    for role in ROLES:
        ours, theirs = ({tuple(span) for each in side for span in each[role]} for side in (got, wanted))
        counts.f1(f"exact {role} F1", number, len(ours & theirs), len(ours), len(theirs))


def _count_quotations(counts: Tally, number: int, got: Sequence[Attribution], wanted: Sequence[Attribution]) -> None:
    for cover in COVERS:
        pairs = covered(got, wanted, cover)
        speakers = sum(same_source(got[ours], wanted[theirs]) for ours, theirs in pairs)
        counts.f1(f"quotations at {cover} cover F1", number, len(pairs), len(got), len(wanted))
        counts.share(f"speaker accuracy at {cover} cover", number, speakers, len(pairs))


def _count_slices(
    counts: Tally,
    number: int,
    name: str,
    pairs: Pairs,
    got: Sequence[Attribution],
    wanted: Sequence[Attribution],
    row: Mapping[str, Any],
) -> None:
    right = ({ours for ours, _ in pairs}, {theirs for _, theirs in pairs})
    for side, each_of, hits in ((0, got, right[0]), (1, wanted, right[1])):
        for at, each in enumerate(each_of):
            for cut in (*slices(each, row["text"]), f"outlet: {row.get('publisher', '?')}"):
                one = (float(at in hits), 1.0)
                counts.add(f"{name}, {cut}", number, (*one, 0.0, 0.0) if side == 0 else (0.0, 0.0, *one))


def score(gold: Sequence[Mapping[str, Any]], found: Mapping[str, Sequence[Attribution]]) -> dict[str, Figure]:
    """All figures in percent with their intervals."""
    return tally(gold, found).figures()


def primary(path: Path) -> list[dict[str, Any]]:
    """One line for each article of a PolNeAR file: those that are scored."""
    return [row for row in rows(path) if row.get("primary", True)]


def read_texts(
    articles: Sequence[Mapping[str, Any]], folder: Path, name: str, *, reader: str = READERS[0]
) -> dict[str, list[dict[str, Any]]]:
    """The attributions that ``sayso read --jsonl`` finds in rows with id and text, by id; also left in ``folder``."""
    inputs, answers = folder / f"{name}.in.jsonl", folder / f"{name}.jsonl"
    write_rows(inputs, [{"id": row["id"], "text": row["text"]} for row in articles])
    sayso("read", "--reader", reader, "--jsonl", inputs, stdout=answers)  # an article that is not read is no figure
    return {row["id"]: row["attributions"] for row in rows(answers)}


def measure(corpora: Path, folder: Path, split: str = "dev") -> dict[str, float]:
    """Read the split and score it: the figures without intervals and slices."""
    articles = primary(corpus(corpora, f"attribution/polnear/{split}.jsonl"))
    return tally(articles, read_texts(articles, folder, "attributions"), cuts=False).values()


def disagreements(figures: Mapping[str, Figure], shown: str, in_referee: Mapping[str, str] = IN_REFEREE) -> list[str]:
    """A line for every figure that is more than 0.1 off the referee's printout; ``in_referee`` has its names there."""
    lines = []
    for name, theirs in in_referee.items():
        line = re.search(rf"^{re.escape(theirs)} .*?([\d.]+)(?:\s+\(.*)?$", shown, re.MULTILINE)
        if line is None:
            lines.append(f"{name}: the referee does not print {theirs}")
        elif abs(figures[name].value - float(line[1])) > 0.1:
            lines.append(f"{name}: {figures[name].value:.2f} here, {line[1]} by the referee")
    return lines


def compare(figures: Mapping[str, Figure], shown: str | None, in_referee: Mapping[str, str] = IN_REFEREE) -> None:
    """Say whether the referee, whose printout is ``shown``, comes to the same; end with status 1 where it does not."""
    if shown is None:
        print("\nreferee: skipped, no score_attribution.py beside the corpora")
    elif lines := disagreements(figures, shown, in_referee):
        raise SystemExit("the referee disagrees\n" + "\n".join(lines))
    else:
        print(f"\nreferee: agrees to 0.1 on all {len(in_referee)} figures")


def run() -> None:
    """The command line; status 1 where the referee comes to other figures."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--split", default="dev", choices=("dev", "train"))
    parser.add_argument("--reader", default=READERS[0], choices=READERS)
    parser.add_argument("--found", type=Path, help="score these lines of sayso read --jsonl instead of reading")
    options = parser.parse_args()
    articles = primary(corpus(options.corpora, f"attribution/polnear/{options.split}.jsonl"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        answers = options.found or folder / "attributions.jsonl"
        if not options.found:
            read_texts(articles, folder, "attributions", reader=options.reader)
        figures = score(articles, {row["id"]: row["attributions"] for row in rows(answers)})
        report(f"PolNeAR {options.split}, {options.reader} reader (percent)", figures, to=options.json)
        gold = options.corpora / f"attribution/polnear/{options.split}.jsonl"
        shown = referee(options.corpora, "score_attribution.py", gold, answers, "--no-slices", "--outermost")
    compare(figures, shown)


if __name__ == "__main__":
    main_of(run)
