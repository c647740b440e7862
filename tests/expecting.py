"""
What a trace must show, compared with what it shows: for tests/stories/ and examples/.

``Expected`` is one claim of a newsroom, as examples/README.md describes ``expected.json``. Each function below returns
lines, one for each miss: "w03 stance: expected reports, got asserts".
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Expected = Mapping[str, Any]
Document = Mapping[str, Any]  # sayso.trace/1
_NAMED = ("name", "kind", "role", "via")


def choices(value: Any) -> list[Any]:
    """A list stands for several fair readings."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


def same(wanted: Any, got: Any) -> bool:
    """Whether ``got`` is one of the readings; names compare without case, "the", spaces and the ending of a domain."""
    return any(_plain(each) == _plain(got) for each in choices(wanted))


def _plain(value: Any) -> Any:
    if not isinstance(value, str) or ":" in value:
        return value
    value = re.sub(r"^(?:the|an?)\s+", "", value.casefold()).removesuffix(".example")
    return re.sub(r"[^a-z0-9]", "", value)


def who_speaks(expected: Expected, document: Document) -> list[str]:
    """The articles that speak of the claim, and those that must stay out."""
    got = {article["input_id"] for article in document["articles"]}
    lines = [f"{each}: expected to speak of the claim, left out" for each in expected["articles"] if each not in got]
    wanted = set(expected["articles"]) | set(expected.get("silent", ()))
    return lines + [f"{each}: is about something else, listed" for each in sorted(got - wanted)]


def _field(name: str) -> Callable[[Expected, Document], list[str]]:
    def compare(expected: Expected, document: Document) -> list[str]:
        """One field of each article that is listed."""
        return [
            f"{input_id} {name}: expected {wanted[name]}, got {got.get(name)}"
            for input_id, wanted, got in _both(expected, document)
            if name in wanted and not same(wanted[name], got.get(name))
        ]

    return compare


def _both(expected: Expected, document: Document) -> Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    found = {article["input_id"]: article for article in document["articles"]}
    return [(key, wanted, found[key]) for key, wanted in expected["articles"].items() if key in found]


def credits(expected: Expected, document: Document) -> list[str]:
    """Every credit, one to one; what is credited beyond them may be listed under ``also``, or be background."""
    lines = []
    for input_id, wanted, got in _both(expected, document):
        rest = list(got["credits"])
        for credit in sorted(wanted["credits"], key=_readings):
            hit = next((each for each in rest if _fits(credit, each)), None)
            if hit is None:
                lines.append(f"{input_id} credit missed: {_shown(credit)}")
            else:
                rest.remove(hit)
        extra = [each for each in rest if each["role"] != "context"]
        for credit in extra:
            if not any(_fits(allowed, credit) for allowed in wanted.get("also", ())):
                lines.append(f"{input_id} credit too many: {_shown(credit)}")
    return lines


def _readings(credit: Mapping[str, Any]) -> int:
    return sum(len(choices(credit.get(key))) for key in _NAMED)


def _fits(credit: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    return all(same(credit.get(key), got.get(key)) for key in _NAMED)


def _shown(credit: Mapping[str, Any]) -> str:
    said = credit.get("evidence")
    words = said["text"] if isinstance(said, Mapping) else said
    name, via = credit.get("name"), credit.get("via")
    return f"{credit['role']} {credit['kind']} {name or ''}{f' via {via}' if via else ''}" + (
        f" “{words}”" if words else ""
    )


def origins(expected: Expected, document: Document) -> list[str]:
    """The range of origins, that of the independent ones, and the flags."""
    wanted, got = expected["origins"], document["origins"]
    lines = [
        f"origins {key}: expected {wanted[key]}, got {got[key]}" for key in ("min", "max") if wanted[key] != got[key]
    ]
    alone = wanted.get("independent", got["independent"])
    if alone != got["independent"]:
        lines.append(f"independent: expected {alone}, got {got['independent']}")
    if sorted(wanted.get("flags", ())) != sorted(got["flags"]):
        lines.append(f"flags: expected {wanted.get('flags', [])}, got {got['flags']}")
    return lines


def groups(expected: Expected, document: Document) -> list[str]:
    """Each origin: its name and kind, what it rests on, and the articles whose crediting ends there."""
    wanted, got = expected["origins"].get("groups"), list(document["origins"]["groups"])
    if wanted is None:
        return []
    speaking = {
        key for key, each in expected["articles"].items() if set(choices(each["stance"])) & {"asserts", "reports"}
    }
    lines = []
    for group in wanted:
        hit = next((each for each in got if same(group["name"], each["name"])), None)
        if hit is None:
            lines.append(f"origin missed: {group['name']}")
            continue
        got.remove(hit)
        lines += _group_misses(group, hit, speaking)
    return lines + [f"origin too many: {each['name'] or each['kind']} {each['articles']}" for each in got]


def _group_misses(wanted: Mapping[str, Any], got: Mapping[str, Any], speaking: set[str]) -> list[str]:
    lines = []
    if not same(wanted["kind"], got["kind"]):
        lines.append(f"origin {got['name']}: expected kind {wanted['kind']}, got {got['kind']}")
    for rest in wanted.get("rests_on", ()):
        if not any(
            same(rest.get("name"), each["name"]) and same(rest["kind"], each["kind"]) for each in got["rests_on"]
        ):
            lines.append(f"origin {got['name']}: expected to rest on {rest}, got {got['rests_on']}")
    found = set(got["articles"]) & speaking
    if found != set(wanted["articles"]):
        lines.append(f"origin {got['name']}: expected articles {sorted(wanted['articles'])}, got {sorted(found)}")
    return lines


def contests(expected: Expected, document: Document) -> list[str]:
    """Who contests the claim, and whether in their own name."""
    got = [each for each in document["contested_by"] if each["name"] is not None]
    allowed = expected.get("also_contested_by", ())
    lines = []
    for wanted in expected["contested_by"]:
        hits = [each for each in got if same(wanted["name"], each["name"])]
        got = [each for each in got if each not in hits]
        if not hits:
            lines.append(f"contested by {wanted['name']}: missed")
        elif not any(_contest_fits(wanted, each) for each in hits):
            lines.append(f"contested by {wanted['name']}: expected {dict(wanted)}, got {hits}")
    return lines + [
        f"contested by {each['name']}: too many" for each in got if not any(same(a, each["name"]) for a in allowed)
    ]


def _contest_fits(wanted: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    return all(same(wanted[key], got[key]) for key in ("kind", "first_hand") if key in wanted)


ASPECTS: dict[str, Callable[[Expected, Document], list[str]]] = {
    "who speaks": who_speaks,
    "stance": _field("stance"),
    "first hand": _field("first_hand"),
    "primary": _field("primary"),
    "reprints": _field("reprint_of"),
    "credits": credits,
    "origins": origins,
    "groups": groups,
    "contests": contests,
}


def missed(expected: Mapping[str, Expected], documents: Mapping[str, Document]) -> dict[str, list[str]]:
    """The checks that do not hold, as "newsroom: aspect" with a line for each miss."""
    found = {
        f"{name}: {aspect}": compare(expected[name], documents[name])
        for name in expected
        for aspect, compare in ASPECTS.items()
    }
    return {check: lines for check, lines in found.items() if lines}


def told(misses: Mapping[str, list[str]]) -> str:
    """What a failing test prints."""
    return "\n".join(f"{check}\n  " + "\n  ".join(lines) for check, lines in misses.items())
