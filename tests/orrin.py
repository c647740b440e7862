"""Forty invented articles on seven happenings in an invented town, with copies, an update and a denial, for tests."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# what is said to happen, who says so, who denies it, and words that only this happening has
_HAPPENINGS = (
    ("the Orrin paper mill will close in March with the loss of 400 jobs", "Ana Reyes", "Luis Oduya", "paper mill"),
    ("the Castlemere ferry carried 61 passengers too many on Sunday", "Petra Holm", "Captain Ewan Sykes", "ferry"),
    ("mayor Dana Whitlock will resign over the harbour contract", "Councillor Ines Faro", "Dana Whitlock", "mayor"),
    ("the Tarn bridge repair is delayed until October by rust", "Engineer Moss Adair", "Gilda Tran", "bridge"),
    ("a leak of 9,000 litres of diesel reached the Sallow river", "Warden Tomas Brandt", "Hugo Pell", "diesel"),
    ("Kestrel Rovers sold the striker Jonas Mbeki for 3 million", "Agent Rosa Lindqvist", "Coach Pim Vos", "striker"),
    ("the Linden school will open a second site in Harrow Lane", "Head teacher Maud Okafor", "Bo Sand", "school"),
)
_OUTLETS = ("Orrin Ledger", "Quayside Post", "WireOne", "Tidewatch")


def rows() -> list[dict[str, Any]]:
    """One row an article, as in a JSONL input; ids are unique."""
    found = []
    for number, (what, who, denier, word) in enumerate(_HAPPENINGS):
        day = f"2024-05-{number * 3 + 1:02d}"
        first = (
            f"{who} told WireOne that {what}. The {word} has been the talk of the town for weeks. "
            f"{who} said that nobody in the town hall had been asked about the {word}. "
            f"People who live near the {word} said that they learnt of it from the radio on Friday morning."
        )
        second = (
            f"WireOne reported that {what}. The report about the {word} came late on Friday. "
            f"A source told Tidewatch that the {word} was only the beginning of a longer list of troubles."
        )
        denial = (
            f"{denier} denied that {what}. {denier} said that the talk about the {word} was nonsense. "
            f"WireOne reported that {what}. The {word} will be on the agenda of the next council meeting."
        )
        own = (
            f"A source said that {what}. The Quayside Post could not learn more about the {word} before "
            f"going to press, and nobody at the town hall answered the telephone on Saturday."
        )
        places = (
            (first, "WireOne", f"{what.capitalize()}", f"{day}T08:00:00Z", True),
            (second, "Orrin Ledger", f"Report: {what}", f"{day}T12:00:00Z", True),
            (denial, "Tidewatch", f"{denier} denies {word} report", f"{day}T18:00:00Z", True),
            (own, "Quayside Post", f"Trouble at the {word}", None, False),
            (first + " More follows.", "Orrin Ledger", f"{what.capitalize()}", f"{day}T09:00:00Z", True),
        )
        for at, (text, outlet, title, published, addressed) in enumerate(places):
            domain = outlet.lower().replace(" ", "")
            url = f"https://{domain}.example/{word.replace(' ', '-')}-{at}" if addressed else None
            found.append(
                {
                    "id": f"{number}-{at}",
                    "url": url,
                    "outlet": outlet,
                    "title": title,
                    "text": text,
                    "published": published,
                }
            )
    return found + _twins(found)


def _twins(known: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same text elsewhere, another text at the same address, and the same article again under another name."""
    copy = {**known[0], "id": "copy", "url": "https://quaysidepost.example/wire", "outlet": "Quayside Post"}
    update = {**known[1], "id": "update", "text": known[1]["text"] + " This report has been updated since Friday."}
    again = {**known[2], "id": "again"}
    alone = {
        "id": "alone",
        "text": "Vera Strand said that the marsh orchids of Lower Wick flower two weeks early this year. "
        "Nobody else in the village had seen any, and the wardens were away for the whole of the week in question.",
    }
    none = {"id": "nobody", "text": "The weather in Lower Wick stayed dry and mild all week. " * 6}
    return [copy, update, again, alone, none]


def write_rows(path: Path, chosen: Sequence[dict[str, Any]]) -> Path:
    """The rows as a JSONL file."""
    path.write_text("".join(json.dumps(row) + "\n" for row in chosen), encoding="utf-8")
    return path
