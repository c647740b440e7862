"""
What each article that carries a claim rests on: other articles, outlets not in the ledger, people, documents.

A node of the support graph is an article id, or ``kind:name`` (``outlet:In Touch``, ``person:Ann Lee``). Who is not
named gets a node of their own: ``unnamed:?In Touch`` is In Touch's unnamed source, ``unnamed:?art_…`` an article's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from sayso.records import AnnotatedArticle, Appearance, Article, ClaimCredit, Derivation, Reuse
from sayso.trace.names import outlet_name

Relation = Literal["wasQuotedFrom", "wasDerivedFrom", "hadPrimarySource", "wasRevisionOf"]

# The rules. Each entry of ``Derivation.because`` is "rule: the words it rests on".
CITES = "cites"  # it names an outlet as where it has this from
COPIES = "copies"  # its words are another article's
WIRE = "wire"  # it is marked as agency copy
QUOTES = "quotes"  # it names a person, document or post directly
RELAYS = "relays"  # another article says that this outlet had it from there
FIRM = 0.45  # least score of a credit that something rests on, set on the training rumours for the origins' F1
UNSTATED = "unstated"  # it asserts and gives no basis


def derive(
    appearances: Sequence[Appearance],
    articles: Mapping[str, AnnotatedArticle],
    reuse: Iterable[Reuse] = (),
    identified: Mapping[str, str] | None = None,
) -> tuple[Derivation, ...]:
    """
    What each appearance rests on, as PROV relations, sorted; ``articles`` by article id.

    ``identified``: source id -> its node, where people ruled on who a source is (``rulings.identify``).

    A credited outlet is tied to its article among the appearances where there is one that is not surely later.
    Pure, and the same for any order of the appearances.
    """
    shared = {frozenset((each.a, each.b)): each for each in reuse}
    by_outlet = _by_outlet(appearances, articles)
    found: dict[tuple[str, str], Derivation] = {}
    for appearance in sorted(appearances, key=lambda each: each.article_id):
        article = articles[appearance.article_id].article
        for derivation in _of_article(appearance, article, by_outlet, shared, identified or {}):
            key = (derivation.derived, derivation.origin)
            if derivation.derived == derivation.origin:
                continue
            if key in found:  # said by several articles: keep every reason
                because = tuple(dict.fromkeys(found[key].because + derivation.because))
                derivation = Derivation(key[0], key[1], found[key].relation, because)
            found[key] = derivation
    return tuple(found[key] for key in sorted(found))


def _by_outlet(
    appearances: Iterable[Appearance], articles: Mapping[str, AnnotatedArticle]
) -> dict[str, list[tuple[Appearance, Article]]]:
    found: dict[str, list[tuple[Appearance, Article]]] = {}
    for appearance in appearances:
        article = articles[appearance.article_id].article
        if article.outlet:
            found.setdefault(outlet_name(article.outlet), []).append((appearance, article))
    for places in found.values():
        places.sort(key=lambda pair: (pair[1].published.earliest.isoformat() if pair[1].published else "~", pair[1].id))
    return found


def _node_of_outlet(name: str, citing: Article, by_outlet: Mapping[str, list[tuple[Appearance, Article]]]) -> str:
    """The outlet's own article on the claim, the earliest that can have been read by who cites it; else the outlet."""
    for appearance, article in by_outlet.get(name, ()):
        later = citing.published and article.published and citing.published.surely_before(article.published)
        if article.id != citing.id and not later and not appearance.reprint_of:
            return article.id
    return f"outlet:{name}"


def _of_article(
    appearance: Appearance,
    article: Article,
    by_outlet: Mapping[str, list[tuple[Appearance, Article]]],
    shared: Mapping[frozenset[str], Reuse],
    identified: Mapping[str, str],
) -> Iterator[Derivation]:
    holder = article.id
    if appearance.reprint_of:
        copied = _copied(appearance, shared)
        yield copied
        if is_article(copied.origin):
            return
        holder = copied.origin  # whom agency copy credits, the agency credits
    own = outlet_name(article.outlet) if article.outlet else None
    credits = _firm(appearance)
    stated = False
    for credit in credits:
        via = outlet_name(credit.via) if credit.via else None
        if credit.kind == "outlet" and credit.name:
            name = outlet_name(credit.name)
            if name == own or f"outlet:{name}" == holder:  # "told TheWrap", in TheWrap: its own newsroom
                continue
            relation: Relation = "hadPrimarySource" if name == appearance.primary else "wasDerivedFrom"
            origin = _node_of_outlet(name, article, by_outlet)
            derived = _node_of_outlet(via, article, by_outlet) if via and via != own else holder
            yield Derivation(derived, origin, relation, _because(RELAYS if via else CITES, article, credit))
        elif via and via != own:
            carrier = _node_of_outlet(via, article, by_outlet)
            yield Derivation(holder, carrier, "wasDerivedFrom", _because(CITES, article, credit))
            source = identified.get(credit.source_id) or node_of_source(credit, via)
            yield Derivation(carrier, source, "hadPrimarySource", _because(RELAYS, article, credit))
        else:
            origin = identified.get(credit.source_id) or node_of_source(credit, holder)
            yield Derivation(holder, origin, "hadPrimarySource", _because(QUOTES, article, credit))
        stated = True
    silent = not stated and holder == article.id and not appearance.first_hand
    if silent and appearance.stance in ("asserts", "reports"):
        yield Derivation(article.id, f"unstated:{article.id}", "wasDerivedFrom", (f"{UNSTATED}: It gives no basis.",))


def _firm(appearance: Appearance) -> list[ClaimCredit]:
    """The credits for the claim that are likely enough to rest on; where none is, the likeliest."""
    claimed = [credit for credit in appearance.credits if credit.role == "claim"]
    best = max((credit.score for credit in claimed), default=0.0)
    primary = {appearance.primary} - {None}
    return [each for each in claimed if each.score >= min(FIRM, best) or {each.name, each.via} & primary]


def _copied(appearance: Appearance, shared: Mapping[frozenset[str], Reuse]) -> Derivation:
    target = appearance.reprint_of or ""
    if target.startswith("wire:"):
        agency = outlet_name(target.removeprefix("wire:"))
        text = f"Marked as copy of {agency}."
        return Derivation(appearance.article_id, f"outlet:{agency}", "wasQuotedFrom", (f"{WIRE}: {text}",))
    pair = shared.get(frozenset((appearance.article_id, target)))
    share = f"{max(pair.of_a, pair.of_b):.0%} of the words are the same." if pair else "The words are the same."
    return Derivation(appearance.article_id, target, "wasQuotedFrom", (f"{COPIES}: {share}",))


def is_article(node: str) -> bool:
    """Whether a node of the support graph is an article of the ledger."""
    return node.startswith("art_")


def node_of_source(credit: ClaimCredit, holder: str) -> str:
    """The node of whom a credit names; ``holder`` (an outlet or an article) tells unnamed ones apart."""
    return f"{credit.kind}:{credit.name}" if credit.name else f"{credit.kind}:?{holder}"


def _because(rule: str, article: Article, credit: ClaimCredit) -> tuple[str]:
    place = credit.evidence
    return (f"{rule}: “{place.of(article.text)}” ({article.id} {place.start}-{place.end})",)
