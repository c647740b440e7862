import json
from pathlib import Path

from bench.oracle import make_traces


def credit(
    name: str | None, kind: str, evidence: str, role: str = "claim", via: str | None = None
) -> dict[str, object]:
    return {"name": name, "kind": kind, "role": role, "via": via, "evidence": evidence}


def test_gold_credits_lead_to_the_origin_and_articles_on_something_else_are_left_out(tmp_path: Path) -> None:
    texts = {
        "1": "Lantern Weekly reported that the mill at Sorrel Ford will close, a source told it.",
        "2": "The mill will close, according to Lantern Weekly. Ada Quill said that it would not.",
        "3": "The fair at Sorrel Ford opens on Sunday.",
    }
    weekly = credit("Lantern Weekly", "outlet", "Lantern Weekly")
    said = {
        "1": ("reports", "Lantern Weekly", [weekly, credit(None, "unnamed", "a source told it", via="Lantern Weekly")]),
        "2": ("affirms", "Lantern Weekly", [weekly, credit("Ada Quill", "person", "Ada Quill said", "counter")]),
        "3": ("unrelated", None, []),
    }
    folder = tmp_path / "rumours" / "mill"
    folder.mkdir(parents=True)
    lines = [
        {"id": key, "text": text, "title": None, "outlet": None, "url": None, "published": None}
        for key, text in texts.items()
    ]
    (folder / "articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    rows = [
        {"id": key, "stance": stance, "primary": primary, "credits": credits, "first_hand": False, "reprint_of": None}
        for key, (stance, primary, credits) in said.items()
    ]
    gold = {"claim": "The mill will close.", "articles": rows}
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    make_traces([folder], tmp_path / "traces")
    document = json.loads((tmp_path / "traces" / "mill.json").read_text(encoding="utf-8"))
    assert [each["input_id"] for each in document["articles"]] in (["1", "2"], ["2", "1"])
    assert [group["name"] for group in document["origins"]["groups"]] == ["Lantern Weekly"]
    assert document["origins"]["independent"] == {"min": 1, "max": 1}
    assert [each["name"] for each in document["contested_by"]] == ["Ada Quill"]
