"""One name for one source across the articles that carry a claim: "Rollinger" here is "Sabine Rollinger" there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sayso.outlets import name_key, outlets
from sayso.records import ClaimCredit


def outlet_name(name: str) -> str:
    """The name under which the outlet table has it; as given where the table does not."""
    known = outlets().by_name(name)
    return known.name if known else name


def unify_names(credits: Mapping[str, tuple[ClaimCredit, ...]]) -> dict[str, tuple[ClaimCredit, ...]]:
    """
    The same credits, by article, with one spelling and kind for each name; of those that become equal the first stays.

    A lone surname is read as the one full name of a person that ends in it, of the same article first.
    """
    every = [credit for article_id in sorted(credits) for credit in credits[article_id]]
    spelling = _spellings(every)
    kinds = _kinds(every)
    everywhere = _surnames(every)
    return {
        article_id: _unified(own, spelling, kinds, [_surnames(own), everywhere]) for article_id, own in credits.items()
    }


def _unified(
    own: Iterable[ClaimCredit],
    spelling: Mapping[str, str],
    kinds: Mapping[str, str],
    surnames: Iterable[Mapping[str, set[str]]],
) -> tuple[ClaimCredit, ...]:
    found: dict[tuple[object, ...], ClaimCredit] = {}
    for credit in own:
        name, kind = credit.name, credit.kind
        if name and kind in ("person", "post") and " " not in name.strip():
            name = _complete(name, surnames)
        if name:
            name = outlet_name(name) if kind == "outlet" else spelling.get(name_key(name), name)
        if name and kind == "organization" and kinds.get(name_key(name)) == "outlet":
            kind, name = "outlet", outlet_name(name)
        via = outlet_name(credit.via) if credit.via else None
        unified = replace(credit, name=name, kind=kind, via=via)
        key = (name or credit.source_id, kind, credit.role, via)
        found.setdefault(key, unified)
    return tuple(found.values())


def _complete(surname: str, pools: Iterable[Mapping[str, set[str]]]) -> str:
    for pool in pools:
        full = pool.get(name_key(surname), set())
        if len(full) == 1:
            return min(full)
    return surname


def _surnames(credits: Iterable[ClaimCredit]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for credit in credits:
        if credit.name and credit.kind == "person" and " " in credit.name.strip():
            found.setdefault(name_key(credit.name.split()[-1]), set()).add(credit.name)
    return found


def _spellings(credits: Iterable[ClaimCredit]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for credit in credits:
        if credit.name:
            counts.setdefault(name_key(credit.name), Counter())[credit.name] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in counts.items()}


def _kinds(credits: Iterable[ClaimCredit]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for credit in credits:
        if credit.name:
            counts.setdefault(name_key(credit.name), Counter())[credit.kind] += 1
    return {key: min(kinds, key=lambda kind: (-kinds[kind], kind)) for key, kinds in counts.items()}
