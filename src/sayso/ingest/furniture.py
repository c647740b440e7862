"""Page furniture at the very end of a text: prompts to share, comment, subscribe. It is no part of the article."""

import re

_ALONE = re.compile(
    r"""(?:
      (?:join|start)\s+the\s+(?:discussion|conversation|debate)
    | share\s+(?:this|on|via|it|your\s+thoughts)\b.*
    | share | tweet(?:\s+this)? | e-?mail(?:\s+this)? | print | pin\s+it | advertisements? | sponsored
    | (?:view|show|hide|see|read|post|add|leave|write)\s+(?:all\s+|a\s+|your\s+)?(?:\d+\s+)?(?:comments?|repl(?:y|ies))
    | (?:\d+\s+)?comments?(?:\s*\(\d+\)|\s*:?\s*\d+)?
    | (?:sign\s+up|subscribe|register)(?:\s+(?:now|here|today|free|for|to|with|and)\b.*)?
    | (?:get|receive)\s+(?:our|the|all\s+the)\b.*\b(?:newsletter|inbox|alerts?)\b.*
    | (?:follow|like|find)\s+(?:us|me)\s+on\b.*
    | (?:follow\s+@?\w+(?:\s+\w+)?\s+on\s+(?:twitter|facebook|instagram|x))
    | download\s+(?:our|the)\b.*\bapps?\b.*
    | click\s+here\s+(?:to|for)\b.*
    | report\s+(?:a\s+|an\s+)?(?:typo|error|abuse) | (?:back\s+to\s+)?top
    | (?:load|show)\s+more | next\s+(?:article|story)
    | have\s+your\s+say\b.* | what\s+do\s+you\s+think\??(?:\s+(?:let\s+us\s+know|tell\s+us|comment)\b.*)?
    | (?:facebook|twitter|pinterest|linkedin|whatsapp|reddit|google\+?|tumblr)(?:[\s|,/·]+(?:facebook|twitter|pinterest
        |linkedin|whatsapp|reddit|google\+?|tumblr|e-?mail|print))*
    )[\s.!:»›>…]*""",
    re.IGNORECASE | re.VERBOSE,
)
# these introduce headlines of other articles, on the same line or on the ones that follow; with an address they are
# what some sites put behind text that is copied from them, so a credit
_LIST = re.compile(
    r"(?:read\s+(?:more|next|also)|see\s+also|also\s+read|related(?:\s+(?:articles?|stories|story|topics|content|links|posts|news))?"
    r"|more\s+(?:from|on|stories|news)\b.{0,60}|you\s+(?:may|might)\s+(?:also\s+)?like|recommended(?:\s+for\s+you)?"
    r"|most\s+(?:read|popular|viewed|shared)|trending(?:\s+now)?|don'?t\s+miss|tags?|filed\s+under|topics)\s*(?::(?!.*https?:).*[^.]|:?$)",
    re.IGNORECASE,
)
# these name where the article is from, so they are part of it
_CREDIT = re.compile(
    r"report|contribut|edit|writing|copyright|©|correct|press|reuters|\b(?:AFP|UPI)\b|wire", re.IGNORECASE
)
_LONGEST = 20  # words in a line of furniture
_MOST_LINES = 15  # headlines after "Read more:"


def without_furniture(text: str) -> str:
    """``text`` up to its last line that is no furniture; the same string where there is none at the end."""
    lines = text.splitlines(keepends=True)
    keep = _last_of_article(lines)
    return text if keep == len(lines) else "".join(lines[:keep]).rstrip()


def _last_of_article(lines: list[str]) -> int:
    """How many of ``lines`` belong to the article, read from the end upwards."""
    cut = len(lines)
    unannounced = 0  # lines that are furniture only if a line above them announces a list of headlines
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number].strip()
        if not line:
            continue
        if len(line.split()) <= _LONGEST and (_LIST.fullmatch(line) or (_ALONE.fullmatch(line) and not unannounced)):
            cut, unannounced = number, 0
        elif _could_be_headline(line) and unannounced < _MOST_LINES:
            unannounced += 1
        else:
            break
    return cut


def _could_be_headline(line: str) -> bool:
    return len(line.split()) <= _LONGEST and line[-1] not in ".!?”\"’'" and not _CREDIT.search(line)
