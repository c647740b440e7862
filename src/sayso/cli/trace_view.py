"""A trace on the terminal, in the order of docs/trace.md: origins, on whose word, contested, carried by, not found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.cli.listing import line
from sayso.records import Appearance, ClaimCredit, Contest, Origin, Reason, Trace
from sayso.rulings import in_words
from sayso.wording import (
    BODIES,
    FLAGS,
    STANCES,
    Articles,
    a_kind,
    address_of,
    articles_and_versions,
    clean,
    count_articles,
    first_of_each,
    listed,
    no_contest,
    origins_words,
    place_of_basis,
    plural,
    quote,
    shown_kind,
    shown_name,
    shown_outlet,
    shown_when,
    span_range,
    when_order,
    words_of,
)

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text
    from rich.tree import Tree

SHOWN = 20  # articles of the tree without --explain; a claim of 400 articles is read in the export
LONGEST_NAME = 32


def trace_view(
    trace: Trace, articles: Articles, *, explain: bool = False, limit: int = SHOWN
) -> "Iterator[RenderableType]":
    """What ``sayso trace`` prints, part by part; ``articles`` holds those that the trace names, by id."""
    yield from _head(trace, articles)
    yield from _origins(trace, articles, explain)
    yield from _on_whose_word(trace, articles)
    yield from _contested(trace, articles)
    yield from _carried(trace, articles, explain, limit)
    yield from _changed(trace, articles)
    yield from _judged(trace, articles)
    yield from _not_found(trace, articles)
    if not explain and (trace.assessment.merges or any(origin.reasons[1:] for origin in trace.assessment.origins)):
        yield ""
        yield line("Every reason, with the words it rests on: the same command with --explain", "dim")


def _section(name: str, rest: str = "") -> "RenderableType":
    from rich.text import Text

    return Text.assemble("\n", (name, "bold"), f"  {rest}" if rest else "")


def _rows(rows: "Sequence[tuple[str, ...]]") -> "RenderableType":
    """A grid whose last column takes the width that is left."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for at in range(len(rows[0])):
        last = at == len(rows[0]) - 1
        grid.add_column(overflow="fold", ratio=1 if last else None, max_width=None if last else 36)
    for row in rows:
        grid.add_row("", *row[1:]) if not row[0] else grid.add_row(*row)
    from rich.padding import Padding

    return Padding(grid, (0, 0, 0, 2))


def _head(trace: Trace, articles: Articles) -> "Iterator[RenderableType]":
    yield line(quote(trace.query or trace.claim.label), "bold")
    carried = [articles[a.article_id] for a in trace.appearances if a.article_id in articles]
    outlets = len({article.outlet or article.input_id for article in carried})
    assessment = trace.assessment
    counts = [
        articles_and_versions(articles, [each.article_id for each in trace.appearances]),
        plural(outlets, "outlet"),
        origins_words(assessment.origins_min, assessment.origins_max),
        f"contested by {len(assessment.contested_by)}" if assessment.contested_by else "",
    ]
    yield line(f"{trace.claim.id[:12]} · " + " · ".join(count for count in counts if count), "dim")
    if trace.query and clean(trace.query).casefold() != clean(trace.claim.label).casefold():
        yield line(f"nearest wording in the ledger: {quote(trace.claim.label, limit=200)}", "dim")


# ---- origins, and on whose word ----


def _origins(trace: Trace, articles: Articles, explain: bool) -> "Iterator[RenderableType]":
    from rich.text import Text
    from rich.tree import Tree

    assessment = trace.assessment
    independent = span_range(assessment.independent_min, assessment.independent_max)
    number = span_range(assessment.origins_min, assessment.origins_max)
    yield _section("Origins", f"{number} · independent of each other: {independent}")
    for place, origin in enumerate(assessment.origins, 1):  # the place is what `sayso judge --claim` takes
        tree = Tree(Text(f"{place} ", style="dim") + _origin_label(origin, articles))
        for name, kind in origin.rests_on:
            what = f"{clean(name)} ({shown_kind(kind)})" if name else a_kind(kind)
            words = words_of(articles, *place_of_basis(trace, articles, origin, name, kind))
            tree.add(Text.assemble(f"which rests on {what}  ", (words, "italic")))
        for reason in origin.reasons if explain else origin.reasons[:1]:
            _add_reason(tree, reason, articles)
        yield tree
    notes = [FLAGS[flag] for flag in assessment.flags if flag in FLAGS]
    if assessment.bottlenecks:
        notes.append("Rests entirely on " + ", ".join(clean(name) for name in assessment.bottlenecks) + ".")
    if assessment.origins_min < assessment.origins_max:
        notes.append(f"Why {number}: fewer if sources that the text leaves open are one and the same.")
    for note in notes:
        yield line(note, indent=2)
    shown = assessment.merges if explain else assessment.merges[:3]
    for merge in shown:
        yield line(f"· {clean(merge.text)}", indent=2)
        for words in _words_of_both(merge, articles) if explain else ():
            yield line(words, "italic", indent=4)
    if len(shown) < len(assessment.merges):
        yield line(f"· and {plural(len(assessment.merges) - len(shown), 'more reason')}", "dim", indent=2)


def _words_of_both(merge: Reason, articles: Articles) -> "Iterator[str]":
    """The sentences of what was merged, each with who wrote it."""
    places = (merge.article_id, merge.evidence), (merge.other_article_id, merge.other_evidence)
    for article_id, evidence in places:
        if words := words_of(articles, article_id, evidence):
            yield f"{shown_outlet(articles[str(article_id)])}: {words}" if merge.other_article_id else words


def _origin_label(origin: Origin, articles: Articles) -> "Text":
    from rich.text import Text

    if origin.name is None and origin.kind == "unstated":
        outlets = [shown_outlet(articles[each]) for each in origin.article_ids if each in articles]
        return Text.assemble(("No basis given", "bold"), f"  by {listed(outlets)}")
    name = clean(origin.name) if origin.name else a_kind(origin.kind).capitalize()
    said = [shown_kind(origin.kind) if origin.name else ""]
    if origin.name and origin.kind == "outlet" and not origin.in_ledger:
        said.append("no earlier article of its own in this ledger")
    if origin.article_ids:
        said.append(f"behind {plural(count_articles(articles, origin.article_ids), 'article')}")
    rest = " · ".join(part for part in said if part)
    return Text.assemble((name, "bold"), f"  {rest}" if rest else "")


def _add_reason(tree: "Tree", reason: Reason, articles: Articles) -> None:
    branch = tree.add(line(clean(reason.text)))
    if words := words_of(articles, reason.article_id, reason.evidence):
        branch.add(line(words, "italic"))


def _on_whose_word(trace: Trace, articles: Articles) -> "Iterator[RenderableType]":
    credits: dict[tuple[str | None, str, str | None], list[tuple[str, ClaimCredit]]] = {}
    for appearance in trace.appearances:
        for credit in appearance.credits:
            if credit.role == "claim":
                credits.setdefault((credit.name, credit.kind, credit.via), []).append((appearance.article_id, credit))
    yield _section("On whose word")
    if not credits:
        yield line("Nobody is named for it.", indent=2)
        return
    rows = []
    for (name, kind, via), found in sorted(credits.items(), key=lambda item: (-len(item[1]), str(item[0]))):
        article_id, credit = found[0]
        number = count_articles(articles, (article for article, _ in found))
        who = shown_name(name, kind, via)
        words = words_of(articles, article_id, credit.evidence)
        if name is None and number > 1:  # several articles' unnamed sources: nothing says that they are one
            who, words = who.replace("an unnamed source", "unnamed sources", 1), f"{words} and others"
        rows.append((who, plural(number, "article"), words))
    yield _rows(rows)


def _contested(trace: Trace, articles: Articles) -> "Iterator[RenderableType]":
    contests = trace.assessment.contested_by
    yield _section("Contested by")
    if not contests:
        yield line(no_contest(trace, articles), indent=2)
        return
    groups: dict[tuple[str | None, str, bool], list[Contest]] = {}
    for contest in contests:
        groups.setdefault((contest.name, contest.kind, contest.first_hand), []).append(contest)
    rows = []
    for (name, kind, first_hand), found in groups.items():
        article = articles.get(found[0].article_id)
        said = ["first-hand" if first_hand else shown_kind(kind)]
        said += [f"{shown_outlet(article)}, {shown_when(article.published)}"] if article else []
        said += [f"and in {plural(len(found) - 1, 'more article')}"] if len(found) > 1 else []
        rows.append((shown_name(name, kind), words_of(articles, found[0].article_id, found[0].evidence)))
        rows.append(("", " · ".join(said)))
    yield _rows(rows)


# ---- carried by ----


def _carried(trace: Trace, articles: Articles, explain: bool, limit: int) -> "Iterator[RenderableType]":
    from rich.tree import Tree

    oldest_first = sorted(trace.appearances, key=lambda each: when_order(articles.get(each.article_id)))
    firsts = first_of_each(oldest_first, lambda each: address_of(articles, each.article_id))
    stances = Counter(each.stance for each in firsts)
    summary = " · ".join(f"{stances[stance]} {doing}" for stance, doing in STANCES.items() if stances[stance])
    number = articles_and_versions(articles, [each.article_id for each in trace.appearances])
    yield _section("Carried by", f"{number}{': ' + summary if summary else ''}")
    present = {appearance.article_id for appearance in trace.appearances}
    copies: dict[str, list[Appearance]] = {}
    heads = []
    for appearance in trace.appearances:
        if appearance.reprint_of in present and appearance.reprint_of != appearance.article_id:
            copies.setdefault(str(appearance.reprint_of), []).append(appearance)
        else:
            heads.append(appearance)
    heads = sorted([*heads, *_in_circles(heads, copies)], key=lambda each: when_order(articles.get(each.article_id)))
    shown = heads if explain else heads[:limit]
    for appearance in shown:
        tree = Tree(_article_label(appearance, articles))
        _fill(tree, appearance, articles, copies, ())
        yield tree
    if len(shown) < len(heads):
        yield line(f"and {plural(len(heads) - len(shown), 'more article')}: --explain lists them all", "dim", indent=2)


def _in_circles(heads: list[Appearance], copies: dict[str, list[Appearance]]) -> list[Appearance]:
    """Articles that only copies of each other lead to: a tree from the heads would miss them."""
    reached = set()
    queue = [appearance.article_id for appearance in heads]
    while queue:
        at = queue.pop()
        reached.add(at)
        queue += [copy.article_id for copy in copies.get(at, ()) if copy.article_id not in reached]
    return [copy for group in copies.values() for copy in group if copy.article_id not in reached]


def _article_label(appearance: Appearance, articles: Articles) -> "RenderableType":
    from rich.text import Text

    article = articles.get(appearance.article_id)
    if article is None:
        return Text(appearance.article_id)
    said = [appearance.stance, shown_when(article.published)]
    # What `sayso show` takes: the input's name where it is short, else the beginning of the id.
    name = clean(article.input_id) if len(article.input_id) <= LONGEST_NAME else article.id[:12]
    said += [name] if name != shown_outlet(article) else []
    return Text.assemble((shown_outlet(article), "bold"), "  " + " · ".join(said))


def _fill(
    tree: "Tree",
    appearance: Appearance,
    articles: Articles,
    copies: dict[str, list[Appearance]],
    above: tuple[Appearance, ...],
) -> None:
    if above:
        here, there = (articles.get(each.article_id) for each in (appearance, above[-1]))
        version = here and there and here.url and here.url == there.url
        tree.add(line(f"{'another version of' if version else 'same wording as'} the article above", "dim"))
    elif words := words_of(articles, appearance.article_id, appearance.sentence):
        tree.add(line(words))
    elif article := articles.get(appearance.article_id):
        tree.add(line(f"only in its title: {quote(article.title or '', limit=200)}"))
    if appearance.reprint_of and appearance.reprint_of.startswith("wire:"):
        tree.add(line(f"agency copy: {clean(appearance.reprint_of[5:])}"))
    if appearance.first_hand and not above:
        tree.add(line("from its own reporting"))
    if appearance.headline and appearance.headline.says_more and not above:
        for words in _headline_and_text(appearance, articles):
            tree.add(line(words))
    shown = {_credited(credit) for credit in above[-1].credits} if above else set()
    for credit in appearance.credits:
        if credit.role != "context" and _credited(credit) not in shown:
            tree.add(_credit_line(credit, appearance.article_id, articles))
    own = copies.get(appearance.article_id, ())
    for copy in sorted(own, key=lambda each: when_order(articles.get(each.article_id))):
        if all(copy.article_id != each.article_id for each in (*above, appearance)):
            _fill(tree.add(_article_label(copy, articles)), copy, articles, copies, (*above, appearance))


def _headline_and_text(appearance: Appearance, articles: Articles) -> "Iterator[str]":
    headline, article = appearance.headline, articles.get(appearance.article_id)
    if headline and article:
        yield f"the headline says it outright: {quote(article.title or '', limit=200)}"
        yield f"the text {BODIES[headline.body]}: {words_of(articles, article.id, headline.sentence)}"


def _credited(credit: ClaimCredit) -> tuple[str | None, str, str, str | None]:
    return credit.name, credit.kind, credit.role, credit.via


def _credit_line(credit: ClaimCredit, article_id: str, articles: Articles) -> "RenderableType":
    from rich.text import Text

    who = shown_name(credit.name, credit.kind, credit.via)
    verb = "against it" if credit.role == "counter" else "credits"
    words = words_of(articles, article_id, credit.evidence)
    return Text.assemble((verb, "dim"), " ", who, "  ", (words, "italic"))


# ---- what people judged, what changed, what was not found ----


def _judged(trace: Trace, articles: Articles) -> "Iterator[RenderableType]":
    rows = []
    for each in trace.judgements:
        words = [words_of(articles, place.article_id, place.spans[0]) for place in each.places]
        if each.kind == "stance":
            words = [shown_outlet(articles[each.a])] if each.a in articles else []
        elif each.kind == "origins":
            words = [clean(key.partition(":")[2]) for key in (each.a, each.b)]
        what = f"{each.kind}: " + " and ".join(word for word in words if word) if words else each.kind
        rows.append((what, clean(in_words(each)) + (f" ({clean(each.note)})" if each.note else "")))
    if rows:
        yield _section("Judged by people")
        for what, said in rows:
            yield line(f"{what}: {said}", indent=2)


def _changed(trace: Trace, articles: Articles) -> "Iterator[RenderableType]":
    if not trace.events:
        return
    yield _section("What changed")
    for event in trace.events:
        new, old = articles.get(event.article_id), articles.get(event.earlier_id or "")
        if new is None:
            continue
        seen = "seen " if event.when.found_in == "retrieved" else ""
        headline = "headline " if event.in_title else ""
        yield line(
            f"{seen}{shown_when(event.when)} · {shown_outlet(new)} · {headline}{event.kind}: {event.because}", indent=2
        )
        said = [words_of(articles, old.id, event.before) if old else "", words_of(articles, new.id, event.after)]
        if event.in_title and old:
            said = [quote(old.title or "", limit=200), quote(new.title or "", limit=200)]
        for words, style in ((said[0], "dim"), (said[1], ""), (words_of(articles, new.id, event.notice), "italic")):
            if words:
                yield line(words, style, indent=4)


def _not_found(trace: Trace, articles: Articles) -> "Iterator[RenderableType]":
    notes = [
        f"no earlier article of {clean(origin.name)} in this ledger: what it rests on is not known"
        for origin in trace.assessment.origins
        if origin.name and origin.kind == "outlet" and not origin.in_ledger and not origin.rests_on
    ]
    undated = [a for a in trace.appearances if (article := articles.get(a.article_id)) and article.published is None]
    if undated:
        notes.append(f"no date in {plural(len(undated), 'article')}: what came before what is not known there")
    bare = [a for a in trace.appearances if a.stance in ("asserts", "reports") and not a.credits and not a.first_hand]
    if bare:
        outlets = [shown_outlet(articles[each.article_id]) for each in bare if each.article_id in articles]
        notes.append(f"no basis given in {plural(len(bare), 'article')}: {listed(outlets)}")
    if notes:
        yield _section("Not found")
        for note in notes:
            yield line(f"{note}", indent=2)
