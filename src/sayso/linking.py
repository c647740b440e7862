"""One article linked to those before it; what these are compared by, their profiles, comes from the ledger."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sayso import ledger, match, trace
from sayso.config import Config
from sayso.records import AnnotatedArticle, ArticleLink

ROOM = 1024  # profiles at hand; about 40 kB each
CARRIERS = 20  # articles that one fingerprint leads to, the first: enough to see what a much-copied text is a copy of


@dataclass(frozen=True, slots=True)
class Partners:
    """An article that has just been entered, and those before it that may be on the same happening or its model."""

    article_id: str
    sharing: Mapping[str, int]  # how many keys each has in common with it
    copying: tuple[str, ...]  # with fingerprints of it


def enter_article(annotated: AnnotatedArticle, writing: ledger.Writing) -> Partners:
    """Put an article into the indexes by which it is found, and find those that are in them already."""
    article = annotated.article
    terms = match.count_terms(annotated)
    keys = match.profile_keys(match.profile_of(article.id, terms, annotated.vectors))
    prints = trace.fingerprints(article.text)
    sharing = ledger.partners(writing, "article_keys", keys, but=article.id)
    copying = ledger.partners(writing, "fingerprints", prints, but=article.id, most=CARRIERS)
    ledger.add_terms(writing, article.id, match.pack_terms(terms))
    ledger.add_keys(writing, "article_keys", article.id, keys)
    ledger.add_keys(writing, "fingerprints", article.id, prints)
    ledger.add_lead(writing, article.id, match.article_row(annotated))
    return Partners(article.id, sharing, tuple(sorted(copying)))


class Profiles:
    """Profiles of articles: those used last stay in memory, the others are made of what the ledger keeps of them."""

    def __init__(self, shelf: ledger.Shelf, room: int = ROOM) -> None:
        self._shelf = shelf
        self._room = room
        self._kept: OrderedDict[str, match.Profile] = OrderedDict()
        self._made: dict[str, bytes] = {}

    def get(self, reading: ledger.Reading, ids: Collection[str]) -> list[match.Profile]:
        """The profiles of these articles, in order of their ids."""
        found = {each: self._kept[each] for each in ids if each in self._kept}
        for article_id, (packed, vectors) in ledger.read_terms(reading, set(ids) - found.keys()).items():
            if terms := match.unpack_terms(packed):
                found[article_id] = match.profile_of(article_id, terms, vectors)
        lacking = set(ids) - found.keys()  # linked by a sayso that did not store them, or counted otherwise
        for each, annotated in self._shelf.get_texts(reading, lacking).items() if lacking else ():
            terms = match.count_terms(annotated)
            self._made[each] = match.pack_terms(terms)
            found[each] = match.profile_of(each, terms, annotated.vectors)
        self._keep([found[each] for each in sorted(found)])
        return [found[each] for each in sorted(found)]

    def take_made(self) -> dict[str, bytes]:
        """The packed terms of articles of which the ledger had none, since this was last asked: to be stored."""
        made, self._made = self._made, {}
        return made

    def _keep(self, used: Collection[match.Profile]) -> None:
        for each in used:
            self._kept[each.article_id] = each
            self._kept.move_to_end(each.article_id)
        while len(self._kept) > self._room:
            self._kept.popitem(last=False)


def link_article(
    partners: Partners, reading: ledger.Reading, profiles: Profiles, config: Config
) -> tuple[list[ArticleLink], list[str]]:
    """An article's links with its partners, and the partners that a strong one joins to it, both in order of id."""
    article_id = partners.article_id
    stored = ledger.read_leads(reading, [article_id, *partners.sharing], front=match.FRONT)
    leads = {each: match.Lead(vector, match.packed_days(front)) for each, (vector, front) in stored.items()}
    near = match.worth_comparing(leads.pop(article_id), leads, partners.sharing)
    (profile,) = profiles.get(reading, [article_id])
    links = match.link_profiles(profile, profiles.get(reading, {*near, *partners.copying}), config.match)
    strong = [link.b if link.a == article_id else link.a for link in links if link.score >= match.STRONG]
    return links, strong
