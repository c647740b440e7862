"""An origin as a record: its name, what it relied on, the articles that lead to it, and the places that say so."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import networkx as nx

from sayso.assess.endings import Ending, source_of
from sayso.assess.support import Support, is_relay
from sayso.records import AnnotatedArticle, Appearance, ClaimCredit, Origin, Reason
from sayso.rulings import Settled, in_words


def describe_origin(
    group: Sequence[Ending],
    support: Support,
    appearances: Iterable[Appearance],
    articles: Mapping[str, AnnotatedArticle],
    judged: Collection[str] = (),
) -> Origin:
    """
    The record of one group of endings.

    It is named after a post or document where there is one, else after the outlet given as closest to the origin; of
    what a person merged (``judged``: keys) after that which most leads to.
    """

    def rank(ending: Ending) -> tuple[bool, bool, bool, int]:
        most = {each for node in ending.nodes for each in nx.ancestors(support.graph, node)} if merged else ()
        return ending.kind not in ("post", "document"), not ending.closest, not ending.name, -len(most)

    merged = any(ending.key in judged for ending in group)
    head = min(group, key=rank)
    nodes = frozenset[str]().union(*(ending.nodes for ending in group))
    sources = frozenset[str]().union(*(ending.sources | ending.nodes for ending in group)) - head.nodes
    rests_on = {source_of(node) for node in sources if not is_relay(node) and source_of(node)[1] != "unstated"}
    above = frozenset[str]().union(*(nx.ancestors(support.graph, node) for node in nodes)) | nodes
    names = {ending.name for ending in group if ending.name}
    leading = [each for each in appearances if each.article_id in above or _tells_of(each, names)]
    leading.sort(key=lambda each: each.article_id)
    reasons = [reason for each in leading for reason in _reasons(each, names, articles)]
    return Origin(
        name=head.name,
        kind=head.kind,
        rests_on=tuple(sorted(rests_on, key=lambda each: (each[0] is None, each[0] or "", each[1]))),
        article_ids=tuple(each.article_id for each in leading),
        in_ledger=any(node.startswith("art_") for node in nodes),
        reasons=tuple(reasons),
        keys=tuple(sorted(ending.key for ending in group)),
    )


def describe_sources(sources: Settled, appearances: Iterable[Appearance]) -> tuple[Reason, ...]:
    """A reason for each judgement on two sources that this claim's articles credit, at the place of the first."""
    credited = {c.source_id: (c, a.article_id) for a in appearances for c in a.credits}
    found = []
    for each in (*sources.same, *sources.apart):
        if each.a in credited and each.b in credited:
            (one, article_id), (other, _) = credited[each.a], credited[each.b]
            text = f"Of two articles, {_who(one)} and {_who(other)}: {in_words(each)}."
            found.append(Reason("judged", text, article_id, one.evidence, one.statement_id))
    return tuple(found)


def _tells_of(appearance: Appearance, names: set[str]) -> bool:
    """Whether an article that contests the claim says that one of these has made it."""
    claimed = (credit for credit in appearance.credits if credit.role == "claim")
    return appearance.stance == "contests" and any({credit.name, credit.via} & names for credit in claimed)


def _reasons(appearance: Appearance, names: set[str], articles: Mapping[str, AnnotatedArticle]) -> Iterable[Reason]:
    outlet = articles[appearance.article_id].article.outlet or "An article"
    for credit in appearance.credits:
        own = credit.name == outlet  # "told the Parade", in the Parade: its reporting, as the next reason says
        if credit.role == "claim" and (credit.name in names or credit.via in names) and not own:
            place = (appearance.article_id, credit.evidence, credit.statement_id)
            text = f"{outlet} credits {_who(credit, outlet)}."
            yield Reason("cites" if credit.kind == "outlet" else "quotes", text, *place)
    if appearance.first_hand and outlet in names:
        yield Reason("first_hand", f"{outlet} has this from its own reporting.", appearance.article_id, None)
    whose = _copied_from(appearance, articles)
    if whose and whose != outlet:  # a later version of its own text is no copy
        yield Reason("copies", f"{outlet} carries the text of {whose}.", appearance.article_id, None)


def _copied_from(appearance: Appearance, articles: Mapping[str, AnnotatedArticle]) -> str:
    """Whose text an article carries; empty where it carries nobody else's."""
    target = appearance.reprint_of or ""
    if target in articles:
        return articles[target].article.outlet or "another article"
    return target.removeprefix("wire:") if target.startswith("wire:") else "another article" if target else ""


def _who(credit: ClaimCredit, own: str | None = None) -> str:
    """Whom a credit names, and through which outlet unless that is the article's ``own``."""
    who = credit.name or f"an unnamed {'source' if credit.kind == 'unnamed' else credit.kind}"
    return f"{who}, through {credit.via}" if credit.via and credit.via not in (credit.name, own) else who
