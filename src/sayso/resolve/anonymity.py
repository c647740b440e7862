"""Where an article says why a source goes unnamed: "who asked not to be named because ..."."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sayso.records import Span
from sayso.resolve.cast import Speaker
from sayso.resolve.overlap import Places
from sayso.resolve.page import Page

_UNNAMED = (
    r"(?:named|identified|quoted|anonymous|unnamed|unidentified|nameless|published|disclosed|used|revealed|printed)"
)
_ON = r"(?:(?! (?:said|says|told|tells|added|adds|confirmed|wrote)\b)[^.,;:\n“”\"])*"  # to the main clause's verb
_REASON = (
    r"(?:,? (?:because|since|as (?:he|she|they|it|the)|for fear|out of fear|fearing|citing|due to|given|owing to"
    r"|in order to|so as to|for (?:privacy|security|safety|legal)"
    r"|to (?:avoid|protect|discuss|describe|share|speak|talk|reveal|preserve|disclose|comment|give|provide))"
    rf"\b{_ON})?"
)
_ASKED = re.compile(
    r"(?:(?<!\w)who (?:had |has |was |were |is |are |only |also )?)?"
    r"(?:(?:speaking|spoke|speak|talking|talked) (?:only )?)?"
    r"(?:\b(?:on|under) (?:the )?(?:strict )?conditions? (?:of (?:strict |total )?anonymity"
    rf"|(?:that )?(?:he|she|they|his|her|their)(?: \w+){{0,2}} (?:not be|remain|stay|be kept) {_UNNAMED})"
    r"|\b(?:ask|request|insist|wish|want|prefer)\w* (?:that (?:he|she|they|his|her|their|its)(?: \w+){0,2} )?"
    rf"(?:(?:not to be|to not be|not be) (?:fully )?{_UNNAMED}"
    r"|(?:to be|to remain|to stay|remain)(?: kept)? (?:anonymous|unnamed|unidentified|nameless))"
    rf"|\b(?:declin|refus)\w* to (?:be|have (?:his|her|their) names?) {_UNNAMED}"
    r"|\b(?:did|do|does)(?: not|n[’']t) (?:want|wish) to (?:be|have)(?: (?:his|her|their) names?)? "
    rf"{_UNNAMED}"
    r"|\b(?:request|ask|demand|insist|promis|grant|seek|sought)\w* (?:for |on )?anonymity\b"
    r"|\b(?:declin|refus)\w* to give (?:his|her|their) (?:\w+ )?names?\b"
    r"|\b(?:was |were |is |are |wasn[’']t |weren[’']t |isn[’']t |aren[’']t )?(?:not )?(?:yet )?(?<!\w)"
    r"(?:(?<=not )|(?<=n[’']t )|un)(?:authori[sz]ed|allowed|permitted|cleared) to (?:\w+ )?"
    r"(?:speak|talk|comment|discuss|disclose|brief|be quoted|be named|be identified|give|release|reveal|share)\b"
    rf"{_ON}"
    r"|\b(?:speaking|spoke|speak|spoken|talking|talked) anonymously\b"
    rf"){_REASON}"
)
# no sentence without one of these is looked at closer: the pattern above is slow
_KEY = re.compile(
    r"anonym|named\b|nameless|identified|quoted|publish|disclosed|[sz]ed to\b|llowed to\b|itted to\b|red to\b|\bname"
)
# who speaks of the source before: "They spoke on condition of anonymity", "The source asked not to be named"
_SAME = re.compile(
    r"\W*(?:He|She|They|Both|All|Neither|None|The (?:\w+ ){0,2}(?:sources?|officials?|insiders?|persons?|people"
    r"|man|woman|employees?|aides?|diplomats?|executives?))\b"
)


def anonymity_of(page: Page, speakers: Sequence[Speaker]) -> Mapping[int, Span]:
    """The words that say why, by the number of the unnamed speaker of whom they say it; the first for each."""
    found: dict[int, Span] = {}
    people = Places((at, (at, each)) for each in speakers if each.kind in ("person", "unnamed") for at in each.mentions)
    for match in _askings(page):
        speaker = _of_whom(page, people, Span(*match.span()))
        if speaker is not None and speaker.kind == "unnamed" and speaker.name is None:
            found.setdefault(speaker.number, Span(match.start(), match.start() + len(match.group().rstrip())))
    return found


def _askings(page: Page) -> Iterator[re.Match[str]]:
    end = 0
    for key in _KEY.finditer(page.text):
        if key.start() >= end:
            sentence = page.sentences[page.sentence_at(key.start())].span
            yield from _ASKED.finditer(page.text, sentence.start, sentence.end)
            end = sentence.end


def _of_whom(page: Page, people: Places[tuple[Span, Speaker]], at: Span) -> Speaker | None:
    """Whoever is mentioned right before those words in their sentence, else after them, else in the sentence before."""
    sentence = page.sentence_span(at.start)
    if page.is_quoted(at.start):
        return None
    here = people.over(sentence)
    around = [(-m.start, each.number, each) for m, each in here if m.start <= at.start]
    after = [(m.start, each.number, each) for m, each in here if m.start > at.start]
    if around or after:
        return min(around or after, key=_first)[2]
    if not _SAME.match(page.text, sentence.start) or not at.start:
        return None
    first = page.sentence_at(at.start) - 2
    earlier = people.over(Span(page.starts[first] if first > 0 else 0, at.start))
    before = [
        (m.end, each.number, each) for m, each in earlier if m.end <= at.start and page.sentence_at(m.start) >= first
    ]
    return max(before, key=_first)[2] if before else None


def _first(placed: tuple[int, int, Speaker]) -> tuple[int, int]:
    return placed[:2]
