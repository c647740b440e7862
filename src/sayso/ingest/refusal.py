"""Why a text is no article: too short, a stub, a consent wall, an index page."""

import re
from collections.abc import Sequence

from sayso.ingest.blocks import Block
from sayso.ingest.metadata import PageFacts, url_path
from sayso.records import Problem
from sayso.wording import plural

_STUB = re.compile(r"\[\+\d+ chars\]\s*$")  # NewsAPI cuts "content" at 200 characters and says how many are missing
# the wording of consent banners, which news about cookies and privacy seldom repeats
_CONSENT = re.compile(
    r"""(?:we\ and\ our\ (?:\S+\ )?(?:partners|vendors|third) | (?:accept|reject|allow)\ all(?:\ cookies)?\b
    | legitimate\ interest
    | (?:manage|change|set|review)\ (?:your\ |my\ |cookie\ )?(?:options|choices|preferences|settings|cookies|consent)
    | (?:store|access)[^.]{0,30}\ information\ on\ (?:a|your)\ device | withdraw(?:ing)?\ (?:your\ )?consent
    | (?:this\ (?:site|website)|we)\ (?:also\ )?uses?\ cookies | cookie\ (?:policy|notice|settings|preferences)
    | privacy\ (?:policy|notice|centre|center|settings|choices) | your\ (?:personal\ data|privacy\ (?:matters|choices))
    | personali[sz]ed\ (?:ads|advertising|content) | by\ (?:clicking|continuing|using\ (?:this|our))
    | list\ of\ partners | (?:ad|audience|content)\ (?:and\ content\ )?measurement | do\ not\ sell
    | strictly\ necessary | precise\ geolocation\ data)""",
    re.IGNORECASE | re.VERBOSE,
)
_LINE_ENDS = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_HOME = re.compile(r"/?(?:(?:index|default|home)(?:\.\w+)?/?)?$", re.IGNORECASE)
_FEWEST_TEASERS = 5
_A_FEW_SENTENCES = 60  # words; not fitted: what is asked about is only put before a person


def refuse(text: str, *, input_id: str, where: str, min_words: int) -> Problem | None:
    """The Problem of a text that is empty, a preview, a consent wall or shorter than ``min_words`` words."""
    words = len(text.split())
    if not words:
        return Problem(input_id, where, "no_text", "There is no text in it.")
    if _STUB.search(text):
        return Problem(
            input_id,
            where,
            "stub",
            f'A preview of {words} words that ends in "[+… chars]"; statements may be missing. Add the full article.',
        )
    if is_consent_wall(text):
        return Problem(
            input_id,
            where,
            "consent_wall",
            f"A cookie-consent page of {words} words, not an article. Open the page, answer the banner, save again.",
        )
    if words < min_words:
        return Problem(
            input_id,
            where,
            "too_short",
            f"{plural(words, 'word')}; at least {min_words} are needed (min_words under [ingest]).",
        )
    return None


def is_consent_wall(text: str) -> bool:
    """
    Whether most of a text is the wording of a consent banner.

    Three different phrases, and more than half of the words in lines that hold one (a banner above an article stays
    below that).
    """
    start = text[:20_000].casefold()
    if not any(word in start for word in ("cookie", "consent", "privacy")):
        return False  # nearly every article, at a hundredth of the cost
    if len(set(_CONSENT.findall(start))) < 3:
        return False
    lines = [(len(line.split()), _CONSENT.search(line)) for line in text.splitlines()]
    total = sum(words for words, _ in lines)
    return sum(words for words, phrase in lines if phrase) > 0.5 * total


def doubts(text: str) -> tuple[str, ...]:
    """
    Why a text that was taken in may be no article all the same, in words; empty where nothing speaks for that.

    Each is a weaker form of what ``refuse`` and ``is_index_page`` turn away: a few sentences, two phrases of a consent
    banner, lines that for the most part end like no sentence.
    """
    lines = [(len(line.split()), _LINE_ENDS.search(line.strip())) for line in text.splitlines() if line.strip()]
    total = sum(words for words, _ in lines)
    found = [f"only {total} words"] if total < _A_FEW_SENTENCES else []
    phrases = sorted({" ".join(each.split()) for each in _CONSENT.findall(text[:20_000].casefold())})
    if len(phrases) > 1:
        found.append(f"the wording of a consent banner: {', '.join(phrases)}")
    if sum(words for words, end in lines if not end) > 0.5 * total:
        found.append("most of its lines end like no sentence")
    return tuple(found)


def is_index_page(text: str, blocks: Sequence[Block], facts: PageFacts) -> bool:
    """
    Whether a page lists articles rather than being one.

    That is a site's front page, or one where most words of the extracted text are in headlines that are links or in
    the block right below such a headline, at least five times. A page that declares itself an article (JSON-LD or
    og:type) is one.
    """
    if facts.is_article:
        return False
    if facts.url and _HOME.fullmatch(url_path(facts.url)) and "?" not in facts.url:
        return True
    lines = {line.strip().removeprefix("- ") for line in text.splitlines()}
    teasers = listed = total = 0
    below = False
    for block in blocks:
        headline = block.is_headline_link()
        if block.text in lines:
            words = block.text.count(" ") + 1
            total += words
            if headline or below:
                listed += words
                teasers += 1
        below = headline
    return teasers >= _FEWEST_TEASERS and listed > 0.5 * total
