"""
What an article has in common with strangers: with the other stories of FNC-1, and with those of a copy by bench.scale.

usage: python -m bench.strangers --originals LEDGER [--copies 4] [--articles 400] [--json FILE]

``LEDGER`` has been read and compared (FNC-1 and the examples). Where both columns are about the same, an article of the
large ledgers of ``bench.scale`` meets as many strangers as one of a ledger of news of that size would.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.common import arguments, main_of, report
from bench.scale import Copier
from sayso import match, trace
from sayso.config import Config
from sayso.library import Ledger
from sayso.records import AnnotatedArticle, Article

SEED = 1


@dataclass
class Index:
    """Articles by their keys and their fingerprints."""

    articles: dict[str, Article] = field(default_factory=dict)
    profiles: dict[str, match.Profile] = field(default_factory=dict)
    leads: dict[str, match.Lead] = field(default_factory=dict)
    by_key: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_print: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, annotated: AnnotatedArticle) -> None:
        """One more article."""
        article = annotated.article
        terms = match.count_terms(annotated)
        profile = match.profile_of(article.id, terms, annotated.vectors)
        self.articles[article.id], self.profiles[article.id] = article, profile
        self.leads[article.id] = match.Lead(match.article_row(annotated), match.packed_days(match.pack_terms(terms)))
        for key in match.profile_keys(profile):
            self.by_key[key].add(article.id)
        for one in trace.fingerprints(article.text):
            self.by_print[one].add(article.id)

    def in_common(self, article_id: str, strangers: Collection[str]) -> dict[str, int]:
        """With how many of the ``strangers`` an article has what in common."""
        config = Config()
        article, profile = self.articles[article_id], self.profiles[article_id]
        keys = match.profile_keys(profile)
        sharing = Counter(other for key in keys for other in self.by_key[key].intersection(strangers))
        prints = trace.fingerprints(article.text)
        copying = {other for one in prints for other in self.by_print[one].intersection(strangers)}
        leads = {each: self.leads[each] for each in sharing}
        near = match.worth_comparing(self.leads[article_id], leads, sharing)
        links = match.link_profiles(profile, [self.profiles[each] for each in sorted({*near, *copying})], config.match)
        return {
            "share a key": len(sharing),
            "are compared": len({*near, *copying}),
            "get a weak link": sum(link.score < config.match.story_merge for link in links),
            "get a link strong enough for one story": sum(link.score >= config.match.story_merge for link in links),
            "share a fingerprint": len(copying),
            "share wording": sum(
                trace.find_reuse(article, self.articles[each], config.trace) is not None for each in copying
            ),
        }


def of_the_originals(
    read: Iterable[AnnotatedArticle], stories: Mapping[str, set[str]], number: int
) -> dict[str, float]:
    """Sums for 100 articles: what each has in common with those of the ledger's other stories."""
    index = Index()
    for annotated in read:
        index.add(annotated)
    every = set(index.articles)
    drawn = random.Random(SEED).sample(sorted(every), min(number, len(every)))
    return _sums([index.in_common(each, every - stories.get(each, set()) - {each}) for each in drawn], 1)


def of_copies(read: Collection[AnnotatedArticle], copies: int, number: int) -> dict[str, float]:
    """Sums for 100 articles: what each has in common with one other copy of the whole ledger."""
    copier, index = Copier([each.article for each in read]), Index()
    number_of: dict[str, int] = {}
    for copy in range(1, copies + 1):
        for annotated in read:
            made = copier.annotated(annotated, copy)
            index.add(made)
            number_of[made.article.id] = copy
    drawn = random.Random(SEED).sample(sorted(number_of), min(number, len(number_of)))
    return _sums(
        [
            index.in_common(each, {other for other, copy in number_of.items() if copy != number_of[each]})
            for each in drawn
        ],
        copies - 1,
    )


def _sums(found: list[dict[str, int]], by: int) -> dict[str, float]:
    return {name: 100 * sum(each[name] for each in found) / len(found) / by for name in found[0]}


def run() -> None:
    """The command line."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--originals", type=Path, metavar="LEDGER", required=True, help="read and compared")
    parser.add_argument("--copies", type=int, default=4)
    parser.add_argument("--articles", type=int, default=400, help="how many are drawn by chance")
    options = parser.parse_args()
    with Ledger(options.originals) as opened:
        stories: dict[str, set[str]] = defaultdict(set)
        for story in opened.stories():
            for each in story.article_ids:
                stories[each].update(story.article_ids)
        read = list(opened.annotated(sorted(opened.articles())))
    own, copied = of_the_originals(read, stories, options.articles), of_copies(read, options.copies, options.articles)
    figures = {f"of the originals: {name}": value for name, value in own.items()}
    figures |= {f"of one other copy: {name}": value for name, value in copied.items()}
    report("Strangers of 100 articles that ...", figures, to=options.json)


if __name__ == "__main__":
    main_of(run)
