"""
Posts that an article has something from: an account's, a page's, and those that no account is named for.

Posts without an account are two sources at most in one article: what is seen (a video, a photograph) and the talk.
"""

import re
from collections.abc import Iterator

from sayso.records import Span
from sayso.resolve.names import NATIONAL, SEQUENCE, Phrase, names_in
from sayso.resolve.page import Page
from sayso.resolve.sighting import Sighting
from sayso.words import gender_of

_PLATFORM = (
    r"(?:Twitter|Facebook|Instagram|Tumblr|YouTube|Youtube|Snapchat|Weibo|MySpace|Reddit|reddit|[Ii]mgur|Vine|LinkedIn"
    r"|TikTok|Vimeo|Periscope|Google\+|[Ss]ocial media|the [Ii]nternet)"
)
_HANDLE = re.compile(r" \((@\w{2,15})\)")
_DATED = re.compile(r" (?:[A-Z][a-z]+ \d{1,2}, |\d{1,2} [A-Z][a-z]+ )\d{4}")  # as embedded posts are
_SIGNED = re.compile(
    rf"[—–] ?[^\n—–]{{1,60}} \(@\w{{2,15}}\){_DATED.pattern}"
)  # what stands before is the post's own text
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
)
_BARE = re.compile(r"(?<![\w(@./])(@\w{2,15})\b|(?<=[A-Za-z]{4})\d{1,4}\b")
_FROM = re.compile(r"\b(?:from|by|thanks to|via) ([A-Za-z]{4,})$")  # "from kimo77"
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
_PICTURES = re.compile(rf"\b(?:{_PICTURE}|Footage|Videos?|Photos|Images|Pictures|Clips|Screenshots)\b")
_TWEETS = re.compile(
    r"\b(?:tweets?|(?:[Ff]acebook|forum|community|blog) posts?|posting|hashtag|meme|YouTubers|Redditors|[Tt]weeters"
    r"|bloggers)\b"
)
_SOME = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Tt]his|[Tt]hese|[Tt]hat|[Oo]ne|[Ss]everal|[Ss]ome|[Mm]any|[Vv]iral|[Oo]nline|[Hh]is|[Hh]er)"
    r"(?: [\w’'-]+){0,3} $"
)
_SHOWN = re.compile(
    rf"\b(?:post(?:ed|s)?|upload\w*|shar(?:e|ed|ing)|circulat\w+|surfaced|emerged|appear\w*|show(?:s|ed|n|ing)?"
    rf"|purport\w*|claim\w*|viral|rounds|spread\w*|published|hoax|fake|doctored|above|below|attention|titled|watch\w*"
    rf"|seen|views?|allegedly|captured|caught|making its way|convincing|{_PLATFORM})\b",
    re.IGNORECASE,
)
_PLATFORMS = re.compile(rf"\b{_PLATFORM}(?!\w)")
_BUZZES = re.compile(
    r"(?: users?| accounts?)? (?:is|are|was|were|has been|have been|went|goes|erupted|exploded|lit|buzz\w*|reacted|took"
    r"|cried|mourned|began|started)\b"
)
_SPREADS = re.compile(
    r"\b(?:rumou?rs?|reports?|claims?|speculation|hoax|stor(?:y|ies)|news|theor(?:y|ies)|allegations?|posts?|posted"
    r"|tweets?|posting|uploaded|collected|circulat\w+|spread\w*|complain\w*|started|began|shared|surfaced|made it"
    r"|trending|complaints)\b[^.;\n]{0,40}? (?:on|to|via|across|around|over|through|from) (?:[\w’'-]+ ){0,2}?$",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(
    r"\b(?:posted|uploaded|tweeted)\b(?: (?!by\b)[\w-]+){0,4} by"
    r" (?:(?:the )?(?:[a-z][\w-]{2,} )?|an? (?:[\w-]+ ){1,3}(?:named|called|known as) )[\"“'‘]?(?=[A-Z])"
)
_GOES_ON = re.compile(
    r"[\"”'’]?(?:[.,;:)\n—–]|$| (?:on|in|at|last|this|and|who|which|that|earlier|says?|said|shows?)\b)"
)
_HASHTAG = re.compile(r"\b(?:the )?#\w+ hashtags?\b|\bhashtags? (?:[“\"‘])?#?\w+")


def posts(page: Page) -> Iterator[Sighting]:
    """Every post that the wording shows; the same one may be found twice."""
    yield from _beside_handles(page)
    yield from accounts(page)
    for match in _PAGE.finditer(page.text):
        yield Sighting(Phrase("post", match.group(1)), Span(*match.span()), Span(*match.span()), "post", "talk")
    for match in re.finditer(r"(?<!\w)/r/\w+", page.text):
        yield Sighting(Phrase("post", match.group()), Span(*match.span()), Span(*match.span()), "post")
    yield from _posted_by(page)
    yield from _pictures(page)
    yield from _talk(page)


def _posted_by(page: Page) -> Iterator[Sighting]:
    """ "uploaded to YouTube by Ann Pell": she posted it."""
    for match in _POSTED_BY.finditer(page.text):
        run = SEQUENCE.match(page.text, match.end())
        names = names_in(run.group()) if run else []
        start = run.start() + max(run.group().find(names[0]), 0) if run and names else 0
        if not run or not names or page.within(*run.span()) or not _GOES_ON.match(page.text, start + len(names[0])):
            continue  # nobody, an outlet, or "by Orrin residents"
        if not NATIONAL.match(names[0]) and not _PLATFORMS.match(names[0]):
            mention = Span(start, start + len(names[0]))
            phrase = Phrase("post", names[0], gender=gender_of(names[0].split()[0]))
            yield Sighting(phrase, mention, Span(match.start(), mention.end), "posts")


def _pictures(page: Page) -> Iterator[Sighting]:
    """A video or photograph that is shown or passed around."""
    for match in _PICTURES.finditer(page.text):
        sentence = page.sentence_span(match.start())
        some = _SOME.search(page.text[max(sentence.start, match.start() - 60) : match.start()])
        if not some and not match.group()[0].isupper():
            continue
        start = match.start() - (len(some.group()) if some else 0)
        if _SHOWN.search(page.text, max(sentence.start, start - 60), min(sentence.end, match.end() + 80)):
            yield Sighting(Phrase("post"), Span(start, match.end()), Span(start, match.end()), "post", "picture")


def _talk(page: Page) -> Iterator[Sighting]:
    """ "Twitter is abuzz", "rumours spread on Facebook", "one tweet", "the hashtag"."""
    found = [match.span() for match in _HASHTAG.finditer(page.text)] if "hashtag" in page.text else []
    for match in _PLATFORMS.finditer(page.text):
        buzzes = _BUZZES.match(page.text, match.end())
        lead = page.text[max(page.sentence_span(match.start()).start, match.start() - 90) : match.start()]
        if buzzes:
            found.append((match.start(), buzzes.end()))
        elif spreads := _SPREADS.search(lead):
            found.append((match.start() - (len(lead) - spreads.start()), match.end()))
    for match in _TWEETS.finditer(page.text):
        some = _SOME.search(page.text[max(page.sentence_span(match.start()).start, match.start() - 60) : match.start()])
        if some or match.group()[0].isupper() or match.group() == "bloggers":
            found.append((match.start() - (len(some.group()) if some else 0), match.end()))
    for start, end in sorted(found):
        yield Sighting(Phrase("post"), Span(start, end), Span(start, end), "post", "talk")


def _beside_handles(page: Page) -> Iterator[Sighting]:
    """ "Ann Pell (@annpell)", as embedded posts are signed."""
    for match in _HANDLE.finditer(page.text):
        line = page.text[max(page.text.rfind("\n", 0, match.start()) + 1, match.start() - 60) : match.start()]
        named = _BEFORE_HANDLE.search(line)
        if named is None or _ADDRESS.search(line[-60:]):
            continue  # nobody, or a writer's address
        words = re.sub(r"^IG:|[.!;]+$", "", named.group(1).strip('—–-"“” ')).split(" ")
        signed = line[: -len(named.group(1))].rstrip()[-1:] in ("—", "–") and _DATED.match(page.text, match.end())
        while len(words) > 1 and not words[0][:1].isupper() and not signed:
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
        name = re.split(r"[.,] ", name, maxsplit=1)[0].rstrip(".,'’")
        verb = re.match(r"[a-z]+ [A-Z]", name)  # "one user questioned Thomas"
        if name.lower().split()[0] not in _NO_ACCOUNT and not verb and re.search(r"[@A-Z0-9_.-]", name):
            start = match.start(1 if match.group(1) else 2)
            found = Span(start, start + len(name))
            yield Sighting(Phrase("post", name), found, Span(match.start(), found.end), "post")
    signed = [(match.span(), match.span(match.lastindex or 0)) for match in _SIGN.finditer(page.text)]
    for match in _BARE.finditer(page.text):
        before = _FROM.search(page.text[max(match.start() - 40, 0) : match.start()])
        if match.group(1):
            inside = _SIGNED.search(page.text, match.end(), match.end() + 200)
            if not inside and not _is_addressed(page.text, match.span()):
                signed.append((match.span(), match.span()))
        elif before:
            signed.append(
                (
                    (match.start() - len(before.group()), match.end()),
                    (match.start() - len(before.group(1)), match.end()),
                )
            )
    for (start, end), name in sorted(signed):
        line = page.text[max(page.text.rfind("\n", 0, start) + 1, start - 60) : start]
        words = page.text[slice(*name)].rstrip(".,'’")
        if not _ADDRESS.search(line) and not words.isdigit():
            yield Sighting(Phrase("post", words), Span(*name), Span(start, end), "post")


def _is_addressed(text: str, handle: tuple[int, int]) -> bool:
    """Whether somebody is spoken to: "you are joking, @corveypolice." """
    return text.endswith(", ", 0, handle[0]) and text[handle[1] : handle[1] + 1] in set(".!?,")
