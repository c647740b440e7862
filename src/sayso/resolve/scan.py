"""
Credits that no attribution shows, found by the words around an outlet's name and by the layout of credit lines.

Wordings that credit nobody are left out: photo credits, "polled by", a reading list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.outlets import outlets
from sayso.records import Span
from sayso.resolve.cues import POSTED
from sayso.resolve.names import Phrase
from sayso.resolve.page import Page
from sayso.resolve.unlisted import Mention
from sayso.resolve.vias import addressee, credited
from sayso.words import gender_of


@dataclass(frozen=True, slots=True)
class Sighting:
    """A credit found by rule: whom it names, where, by which wording."""

    phrase: Phrase
    mention: Span
    evidence: Span
    rule: str


_DATELINE = re.compile(
    r"(?:^|\n)[ \t]*(?:[A-ZÀ-Þ][\w À-Þ.,/'’-]{1,50}?)?[ \t]*\(((?:Reuters|AP|AFP|UPI|PA|Xinhua|Bloomberg|CNN|dpa"
    r"|TASS|IANS|PTI|ANI"
    r"|Kyodo|Yonhap|EFE|ANSA|CP|AAP|Thomson Reuters(?: Foundation)?|The Canadian Press|Associated Press|WENN"
    r"|Anadolu Agency))\)"
    r"[ \t]*[-–—:]*"
)
_HANDLE = re.compile(r" \((@\w{2,15})\)")
_BEFORE_HANDLE = re.compile(r"(?:^|[\s—–-])((?:[^\s()@—–]+ ){0,4}[^\s()@—–]+)$")
_ADDRESS = re.compile(r"\b(?:[Ff]ollow|Tweet|Contact|Email|Twitter)\b")
_ACCOUNT = re.compile(
    r"\b(?:[Rr]eddit|Twitter|YouTube|Youtube|Facebook|Instagram|[Ii]mgur|forum|Tumblr|Weibo|Vine)(?:'s|’s)? (?:user"
    r"|account|member|poster|star)"
    r"s?(?:,? (?:named|called|with the (?:handle|name|username)|by the name of"
    r"|who goes by))?,? [\"“'‘]?(@?[\w.-]{3,}(?: [A-Z][\w.]*){0,2})"
    r"|\b(?:[Rr]edditor|YouTuber|Youtuber|Vlogger|(?:tweet|post|video|photo|picture|image|clip) (?:by|from)|handle"
    r"|username|user name) [\"“'‘]?"
    r"(@\w+|[A-Z][\w-]+(?: [A-Z][\w.]*){0,2}|\w+_\w*)"
)
_PAGE = re.compile(
    r"\b(?:Facebook|memorial|tribute|mock|fan)(?: \w+){0,2} page(?: (?:reportedly )?(?:called|named|titled"
    r"|entitled),? [\"“'‘]?"
    r"((?:[A-Z][\w.]*[ ]?){1,5}\w))?"
)
_NO_ACCOUNT = frozenset(
    [
        "who",
        "that",
        "and",
        "with",
        "which",
        "has",
        "was",
        "have",
        "had",
        "are",
        "were",
        "for",
        "from",
        "the",
        "said",
        "says",
        "name",
        "posted",
        "named",
        "commented",
        "wrote",
        "under",
        "page",
    ]
)
_HANDLE_SAYS = re.compile(
    r"(?<![\w(])(@\w{2,15})(?=:? (?:tweet|wrot|writ|post|said|says|repl|ask|claim|warn|joke)\w*|:)"
)
_CITING = re.compile(
    r"\b(?:citing|quoting|cites|cited|quoted|quotes|based on information from|attribut(?:ed|es|ing)(?: \w+)? to"
    r"|credits?"
    r"|credited(?: \w+){0,4} to|word from|information from|according to|courtesy of|claims? (?:from|by))"
    r" ((?:(?:the|a|an|one|two|three|four|five|six|several|multiple|unnamed|anonymous|some|its|their|his|her|other"
    r"|[“\"‘]|[\w’'-]+)"
    r" ){0,4}?[“\"‘]?(?:sources?|insiders?|people|persons?|officials?|employees?|staffers?|witness(?:es)?|residents"
    r"|experts|analysts"
    r"|executives|informants?|friends?|users|tipsters?|whistleblowers?)\b[”\"’]?(?: (?:familiar|close|with|within"
    r"|inside|at|in|briefed"
    r"|who)\b[^,.;\n]{0,60})?)",
    re.IGNORECASE,
)
_VIDEO = re.compile(
    r"\b(?:(?:[Aa]n?|[Tt]he|[Tt]his|[Oo]ne|[Ss]everal|[Vv]iral|[Oo]nline)(?: [\w-]+){0,3}? (?:videos?|clips?"
    r"|footage|photos?|photographs?|pictures?"
    r"|images?|screenshots?|tweet|post|posting|hashtag)|Footage|Videos?|Photos|Images|Pictures|Clips|Screenshots)"
    r"(?: (?:that|which|of|has|have|was|were|is|are|been|also|then|first|now|[\w-]+)){0,8}?"
    r" (?:posted|uploaded|shared|circulat\w+|surfaced|emerged|appeared|show(?:s|ed|ing)?|purport\w*|claim(?:s|ed|ing)"
    r"|gone viral|went viral|go(?:es|ing) viral|(?:made|makes?|making) (?:the|its|their) rounds|spread\w*|published"
    r"|took social|is (?:a )?(?:hoax|fake)|appears? to be|making its way)\b"
)
_BROADCAST = re.compile(r"\b(?:polled|surveyed|compiled|tracked|rated|owned|acquired|bought) by (?:the |The )?$")
_ANONYMOUS_PRESS = re.compile(
    r"\b(?:(?:multiple|several|some|various|many|local|other|numerous|unconfirmed|unverified|a number of|dozens of"
    r"|earlier|early|recent"
    r"|media|news|press|previous|initial|few|[A-Z]\w+(?:an|ish|ese|ian|ench|i)) )+(?:reports?|media|news(?: sites"
    r"| outlets| organi[sz]ations)"
    r"|outlets|newspapers|websites|sites|blogs|publications|media outlets|press)\b(?= (?:\w+ )?(?:report|claim|say"
    r"|said|suggest|stat|have"
    r"|had|has|were|are|quot|pick|spread|indicat|carri|began|start|emerg|surfac)\w*)"
    r"|(?<=[Aa]ccording to )(?:\w+ ){0,3}(?:reports?|media|press|newspapers|websites|outlets)\b"
)
_SOMEBODY = re.compile(
    r"\b((?:[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal|[Mm]ultiple|[Ss]ome|[Aa]nother|[Mm]any"
    r"|[Tt]he) (?:[a-z][\w’'-]+ ){0,3}?"
    r"(?:source|insider|person|people|official|witness|resident|expert|employee|staffer|spokesperson|informant|friend|user|tipster"
    r"|whistleblower|executive|analyst|guest|customer|viewer|owner|scientist|doctor|member)(?:s|es)?"
    r"(?: (?:familiar|close|with|within|inside|at|in|from|briefed|who|on|near)\b[^,.;\n]{3,60}?)?"
    r"|[Ss]ources(?: (?:close|familiar|within"
    r"|inside|at)\b[^,.;\n]{3,60}?)?|[Ww]itnesses|[Ii]nsiders|[Rr]esidents|[Oo]fficials|[Ee]xperts|[Ll]ocals)"
    r",? (?:(?:has|have|had|also|even|later|then|now|\w+ly|who spoke[^,]{0,60},|who asked[^,]{0,60},) ){0,2}"
    r"(?:said|says|say|told|tells|tell|claim(?:s|ed)?|confirm(?:s|ed)?|reveal(?:s|ed)?|report(?:s|ed)|explain(?:s|ed)|add(?:s|ed)"
    r"|insist(?:s|ed)?|wrote|writes|complain(?:s|ed)?|not(?:e|ed)|den(?:y|ied)|warn(?:s|ed)?|suggest(?:s|ed)?)\b"
)
_PARENTHESISED_VIA = re.compile(r"[(\[](?:[Vv]ia|h/t|HT|[Ss]ource)\b:?[)\]]")


def sightings(page: Page) -> Iterator[Sighting]:
    """Everything that the rules find, in no particular order; the same place may be found twice."""
    for mention in page.mentions:
        found = _of_outlet(page, mention)
        if found is not None:
            yield found
    yield from _datelines(page)
    yield from _posts(page)
    yield from _links(page)
    yield from _unnamed(page)


def _of_outlet(page: Page, mention: Mention) -> Sighting | None:
    start = mention.span.start
    if _BROADCAST.search(page.text[max(start - 40, 0) : start]):
        return None
    evidence = addressee(page, mention) or credited(page, mention)
    if evidence is None:
        return None
    wording = evidence.of(page.text).lower()
    line = wording.startswith(("via", "source", "h/t", "hat tip"))
    phrase = Phrase("outlet", mention.name)
    return Sighting(phrase, mention.span, evidence, "credit_line" if line else "cites")


def _datelines(page: Page) -> Iterator[Sighting]:
    for match in _DATELINE.finditer(page.text):
        outlet = outlets().by_name(match.group(1))
        if outlet is not None and outlet.kind == "agency":
            text = match.group().strip()
            start = match.start() + match.group().index(text)
            evidence = Span(start, start + len(text))
            yield Sighting(Phrase("outlet", outlet.name), Span(*match.span(1)), evidence, "dateline")


def _posts(page: Page) -> Iterator[Sighting]:
    for match in _HANDLE.finditer(page.text):
        line = page.text[max(page.text.rfind("\n", 0, match.start()) + 1, match.start() - 60) : match.start()]
        named = _BEFORE_HANDLE.search(line)
        if named is None or _ADDRESS.search(line[-60:]):
            continue  # nobody, or a writer's address
        words = re.sub(r"^IG:|[.!;]+$", "", named.group(1).strip('—–-"“” ')).split(" ")
        while len(words) > 1 and not words[0][:1].isupper():
            words = words[1:]
        if words[0]:
            start = match.start() - len(named.group(1)) + max(named.group(1).find(words[0]), 0)
            phrase = Phrase("post", " ".join(words), gender=gender_of(words[0]))
            yield Sighting(phrase, Span(start, match.start()), Span(start, match.end()), "post")
    for match in _HANDLE_SAYS.finditer(page.text):
        yield Sighting(Phrase("post", match.group(1)), Span(*match.span(1)), Span(*match.span(1)), "post")
    for match in _ACCOUNT.finditer(page.text):
        name = match.group(1) or match.group(2)
        if name.lower() not in _NO_ACCOUNT and re.search(r"[@A-Z0-9_.-]", name.rstrip(".,")):
            found = Span(*match.span(1 if match.group(1) else 2))
            yield Sighting(Phrase("post", name.rstrip(".,'’")), found, Span(*match.span()), "post")
    for match in _PAGE.finditer(page.text):
        name = match.group(1)
        yield Sighting(Phrase("post", name), Span(*match.span()), Span(*match.span()), "post")
    for match in re.finditer(r"(?<!\w)/r/\w+", page.text):
        yield Sighting(Phrase("post", match.group()), Span(*match.span()), Span(*match.span()), "post")
    for match in _VIDEO.finditer(page.text):
        yield Sighting(Phrase("post"), Span(*match.span()), Span(*match.span()), "post")


def _links(page: Page) -> Iterator[Sighting]:
    for link in page.article.links:
        outlet = outlets().by_domain(link.target)
        if outlet is not None and outlet.name != page.own and link.span.end <= len(page.text):
            yield Sighting(Phrase("outlet", outlet.name), link.span, link.span, "link")


def _unnamed(page: Page) -> Iterator[Sighting]:
    """ "X reported, citing people familiar with it": the unnamed ones, through X."""
    for match in _CITING.finditer(page.text):
        sentence = page.sentence_span(match.start())
        before = page.within(sentence.start, match.start())
        inside = page.within(*match.span(1))
        after = [m for m in page.within(match.end(), sentence.end) if credited(page, m)]
        through = [mention.name for mention in before[-1:] or inside[:1] or after[:1]]
        via = through[0] if through else None
        yield Sighting(Phrase("unnamed", via=via), Span(*match.span(1)), Span(*match.span()), "cites")
    for match in _SOMEBODY.finditer(page.text):
        sentence = page.sentence_span(match.start())
        around = [m for m in page.within(sentence.start, sentence.end) if addressee(page, m) or credited(page, m)]
        name = Span(*match.span(1))
        yield Sighting(Phrase("unnamed", via=around[0].name if around else None), name, Span(*match.span()), "says")
    for match in _ANONYMOUS_PRESS.finditer(page.text):
        if page.within(match.start(), match.end() + 40):
            continue  # "a report from the Gazette" is no anonymous one
        yield Sighting(Phrase("unnamed"), Span(*match.span()), Span(*match.span()), "cites")
    for match in _PARENTHESISED_VIA.finditer(page.text):
        if not page.within(match.start(), match.end() + 40):
            yield Sighting(Phrase("unnamed"), Span(*match.span()), Span(*match.span()), "credit_line")


def is_posted(text: str) -> bool:
    """Whether these words tell of a post: "tweeted", "on Instagram"."""
    return POSTED.search(text) is not None
