"""One article linked to those before it; what these are compared by, their profiles, comes from the ledger."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

from sayso import ledger, match, trace
from sayso.config import Config
from sayso.records import AnnotatedArticle

ROOM = 1024  # profiles at hand; about 40 kB each
CARRIERS = 20  # articles that one fingerprint leads to, the first: enough to see what a much-copied text is a copy of


class Profiles:
    """Profiles of articles: those used last stay in memory, the others are in the ledger or made from the text."""

    def __init__(self, shelf: ledger.Shelf, room: int = ROOM) -> None:
        self._shelf = shelf
        self._room = room
        self._kept: OrderedDict[str, match.Profile] = OrderedDict()

    def add(self, writing: ledger.Writing, annotated: AnnotatedArticle) -> match.Profile:
        """The profile of an article, made from its text and stored."""
        terms = match.count_terms(annotated)
        ledger.add_terms(writing, annotated.article.id, match.pack_terms(terms))
        profile = match.profile_of(annotated.article.id, terms, annotated.vectors)
        self._keep([profile])
        return profile

    def get(self, writing: ledger.Writing, ids: Collection[str]) -> list[match.Profile]:
        """The profiles of these articles, in order of their ids."""
        found = {each: self._kept[each] for each in ids if each in self._kept}
        for article_id, (packed, vectors) in ledger.read_terms(writing, set(ids) - found.keys()).items():
            if terms := match.unpack_terms(packed):
                found[article_id] = match.profile_of(article_id, terms, vectors)
        lacking = set(ids) - found.keys()  # linked by a sayso that did not store them, or counted otherwise
        if lacking:
            texts = self._shelf.get_texts(writing, lacking)
            found |= {each: self.add(writing, annotated) for each, annotated in texts.items()}
        self._keep([found[each] for each in sorted(found)])
        return [found[each] for each in sorted(found)]

    def _keep(self, used: Collection[match.Profile]) -> None:
        for each in used:
            self._kept[each.article_id] = each
            self._kept.move_to_end(each.article_id)
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Partners:
    """An article, and those before it that are still to be compared with it closely."""

    article_id: str
    near: tuple[str, ...]  # joined to it by a strong link: their statements
    copying: tuple[str, ...]  # with fingerprints of it: their wording


def link_article(annotated: AnnotatedArticle, writing: ledger.Writing, profiles: Profiles, config: Config) -> Partners:
    """Link an article to those before it that share a key with it."""
    article = annotated.article
    profile = profiles.add(writing, annotated)
    keys, prints = match.profile_keys(profile), trace.fingerprints(article.text)
    lead = match.article_row(annotated)
    copying = ledger.partners(writing, "fingerprints", prints, but=article.id, most=CARRIERS)
    sharing = ledger.partners(writing, "article_keys", keys, but=article.id)
    near = match.worth_comparing(lead, ledger.read_leads(writing, sharing), sharing)
    links = match.link_profiles(profile, profiles.get(writing, {*near, *copying}), config.match)
    ledger.add_article_links(writing, links)
    ledger.add_keys(writing, "article_keys", article.id, keys)
    ledger.add_keys(writing, "fingerprints", article.id, prints)
    ledger.add_lead(writing, article.id, lead)
    strong = (link.b if link.a == article.id else link.a for link in links if link.score >= match.STRONG)
    return Partners(article.id, tuple(strong), tuple(sorted(copying)))
