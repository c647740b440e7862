"""
What goes wrong on the rumours, by class: every credit, every origin, every primary outlet, right or how it is wrong.

``bench.rumours`` counts these with its figures; alone, on traces that it kept: python -m bench.credit_errors TRACES

credits   matched as the referee matches them, role ignored: *right* when role, kind and via are the same too, else
          wrong in one or more of them; *other name*: left over on both sides, and the two evidences overlap; the rest
          is missed or spurious. Of what is annotated, but for spurious, which is of what is given
primary   right, another outlet, missing where there is one; in vain where there is none
origins   by name, unnamed ones of the gold left out. A group that has no gold origin's name is a piece of the one that
          most of its articles lead to by their annotated credits. *Split*: an origin of which there are several
          groups. *Merged*: one without a group of its own, whose articles lie in a group of another. *Other name*: it
          has one group, which is called otherwise. A group that is a piece of none is spurious
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.common import arguments, corpus, main_of, referee_module
from bench.intervals import Tally

KINDS = ("outlet", "person", "organization", "unnamed", "document", "post")
ROLES = ("claim", "counter", "context")
WRONG = ("right", "missed", "other name", "wrong role", "wrong kind", "wrong via")
Row = Mapping[str, Any]


def count_errors(corpora: Path, which: str, traces: Path) -> Tally:
    """Count the errors of a folder of traces, rumour by rumour."""
    folders = sorted(path.parent for path in corpus(corpora, which).glob("*/gold.json"))
    counts = Tally(len(folders))
    with referee_module(corpora, "score_rumours") as referee:
        aliases = referee.load_aliases()
        for number, folder in enumerate(folders):
            gold, texts = referee.read_gold(str(folder))
            path = traces / f"{folder.name}.json"
            given = referee.read_pred(str(path)) if path.exists() else {}
            names = referee.Names(gold, given, aliases)
            by_id = {each["input_id"]: each for each in given.get("articles") or []}
            for article in gold["articles"]:
                found = by_id.get(article["id"])
                _credits(counts, number, referee, names, article, found, texts[article["id"]])
                _primary(counts, number, names, article, found or {})
            _origins(counts, number, names, gold, given)
    return counts


# ---- credits ----


def _credits(
    counts: Tally, number: int, referee: ModuleType, names: Any, article: Row, found: Row | None, text: str
) -> None:
    wanted, _ = referee.credits_of(article["credits"], names, article["id"], text, True)
    given, _ = referee.credits_of((found or {}).get("credits"), names, article["id"], text, False)
    matched = dict(referee.matching(wanted, given, referee.same, referee.weight))
    taken = set(matched.values())
    rest = [at for at in range(len(given)) if at not in taken]
    left = [at for at in range(len(wanted)) if at not in matched]
    otherwise = dict(
        referee.matching([wanted[at] for at in left], [given[at] for at in rest], referee.touches, referee.weight)
    )
    otherwise = {left[ours]: rest[theirs] for ours, theirs in otherwise.items()}
    for at, credit in enumerate(wanted):
        wrong = errors_of(credit, given[matched[at]] if at in matched else None, named=at in otherwise)
        for row in (f"kind/{credit['kind']}", f"role/{credit['role']}", "kind/all"):
            for name in WRONG:
                counts.share(f"credits by {row}/{name}", number, float(name in wrong), 1.0)
        role = given[matched[at]]["role"] if at in matched else "missed"
        for name in (*ROLES, "missed"):
            counts.share(f"roles/{credit['role']}/{name}", number, float(name == role), 1.0)
        counts.share("credits/article left out", number, float(found is None), 1.0)
    _spurious(counts, number, given, [at for at in rest if at not in otherwise.values()])


def errors_of(wanted: Row, given: Row | None, *, named: bool) -> set[str]:
    """In what a credit is wrong; ``given``: its match, if any, ``named``: one of another name stands there."""
    if given is None:
        return {"other name" if named else "missed"}
    return {f"wrong {what}" for what in ("role", "kind", "via") if wanted[what] != given[what]} or {"right"}


def _spurious(counts: Tally, number: int, given: Sequence[Row], extra: Sequence[int]) -> None:
    for at, credit in enumerate(given):
        for row in (f"kind/{credit['kind']}", f"role/{credit['role']}", "kind/all"):
            counts.share(f"credits by {row}/spurious", number, float(at in extra), 1.0)


def _primary(counts: Tally, number: int, names: Any, article: Row, found: Row) -> None:
    wanted, given = (names.canon(each.get("primary"), article["id"]) for each in (article, found))
    if wanted:
        for name, holds in (
            ("right", given == wanted),
            ("another outlet", given is not None and given != wanted),
            ("missing", given is None),
        ):
            counts.share(f"primary/{name}", number, float(holds), 1.0)
    else:
        counts.share("primary/in vain", number, float(given is not None), 1.0)


# ---- origins ----


def _origins(counts: Tally, number: int, names: Any, gold: Row, given: Row) -> None:
    wanted = {names.canon(name) for name in gold["origins"]} - {None}
    groups = [
        (names.canon(each.get("name")), list(each.get("articles") or ()))
        for each in (given.get("origins") or {}).get("groups") or ()
    ]
    leads = {article["id"]: leads_to(article, wanted, names) for article in gold["articles"]}
    of_gold, of_given = judge_origins(wanted, groups, leads)
    for origin in sorted(wanted):
        for name in ("right", "split", "merged", "other name", "missed"):
            counts.share(f"origins/{name}", number, float(name in of_gold[origin]), 1.0)
    for piece, (name, _) in zip(of_given, groups, strict=True):
        counts.share("groups/right", number, float(name in wanted), 1.0)
        counts.share("groups/piece of one", number, float(name not in wanted and piece is not None), 1.0)
        counts.share("groups/spurious, named", number, float(piece is None and name is not None), 1.0)
        counts.share("groups/spurious, unnamed or unstated", number, float(piece is None and name is None), 1.0)


def leads_to(article: Row, origins: set[str], names: Any) -> str | None:
    """The gold origin that an article leads to: its primary outlet, else the only one that it credits for the claim."""
    primary = names.canon(article["primary"], article["id"])
    if primary in origins:
        return str(primary)
    credited = {
        name
        for credit in article["credits"]
        if credit["role"] == "claim"
        for name in (names.canon(credit["name"], article["id"]), names.canon(credit["via"], article["id"]))
    }
    return str(min(credited & origins)) if len(credited & origins) == 1 else None


def judge_origins(
    wanted: set[str], groups: Sequence[tuple[str | None, Sequence[str]]], leads: Mapping[str, str | None]
) -> tuple[dict[str, set[str]], list[str | None]]:
    """What became of each gold origin, and which one each group is, or is a piece of."""
    of_given = [name if name in wanted else _mostly(articles, leads) for name, articles in groups]
    of_gold: dict[str, set[str]] = {}
    for origin in wanted:
        own = [name for (name, _), piece in zip(groups, of_given, strict=True) if piece == origin]
        elsewhere = any(
            piece not in (origin, None) and any(leads.get(each) == origin for each in articles)
            for (_, articles), piece in zip(groups, of_given, strict=True)
        )
        found = {"right"} if origin in own else {"other name"} if own else {"merged"} if elsewhere else {"missed"}
        of_gold[origin] = found | ({"split"} if len(own) > 1 else set())
    return of_gold, of_given


def _mostly(articles: Sequence[str], leads: Mapping[str, str | None]) -> str | None:
    votes = Counter(origin for each in articles if (origin := leads.get(each)))
    best = min(votes, key=lambda origin: (-votes[origin], origin), default=None)
    return best if best and 2 * votes[best] > len(articles) else None


# ---- figures and tables ----


def figures_of(counts: Tally) -> dict[str, list[float]]:
    """``errors/…`` -> share in percent, the ends of its 95 % interval, how many, of how many."""
    totals = counts.counts()
    return {f"errors/{name}": [*figure, *totals[name]] for name, figure in counts.figures().items()}


def tables(figures: Mapping[str, Any]) -> str:
    """The error tables of docs/accuracy.md, from the figures that begin with ``errors/``."""
    cells = {name.removeprefix("errors/"): value for name, value in figures.items() if name.startswith("errors/")}
    heads = {"right": "Right in all", **{name: name.capitalize() for name in (*WRONG[1:], "spurious")}}
    by_kind = {row: f"credits by kind/{row}" for row in (*KINDS, "all")}
    by_role = {row: f"credits by role/{row}" for row in ROLES}
    confused = {name: name.capitalize() for name in (*ROLES, "missed")}
    return "\n\n".join(
        [
            _table("Credit of", by_kind | by_role, heads, cells),
            _table("Annotated role", {role: f"roles/{role}" for role in ROLES}, confused, cells),
            _listed(
                "Primary outlet, origins",
                {
                    "primary: right": "primary/right",
                    "primary: another outlet": "primary/another outlet",
                    "primary: missing": "primary/missing",
                    "primary: given where there is none": "primary/in vain",
                    "origin: right": "origins/right",
                    "origin: given under another name": "origins/other name",
                    "origin: split into several": "origins/split",
                    "origin: merged into another": "origins/merged",
                    "origin: missed": "origins/missed",
                    "group given: a piece of an origin, under another name": "groups/piece of one",
                    "group given: spurious, with a name": "groups/spurious, named",
                    "group given: spurious, unnamed or no basis stated": "groups/spurious, unnamed or unstated",
                    "credits in articles that the trace leaves out": "credits/article left out",
                },
                cells,
            ),
        ]
    )


def _table(title: str, rows: Mapping[str, str], columns: Mapping[str, str], cells: Mapping[str, Any]) -> str:
    lines = [f"| {title} | {' | '.join(columns.values())} |", f"|---|{'---:|' * len(columns)}"]
    for label, at in rows.items():
        found = [cells.get(f"{at}/{column}") for column in columns]
        lines.append(f"| {label} | {' | '.join(_count(cell) if cell else '' for cell in found)} |")
        if label == "all":
            lines.append(f"| *95 % interval* | {' | '.join(_ends(cell) if cell else '' for cell in found)} |")
    return "\n".join(lines)


def _listed(title: str, rows: Mapping[str, str], cells: Mapping[str, Any]) -> str:
    lines = [f"| {title} | How many | Share | 95 % interval |", "|---|---:|---:|---:|"]
    for label, at in rows.items():
        if cell := cells.get(at):
            lines.append(f"| {label} | {cell[3]:.0f} of {cell[4]:.0f} | {cell[0]:.1f} | {_ends(cell)} |")
    return "\n".join(lines)


def _count(cell: Sequence[float]) -> str:
    return f"{cell[3]:.0f} · {cell[0]:.0f} %"


def _ends(cell: Sequence[float]) -> str:
    return f"{cell[1]:.1f} to {cell[2]:.1f}"


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("traces", type=Path, help="folder of trace documents, RUMOUR.json")
    parser.add_argument("--set", default="rumours", choices=("rumours", "rumours-train"))
    options = parser.parse_args()
    figures = figures_of(count_errors(options.corpora, options.set, options.traces))
    print(tables(figures))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main_of(run)
