"""Steps out of the workflow XML that a record itself holds, as e-par keeps it."""

import json
from typing import Any

import pytest

from migration_tools.mapping.operators.result import Wrong
from migration_tools.mapping.operators.xml_steps import steps_operator

NAMES = {
    "element": "step",
    "seq": "code",
    "previous": "previous",
    "step": "name",
    "at": "at",
    "to_status": "status",
    "is_open": "open",
}
WORKFLOW = """<?xml version="1.0" encoding="UTF-8"?><workflow><group>
<step code="B1" name="Tiếp nhận hồ sơ" previous="" at="2018-11-05 08:30:00" status="receiving" open="0"/></group>
<step code="B2" name="Thẩm định" previous="B1" at="2018-11-06 09:00:00" status="processing" open="1" khac="x"/>
<note>không phải bước</note></workflow>"""

extract = steps_operator(NAMES)


def steps(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(str(extract(text)))
    return found


def test_every_step_is_found_at_any_depth_in_the_order_of_the_document() -> None:
    assert [step["step"] for step in steps(WORKFLOW)] == ["Tiếp nhận hồ sơ", "Thẩm định"]


def test_a_step_has_the_named_attributes_and_no_other() -> None:
    assert steps(WORKFLOW)[1] == {
        "seq": "B2",
        "previous": "B1",
        "step": "Thẩm định",
        "at": "2018-11-06T09:00:00+07:00",
        "to_status": "processing",
        "is_open": True,
    }


def test_an_empty_attribute_is_nothing() -> None:
    assert "previous" not in steps(WORKFLOW)[0]


@pytest.mark.parametrize(("written", "is_open"), [("1", True), ("true", True), ("0", False), ("2", False)])
def test_open_is_said_in_words_or_figures(written: str, is_open: bool) -> None:
    assert steps(f'<w><step open="{written}"/></w>') == [{"is_open": is_open}]


@pytest.mark.parametrize("at", ["hôm qua", "31/02/2018", "2018-02-30 08:00:00"])
def test_a_time_that_is_none_is_not_guessed(at: str) -> None:
    assert steps(f'<w><step code="B1" at="{at}"/></w>') == [{"seq": "B1", "at": None}]


def test_a_workflow_without_steps_is_an_empty_list() -> None:
    assert extract("<workflow/>") == "[]"


def test_letters_stay_letters_in_the_document() -> None:
    assert "Thẩm định" in str(extract(WORKFLOW))


@pytest.mark.parametrize(
    "text", ["<workflow><step", "không có XML", "<!DOCTYPE w [<!ENTITY a 'b'>]><w>&a;</w>", "\0<w/>"]
)
def test_xml_that_is_broken_or_dangerous_is_refused(text: str) -> None:
    with pytest.raises(Wrong, match=r"text\.xml"):
        extract(text)
