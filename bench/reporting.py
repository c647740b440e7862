"""Verbs that report what somebody said, in all their forms: the cues that count as "reporting verb"."""

_REGULAR = """
report claim add explain confirm insist warn respond ask reveal assert recall predict comment point call
remark mention contend complain talk brief maintain inform
"""  # told by -s, -ed, -ing
_ENDING_IN_E = """
announce note state argue declare allege describe quote cite promise indicate continue joke estimate acknowledge accuse
conclude disclose
"""
_ENDING_IN_Y = "deny reply testify"
_IRREGULAR = """
according say says said saying tell tells told telling write writes wrote written writing tweet tweets tweeted tweeting
suggest suggests suggested suggesting admit admits admitted admitting vow vows vowed vowing speak speaks spoke
"""


def _forms() -> set[str]:
    regular = {verb + ending for verb in _REGULAR.split() for ending in ("", "s", "ed", "ing")}
    dropped = {verb[:-1] + ending for verb in _ENDING_IN_E.split() for ending in ("e", "es", "ed", "ing")}
    changed = {verb[:-1] + ending for verb in _ENDING_IN_Y.split() for ending in ("y", "ies", "ied", "ying")}
    return regular | dropped | changed | set(_IRREGULAR.split())


REPORTING = frozenset(_forms())
