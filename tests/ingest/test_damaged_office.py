"""DOCX, XLSX and PDF with damaged bytes: an article or a problem, never an error."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ingest.office_files import LONG, docx, p, pdf, read, set_lines
from tests.ingest.test_xlsx import workbook

from sayso.records import Article, Problem

FILES = {
    "a.docx": docx(p(LONG), title="Ferry"),
    "a.xlsx": workbook([["id", "text", "date"], ["x1", LONG, 45415]]),
    "a.pdf": pdf([set_lines(LONG, top=740), set_lines(LONG[4:], top=740)]),
}


@settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", FILES)
@given(st.data())
def test_no_damage_to_a_file_is_raised(tmp_path: Path, name: str, data: st.DataObject) -> None:
    whole = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.just(len(whole)), st.integers(1, len(whole))))
    found = read(tmp_path / name, bytes(whole[:cut]))
    assert found
    assert all(isinstance(each, Article | Problem) for each in found)
