"""
After a ruling: stories and claims around what it names are worked out again, and of these only what it bears on.

Nothing is written here. A claim whose statements and rulings are as they were is left as it is, and with it most of its
story: to work all of them out takes several times as long and gives the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso import answering, ledger, match
from sayso.config import Config
from sayso.ledger import Change
from sayso.records import Claim, Judgement, Story, Trace
from sayso.rulings import Settled, concerning, rulings_on

_READ = ("sources", "statements", "credits")  # of the records read in an article: those that tracing looks at


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is to be worked out again, and the standing judgements by which the ledger is as it is, and will be."""

    seeds: tuple[str, ...]  # articles that rulings name, or something in them
    before: tuple[Judgement, ...]
    after: tuple[Judgement, ...]


def rework(ruled: Ruled, reading: ledger.Reading, config: Config) -> Iterator[Change]:
    """What follows from rulings, for one part of the ledger after the other."""
    waiting = set(ruled.seeds)
    while waiting:
        reached, stories, now = _stories(min(waiting), ruled, reading, config)
        seeds = waiting.intersection(reached)
        waiting -= seeds
        done = Change(tuple(sorted(seeds)))
        for story in stories:
            if now.get(story.id) == story.article_ids:
                done = _with_claims(done, story, ruled, reading, config)
            else:
                traces = _trace(story, None, ruled.after, reading, config)
                done = replace(done, stories=(*done.stories, (story, traces)))
        kept = {story.id for story in stories} - {story.id for story, _ in done.stories}
        yield replace(done, gone=tuple(sorted(now.keys() - kept)))


# ---- which stories, which claims ----

Now = Mapping[str, tuple[str, ...]]  # story id -> its article ids, as they stand


def _stories(seed: str, ruled: Ruled, reading: ledger.Reading, config: Config) -> tuple[set[str], Sequence[Story], Now]:
    """All articles that were looked at around a seed, the stories that these are by the rulings, and those they are."""
    if all(_on(ruled.before, kind) == _on(ruled.after, kind) for kind in ("articles", "text")):
        now = ledger.stories_of(reading, [seed])
        return {seed}.union(*now.values()), [Story(*each) for each in now.items()], now
    kin = ledger.component_of(reading, [seed], ruled.after, least=config.match.story_merge)
    stories = match.cluster_stories(kin.article_ids, kin.scores, ruled.after, config=config.match)
    reached = {*kin.article_ids, *kin.aside}
    return reached, stories, ledger.stories_of(reading, reached)


def _on(judgements: Sequence[Judgement], kind: str) -> list[Judgement]:
    return [each for each in judgements if each.kind == kind]


def _with_claims(done: Change, story: Story, ruled: Ruled, reading: ledger.Reading, config: Config) -> Change:
    """The same with the claims of one more story: those that are others than before, or on which rulings bear anew."""
    before, after = (concerning(each, story.article_ids) for each in (ruled.before, ruled.after))
    if before == after:
        return done
    stored = {each.id: each for each in ledger.claims_in(reading, story.id)}
    claims = list(stored.values())
    spoken = _on(before, "speaker") != _on(after, "speaker")  # a credit may bear on all claims of the article's story
    if spoken or _on(before, "statements") != _on(after, "statements"):
        statements = ledger.read_statements(reading, story.article_ids)
        links = answering.links_in(story, reading, config)
        claims = list(match.cluster_claims(story, statements, links, after, config=config.match))
    anew = [each for each in claims if spoken or stored.get(each.id) != each or _bears(each, before, after, reading)]
    kept = {each.id for each in claims} - {each.id for each in anew}
    gone = tuple(sorted(stored.keys() - kept))
    if not anew and not gone:
        return done
    traces = _trace(story, anew, after, reading, config)
    return replace(done, claims_gone=(*done.claims_gone, *gone), claims=(*done.claims, (story, traces)))


def _bears(claim: Claim, before: Sequence[Judgement], after: Sequence[Judgement], reading: ledger.Reading) -> bool:
    """Whether what people ruled makes another thing of this claim than it did."""
    old, new = rulings_on(claim, before), rulings_on(claim, after)
    if replace(old, sources=new.sources) != new:
        return True
    if old.sources == new.sources:
        return False
    trace = ledger.read_trace(reading, claim.id)
    return trace is None or _of_sources(old.sources, trace) != _of_sources(new.sources, trace)


def _of_sources(settled: Settled, trace: Trace) -> tuple[list[Judgement], list[Judgement], bool]:
    """What rulings on sources do to a claim: those on whom it credits; and whether any join, if it is contested."""
    credits = [credit for each in trace.appearances for credit in each.credits]
    credited = {each.source_id for each in credits}
    same, apart = ([j for j in found if j.a in credited or j.b in credited] for found in (settled.same, settled.apart))
    return same, apart, bool(settled.same) and any(each.role == "counter" for each in credits)


def _trace(
    story: Story,
    claims: Sequence[Claim] | None,
    judgements: Sequence[Judgement],
    reading: ledger.Reading,
    config: Config,
) -> tuple[Trace, ...]:
    """These claims of a story traced; None: all, found anew."""
    articles = ledger.read_annotated(reading, story.article_ids, kinds=_READ)
    return answering.trace_story(story, articles, judgements, reading, config, claims)
