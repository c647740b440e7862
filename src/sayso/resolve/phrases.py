"""What a source's words name: an outlet, a person, an organization, somebody unnamed, or somebody named elsewhere."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sayso.records import Span
from sayso.resolve.described import TRADE, WHEN_MADE
from sayso.resolve.names import SEQUENCE, WORD, Phrase, could_be_person, is_person, longer_name, names_in, person
from sayso.resolve.organizations import organization_or_less, spoken_for
from sayso.resolve.page import Page
from sayso.resolve.papers import ARTICLES, document_name, paper_of
from sayso.resolve.unlisted import Mention
from sayso.words import (
    DOCUMENT_NOUNS,
    JOURNALIST,
    KIN,
    OFFICIAL_REPORTS,
    ORGANIZATION_NOUNS,
    ORGANIZATION_WORDS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    POST_NOUNS,
    PRONOUNS,
    REPORT_NOUNS,
    SPOKES,
    UNNAMED,
    gender_of,
)

_DATELINE = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{2,30}(?:, [A-Z][\w.]+)?(?: \([\w ]+\))? ?[–—-]{1,2} +"
)  # "ORRIN (WireOne) — "
_HANDLE = re.compile(r"@\w+")
_ACCOUNT = re.compile(
    r"\b(?:Reddit|Twitter|YouTube|Facebook|Instagram|Imgur|imgur|forum|Tumblr|Weibo|reddit)(?:'s)? (?:user|account"
    r"|member|poster)"
    r"(?: (?:named|called|by the name of))?,? [\"“'‘]?(@?[\w.-]{3,}(?: [A-Z][\w.]*){0,3})[\"”'’]?"
)
_OFFICE = re.compile(
    r"\s*(?:an?|the|its|senior|executive|vice|president|director|chief|head|CEO|spokes\w+|manager|co-founder"
    r"|founder|chair\w*) "
)
_NOBODY = frozenset(
    ["anyone", "anybody", "nobody", "none", "something", "nothing", "everyone", "everybody", "it’s", "it's", "there"]
)
_ITS_SOURCES = frozenset(["source", "sources", "insider", "insiders", "user", "users", "reader", "readers"])
_ITS_PEOPLE = re.compile(
    r" (?:[a-z][\w-]+ ){0,3}?(?:employee|staffer|staff member|insider|worker|executive|user|fan|viewer)s?\b"
)


# "the embassy's information director": the embassy speaks
_ITS_STAFF = re.compile(
    r"[Tt]he ([\w-]+)[’']s (?:[a-z-]+ ){0,2}(?:director|officials?|spokes\w+|executives?|chief|management|officers?)$"
)
# whoever holds it goes by the office where no name is given
_OFFICE_OF = re.compile(
    r"(?:[Tt]he )?(?:[a-z]+ )?((?:Archbishop|Bishop|Mayor|Governor|Duke|Duchess|Prince|Princess|King|Queen|Sultan"
    r"|Emir|Patriarch"
    r"|Grand Mufti|Sheriff|Abbot) of [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)$"
)
_FINDS = frozenset(("autopsy", "autopsies", "study", "survey", "poll", "audit", "indictment", "affidavit", "lawsuit"))
_LAST_WORD = re.compile(r"\b(\w+)\.? $")
_HELD = re.compile(
    r"(?:[Tt]he )?(?:[\w-]+ ){0,3}?(?:CEO|[Hh]ead|[Cc]hief|[Dd]irector|[Pp]resident|[Cc]hair\w*|[Ff]ounder|[Ss]ecretary"
    r"|[Mm]anager|[Ll]eader|[Ss]pokes\w+|[Mm]ember|[Bb]oss) (?:of|for|at) (?:the )?((?:[A-Z][\w-]+ ){1,4})"
    r"([A-Z][\w’'-]+ [A-Z][\w’'-]+)$"
)


def read_phrase(page: Page, span: Span, people: Mapping[str, str]) -> Phrase:
    """What the words at ``span`` name; ``people`` gives the full names of the article by surname."""
    text = re.sub(r"^(?:and|but|as|while|that|when|,)\s+", "", _DATELINE.sub("", span.of(page.text).strip()))
    words = [word.lower() for word in WORD.findall(text)]
    if words and (words[0] in _NOBODY or words[:2] == ["no", "one"] or words[-1] in ("headline", "inquiry", "url")):
        return Phrase("unnamed", refers="nobody")
    if set(words) & {"rumour", "rumours", "rumor", "rumors", "speculation"} and len(words) <= 4:
        return Phrase("unnamed", refers="nobody")
    if not words:
        handle = _HANDLE.search(text)
        return Phrase("post", handle.group()) if handle else Phrase("unnamed")
    full = page.organizations.get(re.sub(r"^[Tt]he ", "", text))
    if full is not None:
        return Phrase("organization", full)
    if words[0] in PRONOUNS and (len(words) == 1 or words[0] in ("who", "which", "he", "she", "they", "it", "we", "i")):
        return Phrase("person", refers="pronoun", word=words[0])
    handle = _HANDLE.search(text)
    if handle and not SEQUENCE.search(text[: handle.start()].strip(" (")):
        return Phrase("post", handle.group())
    account = _ACCOUNT.search(text)
    if account and account.group(1) not in ("who", "that", "and", "with", "which", "has", "was"):
        return Phrase("post", account.group(1).rstrip("."))
    mentions = page.within(span.start, span.end)
    paper = paper_of(text, mentions[0].name if mentions else None)
    if paper is not None:
        return paper
    if mentions:
        return _with_outlet(page, text, span, mentions, words, people)
    return _without_outlet(page, text, words, people)


def _with_outlet(
    page: Page, text: str, span: Span, mentions: list[Mention], words: list[str], people: Mapping[str, str]
) -> Phrase:
    """A phrase that holds an outlet's name: the outlet, or one of its reporters, or its source."""
    first = mentions[0]
    end = first.span.end - span.start
    start = first.span.start - span.start
    before, after = text[: max(start, 0)], text[end:] if end <= len(text) else ""
    rest = [word.lower() for word in WORD.findall(f"{before} {after}")]
    reached = _REACHED_BY.search(before)
    if not re.match(r"\W*,? (?:which|who)\b", after) and not reached:
        reporter = _of_an_outlet(text, first.name, before, after, rest, people)
        if reporter is not None:
            return reporter
    if words[0] in ("of", "to"):
        return Phrase("unnamed")
    if reached and before[: reached.start()].strip() and not names_in(after):
        return _through(page, before[: reached.start()].rstrip(" ,"), first.name, people)
    if (apart := _NAME_APART.match(before)) and could_be_person(apart.group(1)):
        return person(apart.group(1), people)  # "Zo Ninh, a cook working for X who found it"
    # "the Italian newspaper X, the convent": the reader took both for one source
    two = re.match(r"\s*,\s+((?:the|a|an) [a-z][\w -]+)$", after)
    if two and not set(WORD.findall(two.group(1))) & (OUTLET_NOUNS | REPORT_NOUNS):
        return _through(page, two.group(1), first.name, people)
    return Phrase("outlet", first.name)


def _through(page: Page, text: str, outlet: str, people: Mapping[str, str]) -> Phrase:
    """Whom a part of a phrase names that stands apart from the outlet through which the article has it."""
    words = [word.lower() for word in WORD.findall(text)]
    return replace(_without_outlet(page, text, words, people), via=outlet)


def _of_an_outlet(
    text: str, outlet: str, before: str, after: str, rest: list[str], people: Mapping[str, str]
) -> Phrase | None:
    """ "Variety's Ann Pell", "the Gazette's sources", "a source to X", "a Gazette spokesman"; None: the outlet"
    " itself."""
    names = [name for name in names_in(after.split(",")[0]) if is_person(name, people)]
    names = names or [name for name in names_in(before) if is_person(name, people)]
    names = [name for name in names if not re.search(rf"{re.escape(name)}(?:'s|’s|['’]) [a-z]", text)]
    if names and (before or re.match(r"(?:'s|’s|['’])? ", after)):
        described = after.split(",", 1)[1] if "," in after else re.sub(r"^(?:'s|’s|['’])", "", after)
        reporter = any(word in JOURNALIST for word in rest) or not _OFFICE.match(described)
        return person(names[-1], people, via=outlet if reporter else None)
    heads = set(rest)
    if heads & (SPOKES - {"agent", "manager"}) and "told" not in heads:
        return Phrase("outlet", outlet)
    if heads & _ITS_SOURCES and after.strip():
        return Phrase("unnamed", via=outlet)
    if _ITS_PEOPLE.match(after):
        return Phrase("unnamed")
    if before.rstrip().endswith((" to", " with", " for", " by", " told")) and heads & UNNAMED:
        return Phrase("unnamed", via=outlet)
    return None


# "a spokesman for the ministry, contacted by X,": not of X
_REACHED_BY = re.compile(r",? (?:who was )?(?:contacted|reached|quoted|approached|interviewed|cited) by (?:[Tt]he )?$")
_ITS_SITE = re.compile(r"[Tt]he ([\w-]+)[’']s (?:[a-z-]+ )?(?:web ?site|site|blog|newsletter)$")
_PEOPLE_OF_RANK = re.compile(
    r"\b(?:senior|leading|key|top|prominent|public|industry|party|opposition|media|religious|political) figures\b"
)
_BOARD_PAPER = re.compile(
    r"\b((?:board|briefing|policy|discussion|position|cabinet|consultation|working|white|green) paper)\b", re.IGNORECASE
)
_DESCRIBES_A_PERSON = PERSON_NOUNS | UNNAMED | SPOKES | {"head"}
_SOMEBODYS = (UNNAMED | KIN) - SPOKES
_ONE_OF = re.compile(r"(?:one|two|three|some|several|many|most) of (?:the|his|her|their|its) ([a-z-]+)", re.IGNORECASE)
_OF_ANOTHER = r"(?:of|in|at|from|for|with|near|on|by|to|who|whose|which|that|where|and|or|but|said|told)\b"
_ITS_NAME = re.compile(r", ([A-ZÀ-Þ][\w&-]+(?: (?:(?:of|and|for|&) (?:the )?)?[A-ZÀ-Þ][\w&-]+){0,4})(?:,|$)")
_NAME_APART = re.compile(rf"({SEQUENCE.pattern}), (?:an?|the|who) ")
_CLAUSE_END = re.compile(rf",\s|\s(?:who|which|that|whose)\s|\s\(|\s[–—-]\s|{WHEN_MADE}")


def _longer_name(page: Page, word: str) -> str | None:
    key = (longer_name, word)
    if key not in page.known:  # it looks through the whole text
        page.known[key] = longer_name(page.text, word)
    name: str | None = page.known[key]
    return name


def _without_outlet(page: Page, text: str, words: list[str], people: Mapping[str, str]) -> Phrase:
    clause = _CLAUSE_END.split(text, maxsplit=1)[0]
    holder = _holder_of_office(clause, people) or _joined_by_article(clause)
    if holder is not None:
        return person(holder, people)
    names = names_in(clause)
    heads = [word.lower() for word in WORD.findall(clause)]
    head = _head(clause, heads)
    apposed = _named_later(text[len(clause) :], people) if text.startswith(clause + ",") else None
    if apposed is not None and head in _DESCRIBES_A_PERSON and not clause.istitle():
        return apposed  # "Pell's manager, Bo Dunn,": he speaks, not Pell
    if (some := _ONE_OF.match(clause)) and some.group(1) in UNNAMED:
        return apposed or Phrase("unnamed")  # "one of the miners (, Bo Dunn,)"
    if office := _OFFICE_OF.match(clause):
        return Phrase("person", office.group(1))
    spoken = spoken_for(page, clause, names, people)
    if spoken is not None:
        return spoken
    persons = [name for name in names if is_person(name, people)]
    if persons and head in _FINDS and clause.find(persons[0]) > clause.lower().find(head):
        return Phrase("document", document_name(clause, head))  # "an autopsy performed on Bo Dunn"
    if persons and head in _SOMEBODYS and _is_of(clause, head, persons[0]):
        return Phrase("unnamed")
    if not persons and len(names) == 1 and clause.strip().startswith(names[0]) and could_be_person(names[0]):
        persons = names if clause.strip() in (names[0], names[0] + ",") else []
    if persons:
        name = _chosen(clause, persons)
        title = _LAST_WORD.search(clause[: clause.find(name.split()[0])])
        if title and " " not in name:
            name = _of_that_title(page, name, title.group(1), people)
        return person(name, people, title=title.group(1) if title else None)
    if "," in text and (not names or head in PERSON_NOUNS or head in UNNAMED or TRADE.search(head)):
        named = _named_later(text[text.index(",") :], people)
        if named is not None:
            return named
    if names and clause.startswith(names[0]) and _begins_small(page, names[0]):
        names = names[1:]
    if len(names) == 1 and " " not in names[0] and clause.strip(" ,") == names[0]:
        whole = _longer_name(page, names[0])
        if whole is not None:
            return person(whole, people)
    if not names and head in ORGANIZATION_NOUNS and (whose := _ITS_NAME.match(text[len(clause) :])):
        return Phrase("organization", whose.group(1))  # "their label, Fennel Records,"
    about = organization_or_less(page, clause, names, head) if names else None
    if about is None and apposed is not None and is_person(apposed.name or "", people):
        return apposed  # "the British home secretary, Ann Pell,"
    return about or _described(heads, head, text)


def _is_of(clause: str, head: str, name: str) -> bool:
    """Whether somebody is told by whose they are: "a source close to Bo Dunn", "Bo Dunn's family"."""
    near = r"(?:of|(?:(?:very )?close|linked|known|related) to|familiar with)"
    patterns = (
        rf"\b{head} {near} (?:[\w’'-]+ ){{0,3}}{re.escape(name)}(?:['’]s? [a-z -]+)?$",
        rf"\b{head} (?:on|in|at|inside|from|near|with) (?:[\w’'-]+ ){{0,5}}{re.escape(name)}(?:['’]s? [a-z -]+)?$",
        rf"{re.escape(name)}(?:['’]s|(?<=s)['’]) (?:[a-z-]+ ){{0,3}}{head}$",
    )
    return any(re.search(pattern, clause, re.IGNORECASE) for pattern in patterns)


def _of_that_title(page: Page, surname: str, title: str, people: Mapping[str, str]) -> str:
    """Of several people of one surname the one whom a title fits: "Mrs Hall" is somebody's mother or wife."""
    namesakes = sorted({full for full in people.values() if full.endswith(" " + surname)})
    fitting = [full for full in namesakes if gender_of(full.split()[0]) in (None, gender_of("", title))]
    if title == "Mrs" and len(fitting) > 1:
        related = r"\b(?:mother|mum|mom|wife|widow|grandmother|parents?|couple)\b[,\w ]{0,12}? "
        fitting = [each for each in fitting if re.search(related + re.escape(each), page.text)] or fitting
    sure = len(fitting) == 1 and (title == "Mrs" or people.get(surname, surname) not in fitting)
    return fitting[0] if sure else surname


def _holder_of_office(clause: str, people: Mapping[str, str]) -> str | None:
    """ "head of the Rain Council Ann Pell": the office and its holder in one run of capitals."""
    office = _HELD.match(clause)
    if office is None or office.group(1).split()[-1] not in ORGANIZATION_WORDS:
        return None
    name = office.group(2)
    return name if could_be_person(name) or is_person(name, people) else None


def _joined_by_article(clause: str) -> str | None:
    """ "Ann Pell a baker from Orrin": no comma before the description."""
    joined = re.match(rf"({SEQUENCE.pattern}) an? [a-z]", clause)
    return joined.group(1) if joined and could_be_person(joined.group(1)) else None


def _begins_small(page: Page, name: str) -> bool:
    """Whether a word has its capital only from the sentence's beginning: the article writes it small elsewhere."""
    if " " in name or name in page.organizations:
        return False
    return name.lower() in page.common or re.search(r"-[a-z]+$", name) is not None


def _chosen(clause: str, persons: list[str]) -> str:
    """Of several names, the one that the others describe: "Acme chief Ann Pell", but "Ann Pell of Bolt & Sons"."""
    first, last = persons[0], persons[-1]
    between = clause[clause.find(first) + len(first) : clause.rfind(last)]
    return first if re.match(r" (?:of|from|at|with|for|and|in|over|told|on)\b", between) or first == last else last


def _head(clause: str, heads: list[str]) -> str:
    """The head noun: the last word before a preposition or participle."""
    core = re.split(
        r"\s(?:of|in|at|for|from|with|to|on|by|familiar|briefed|inside|within|near|about|living|working|based"
        r"|named"
        r"|compiled|obtained|released|published|issued|conducted|filed|collected|reviewed|seen|commissioned|called"
        r"|shared|posted|lodged|cited|titled|uploaded"
        r"|identified|over|speaking|involved|outside|behind|among|including"
        r"|(?:linked|tied|loyal|close) (?:to|with)|held by)\b",
        clause,
        maxsplit=1,
    )[0]
    found = [word.lower() for word in WORD.findall(core)]
    return found[-1] if found else (heads[-1] if heads else "")


def _named_later(rest: str, people: Mapping[str, str]) -> Phrase | None:
    """ "her mother, Ann Pell," and "a fan, shop owner Bo Dunn": the name follows the description."""
    apposed = re.match(rf",\s+(?:(?!{_OF_ANOTHER})[a-z][\w-]* ){{0,4}}({SEQUENCE.pattern})", rest)
    for name in names_in(apposed.group(1)) if apposed else ():
        if is_person(name, people) or could_be_person(name):
            return person(name, people)
    return None


def _described(heads: list[str], head: str, text: str) -> Phrase:
    """A phrase without any name."""
    if paper := _BOARD_PAPER.search(text):
        return Phrase("document", paper.group(1).lower())
    if head == "figures" and _PEOPLE_OF_RANK.search(text.lower()):
        return Phrase("unnamed")
    site = _ITS_SITE.match(text)
    owned = _ITS_STAFF.match(text) or site
    if owned and owned.group(1) in ORGANIZATION_NOUNS:
        return Phrase("organization", refers="organization", word=owned.group(1))
    if site:
        return Phrase("unnamed")
    definite = heads[0] in ("the", "that", "this", "his", "her", "their", "its") if heads else False
    if re.search(r"\b\d{1,3}-year-old$", text) and definite:
        return Phrase("person", refers="person", word="year-old")
    if head in ("report", "reports") and len(heads) > 1 and heads[heads.index(head) - 1] in OFFICIAL_REPORTS:
        return Phrase("document", " ".join(word for word in heads[: heads.index(head) + 1] if word not in ARTICLES))
    singular = head.removesuffix("s") if head not in ("press", "police", "sales", "series") else head
    if definite and head in ("source", "insider", "informant", "tipster", "whistleblower", "official", "person"):
        return Phrase("unnamed", refers="unnamed", word=head)
    if definite and head in OUTLET_NOUNS and head not in ("agency", "service", "programme", "program"):
        return Phrase("outlet", refers="outlet", word=head)
    if head in REPORT_NOUNS and singular == head:
        if re.search(r"\bby (?:an? |one |some |unknown |unnamed )", text):
            return Phrase("post" if head in POST_NOUNS else "unnamed")  # somebody's, not the outlet's
        return Phrase("outlet", refers="report", word=head) if definite else Phrase("unnamed")
    if definite and head in ORGANIZATION_NOUNS:
        return Phrase("organization", refers="organization", word=head)
    if head in ("police", "government", "officials", "authorities"):
        return Phrase(
            "organization" if head in ("police", "government") else "unnamed", refers="organization", word=head
        )
    if definite and (head in PERSON_NOUNS or head in ("spokesman", "spokeswoman", "spokesperson")):
        return Phrase("person", refers="person", word=head)
    if head in POST_NOUNS:
        return Phrase("post", None)
    if definite and head in ("user", "poster", "redditor", "youtuber", "tweeter", "blogger", "vlogger", "uploader"):
        return Phrase("unnamed", refers="account", word=head)
    if definite and head not in UNNAMED and "," not in text and TRADE.search(head):
        return Phrase("unnamed", refers="called", word=head)
    if head in DOCUMENT_NOUNS:
        kind = heads[: heads.index(head) + 1] if head in heads else heads
        name = " ".join(word for word in kind if word not in ARTICLES)
        return Phrase("document", name, refers="document" if definite else None, word=head)
    return Phrase("unnamed")
