"""
Posts that an article has something from: an account's, a page's, and those that no account is named for.

Posts without an account are two sources at most in one article: what is seen (a video, a photograph) and the talk.
"""

import re
from collections.abc import Iterator

from sayso.records import Span
from sayso.resolve.names import Phrase
from sayso.resolve.page import Page
from sayso.resolve.sighting import Sighting
from sayso.words import gender_of

_PLATFORM = (
    r"(?:Twitter|Facebook|Instagram|Tumblr|YouTube|Youtube|Snapchat|Weibo|MySpace|Reddit|reddit|[Ii]mgur|Vine|LinkedIn"
    r"|TikTok|Vimeo|Periscope|Google\+|[Ss]ocial media|the [Ii]nternet)"
)
_HANDLE = re.compile(r" \((@\w{2,15})\)")
_BEFORE_HANDLE = re.compile(r"(?:^|[\s—–-])((?:[^\s()@—–]+ ){0,4}[^\s()@—–]+)$")
_ADDRESS = re.compile(r"\b(?:[Ff]ollow|Tweet|Contact|Email|Twitter)\b")
_ACCOUNT = re.compile(
    r"\b(?:[Rr]eddit|Twitter|YouTube|Youtube|Facebook|Instagram|[Ii]mgur|forum|Tumblr|Weibo|Vine)(?:'s|’s)? (?:user"
    r"|account|member|poster|star)"
    r"s?(?:,? (?:named|called|with the (?:handle|name|username)|by the name of"
    r"|who goes by))?,? [\"“'‘]?(@?[\w.-]{3,}(?: [A-Z][\w.]*){0,2})"
    r"|\b(?:[Rr]edditor|YouTuber|Youtuber|Vlogger|(?:tweet|post|video|photo|picture|image|clip|blog) (?:by|from)|handle"
    r"|username|user name) [\"“'‘]?"
    r"(@\w+|[A-Z][\w-]+(?: [A-Z][\w.]*){0,2}|\w+_\w*)"
)
_SIGN = re.compile(  # a name as accounts have it: "user kim_o", "(Reddit / kim_o)", "handle '24/7 talk'"
    rf"\b(?:users?|{_PLATFORM})(?: |,? (?:by|with the handle|named|called) | ?/ ?)[\"“'‘]?(@?\w*(?:_|\d)[\w.-]*\b|@\w+)"
    r"|\b(?:handle|username|user name|screen name),? [\"“'‘]([^\"”'’\n]{3,30})[\"”'’]"
    r"|(?<![\w(@./])(@\w{2,15})\b"
    r"|\b(?:from|by|thanks to|via) ([A-Za-z]{4,}\d{1,4})\b"
)
_PAGE = re.compile(
    r"\b(?:Facebook|memorial|tribute|mock|fan)(?: \w+){0,2} page(?: (?:reportedly )?(?:called|named|titled"
    r"|entitled),? [\"“'‘]?"
    r"((?:[A-Z][\w.]*[ ]?){1,5}\w))?"
)
_NO_ACCOUNT = frozenset(("who", "that", "and", "with", "which", "has", "was", "have", "had", "are", "were", "for")) | {
    *("from", "the", "said", "says", "name", "posted", "named", "commented", "wrote", "under", "page", "told", "first")
}
_HANDLE_SAYS = re.compile(
    r"(?<![\w(])(@\w{2,15})(?=:? (?:tweet|wrot|writ|post|said|says|repl|ask|claim|warn|joke)\w*|:)"
)
_PICTURE = (
    r"(?:videos?|clips?|footage|photos?|photographs?|pictures?|images?|screenshots?|[gG][iI][fF]s?|recordings?"
    r"|screen ?grabs?)"
)
PICTURE = re.compile(rf"\b{_PICTURE}\b")
_SEEN = re.compile(
    rf"\b(?:(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hese|[Tt]hat|[Oo]ne|[Ss]everal|[Ss]ome|[Vv]iral|[Oo]nline|[Hh]is|[Hh]er)"
    rf"(?: [\w’'-]+){{0,3}}? {_PICTURE}|(?:Footage|Videos?|Photos|Images|Pictures|Clips|Screenshots))\b"
)
_SHOWN = re.compile(
    rf"\b(?:post(?:ed|s)?|upload\w*|shar(?:e|ed|ing)|circulat\w+|surfaced|emerged|appear\w*|show(?:s|ed|n|ing)?"
    rf"|purport\w*"
    rf"|claim\w*|viral|rounds|spread\w*|published|hoax|fake|doctored|above|below|attention|titled|watch\w*|seen|views?"
    rf"|allegedly|captured|caught|making its way|convincing|{_PLATFORM})\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    rf"\b{_PLATFORM}(?: users?| accounts?)? (?:is|are|was|were|has been|have been|went|goes|erupted|exploded|lit"
    rf"|buzz\w*"
    rf"|reacted|took|cried|mourned|began|started)\b"
    rf"|\b(?i:rumou?rs?|reports?|claims?|speculation|hoax|stor(?:y|ies)|news|theor(?:y|ies)|allegations?|posts?"
    rf"|posted|tweets?"
    rf"|posting|uploaded|collected|circulat\w+|spread\w*|complain\w*|started|began|shared|surfaced|made it|trending"
    rf"|complaints)\b[^.;\n]{{0,40}}? (?:on|to|via|across|around|over|through|from) (?:[\w’'-]+ ){{0,2}}?{_PLATFORM}"
    r"|\b(?:the )?#\w+ hashtags?\b|\bhashtags? (?:[“\"‘])?#?\w+"
    r"|\b(?:[Aa]n?|[Tt]he|[Tt]his|[Oo]ne|[Ss]everal|[Mm]any|[Vv]iral)(?: [\w’'-]+){0,3}? (?:tweets?|[Ff]acebook posts?"
    r"|forum posts?|community posts?|blog posts?|posting|hashtag|meme)\b"
    r"|\b(?:YouTubers|Redditors|[Tt]weeters|bloggers)\b"
)


def posts(page: Page) -> Iterator[Sighting]:
    """Every post that the wording shows; the same one may be found twice."""
    yield from _beside_handles(page)
    yield from accounts(page)
    for match in _PAGE.finditer(page.text):
        yield Sighting(Phrase("post", match.group(1)), Span(*match.span()), Span(*match.span()), "post", "talk")
    for match in re.finditer(r"(?<!\w)/r/\w+", page.text):
        yield Sighting(Phrase("post", match.group()), Span(*match.span()), Span(*match.span()), "post")
    for match in _SEEN.finditer(page.text):
        sentence = page.sentence_span(match.start())
        if _SHOWN.search(page.text, max(sentence.start, match.start() - 60), min(sentence.end, match.end() + 80)):
            yield Sighting(Phrase("post"), Span(*match.span()), Span(*match.span()), "post", "picture")
    for match in _TALK.finditer(page.text):
        yield Sighting(Phrase("post"), Span(*match.span()), Span(*match.span()), "post", "talk")


def _beside_handles(page: Page) -> Iterator[Sighting]:
    """ "Ann Pell (@annpell)", as embedded posts are signed."""
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


def accounts(page: Page) -> Iterator[Sighting]:
    """The accounts that are named as such, in text order by kind of wording."""
    for match in _HANDLE_SAYS.finditer(page.text):
        yield Sighting(Phrase("post", match.group(1)), Span(*match.span(1)), Span(*match.span(1)), "post")
    for match in _ACCOUNT.finditer(page.text):
        name = match.group(1) or match.group(2)
        if name.lower().split()[0] not in _NO_ACCOUNT and re.search(r"[@A-Z0-9_.-]", name.rstrip(".,")):
            found = Span(*match.span(1 if match.group(1) else 2))
            yield Sighting(Phrase("post", name.rstrip(".,'’")), found, Span(*match.span()), "post")
    for match in _SIGN.finditer(page.text):
        place = match.lastindex or 0
        line = page.text[max(page.text.rfind("\n", 0, match.start()) + 1, match.start() - 60) : match.start()]
        if not _ADDRESS.search(line) and not re.fullmatch(r"\d+", match.group(place)):
            name = match.group(place).rstrip(".,'’")
            yield Sighting(Phrase("post", name), Span(*match.span(place)), Span(*match.span()), "post")
