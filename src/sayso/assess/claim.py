"""The assessment of one claim."""

from collections.abc import Collection, Mapping, Sequence

from sayso.assess.contests import find_contests
from sayso.assess.counting import count_groups
from sayso.assess.describe import describe_origin, describe_sources
from sayso.assess.endings import Ending, find_endings, source_of
from sayso.assess.independence import count_independent, find_bottlenecks
from sayso.assess.origins import group_possible, group_tied
from sayso.assess.support import Support, build_support, is_relay
from sayso.records import AnnotatedArticle, Appearance, Assessment, Claim, Derivation, Origin
from sayso.rulings import NONE, Rulings, identify, told_apart


def assess_claim(
    claim: Claim,
    appearances: Sequence[Appearance],
    derivations: Sequence[Derivation],
    articles: Mapping[str, AnnotatedArticle],
    rulings: Rulings = NONE,
) -> Assessment:
    """
    Count where a claim's crediting leads back to, as a range, with every merge and its reason.

    ``rulings``: what people judged, which goes before what is found here. Pure, and the same for any order of its
    inputs. Nothing is said of who is right.
    """
    support = build_support(appearances, derivations, articles)
    endings = find_endings(support, appearances, articles)
    identified = identify(appearances, rulings.sources)
    tied = group_tied(endings, rulings.origins)
    judged = {key for each in (*rulings.origins.same, *rulings.origins.apart) for key in (each.a, each.b)}
    counted = count_groups(endings, tied.groups, appearances, articles, judged)
    possible = group_possible(endings, tied, rulings.origins, told_apart(rulings.sources, identified))
    named = tuple(group for group in counted.origins if group in tied.groups)
    shown = named + counted.nameless
    merged = [group for group in possible.groups if any(set(each) & set(group) for each in shown)]
    ways = [_nodes(endings, group) for group in counted.origins + counted.possible]
    independent_max = min(counted.most, count_independent(support.graph, ways))
    independent_min = count_independent(support.graph, [_nodes(endings, group) for group in merged])
    ends = [node for ending in endings for node in ending.nodes]
    against = {each for each, ruling in rulings.stances.items() if ruling.verdict == "contests"}
    contests = find_contests(appearances, articles, identified if rulings.sources.same else {}, against)
    members = [[endings[at] for at in group] for group in shown]
    origins = [describe_origin(group, support, appearances, articles, judged) for group in members]
    return Assessment(
        claim_id=claim.id,
        origins=tuple(sorted(origins, key=lambda each: (-len(each.article_ids), each.name is None, each.name or ""))),
        origins_min=len(merged),
        origins_max=len(shown + counted.possible),
        independent_min=min(independent_min, independent_max),
        independent_max=independent_max,
        bottlenecks=_bottlenecks(support, ends, origins[0] if len(shown + counted.possible) == 1 else None, articles),
        contested_by=contests,
        flags=_flags(support, endings),
        merges=describe_sources(rulings.sources, appearances) + tied.merges + counted.reasons + possible.merges,
    )


def _nodes(endings: Sequence[Ending], group: Sequence[int]) -> Collection[str]:
    return frozenset().union(*(endings[place].nodes for place in group))


def _bottlenecks(
    support: Support, ends: Sequence[str], sole: Origin | None, articles: Mapping[str, AnnotatedArticle]
) -> tuple[str, ...]:
    """What every way to an origin passes, and the origin where it is one; that a lone article does says nothing."""
    alone = support.carriers if len(support.carriers) == 1 else frozenset()
    names = [_called(node, articles) for node in find_bottlenecks(support.graph, ends) if node not in alone]
    if sole and sole.name:
        names.append(sole.name)
    return tuple(dict.fromkeys(names))


def _called(node: str, articles: Mapping[str, AnnotatedArticle]) -> str:
    if not is_relay(node):
        name, kind = source_of(node)
        return name or f"{kind} source"
    if node.startswith("outlet:"):
        return node.removeprefix("outlet:")
    article = articles[node].article
    return article.outlet or article.title or article.input_id


def _flags(support: Support, endings: Sequence[Ending]) -> tuple[str, ...]:
    found = {
        "circular": bool(support.circles),
        "unstated": any(ending.kind == "unstated" for ending in endings),
        "withdrawn": bool(support.withdrawn),
    }
    return tuple(flag for flag, holds in found.items() if holds)
