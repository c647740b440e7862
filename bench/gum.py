"""
Attributions inside others, and who a source is, on GUM: overlap F1, nested edges F1, source entities, in percent.

usage: python -m bench.gum [--corpora DIR] [--genres news] [--json FILE]

The texts are read with ``sayso read --jsonl``. GUM (Zeldes 2017) annotates speech and thought at every depth, and no
wishes or plans: what sayso finds of those counts as wrong here.

overlap         cue, content and source of an attribution overlap those of a gold one (or both have no source); one to
                one, greedy in text order. A gold content here is what the RST relation covers, with all inside it.
nested edges    pairs of an attribution and the one it stands inside: right when both ends are paired as above.
source entity   gold attributions with a coreference group: share of those whose paired one has a ``source_entity`` that
                is a mention of the group (pronouns apart) or its Wikipedia title, or a part of such a mention and no
                mention of another group; of all, and of those paired.

Intervals are a bootstrap over articles. The referee script, where there is one, is run too and shown.
"""

import re
import tempfile
import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import arguments, corpus, main_of, referee, report, rows, sayso, write_rows
from bench.intervals import Tally
from bench.spans import paired, same_attribution
from sayso.words import PRONOUNS

Row = Mapping[str, Any]


def edges(found: Sequence[Row], parent: str) -> set[tuple[int, int]]:
    """Places in the list of an attribution and of one that it stands inside; ``parent``: an id or a list of ids."""
    places = {row["id"]: place for place, row in enumerate(found)}
    pairs = set()
    for child, row in enumerate(found):
        given = row.get(parent) or []
        for outer in given if isinstance(given, list) else [given]:
            if outer in places:
                pairs.add((child, places[outer]))
    return pairs


def counted(
    found: Sequence[Row], gold: Sequence[Row], parent: str
) -> tuple[dict[str, tuple[int, int, int]], list[tuple[int, int]]]:
    """Right, found and gold of attributions and of edges; and the pairs of found and gold ones."""
    pairs = paired(found, gold, same_attribution)
    to_gold = dict(pairs)
    ours, theirs = edges(found, "parent"), edges(gold, parent)
    right = {(to_gold[a], to_gold[b]) for a, b in ours if a in to_gold and b in to_gold} & theirs
    return {"overlap": (len(pairs), len(found), len(gold)), "nested": (len(right), len(ours), len(theirs))}, pairs


def _key(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", name.lower().replace("’s", "").replace("'s", ""))))


def is_entity(name: str | None, attribution: Row, article: Row) -> bool:
    """Whether a name is one of the gold source's, as the module says."""
    if not name or not _key(name) or name.lower() in PRONOUNS:
        return False
    own: set[str] = set()
    others: set[str] = set()
    for entity in article["entities"]:
        mentions = [article["text"][start:end] for start, end in entity["mentions"]]
        keys = {_key(each) for each in mentions if each.lower() not in PRONOUNS}
        (own if entity["group"] == attribution["source_group"] else others).update(keys)
    if title := attribution.get("source_wikipedia"):
        own.add(_key(re.sub(r"_?\(.*\)$", "", urllib.parse.unquote(title)).replace("_", " ")))
    key = _key(name)
    return key in own or (key not in others and any(f" {key} " in f" {each} " for each in own))


def tally(articles: Sequence[Row], found: Mapping[str, Sequence[Row]]) -> Tally:
    """Count every figure, article by article."""
    counts = Tally(len(articles))
    for number, article in enumerate(articles):
        gold = [{**a, "content": a.get("content_with_nested") or a["content"]} for a in article["attributions"]]
        got = [a for a in found.get(article["id"], ()) if a["content"]]
        sums, pairs = counted(got, gold, "nested_in")
        counts.f1("attribution overlap F1", number, *sums["overlap"])
        counts.f1("nested edges F1", number, *sums["nested"])
        entity = {theirs: got[ours].get("source_entity") for ours, theirs in pairs}
        named = [place for place, attribution in enumerate(gold) if attribution.get("source_group")]
        right = sum(is_entity(entity.get(place), gold[place], article) for place in named)
        counts.share("source entity, of all", number, right, len(named))
        counts.share("source entity, of those paired", number, right, sum(place in entity for place in named))
    return counts


def measure(corpora: Path, folder: Path, genres: str = "news") -> Tally:
    """Read the texts with ``sayso read --jsonl`` and count."""
    articles = list(rows(corpus(corpora, f"attribution/gum/{genres}.jsonl")))
    inputs, answers = folder / f"gum-{genres}.jsonl", folder / f"gum-{genres}-attributions.jsonl"
    write_rows(inputs, [{"id": row["id"], "text": row["text"]} for row in articles])
    sayso("read", "--jsonl", inputs, stdout=answers, partial=True)
    return tally(articles, {row["id"]: row["attributions"] for row in rows(answers)})


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--genres", default="news", choices=("news", "other"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        figures = measure(options.corpora, folder, options.genres).figures()
        report(f"GUM {options.genres}, reader shipped in the package (percent)", figures, to=options.json)
        gold = corpus(options.corpora, f"attribution/gum/{options.genres}.jsonl")
        answers = folder / f"gum-{options.genres}-attributions.jsonl"
        shown = referee(options.corpora, "score_attribution.py", "--gum", gold, answers, "--no-slices")
        print(f"\nreferee\n{shown}" if shown else "\nreferee: skipped, no score_attribution.py beside the corpora")


if __name__ == "__main__":
    main_of(run)
