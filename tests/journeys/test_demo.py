"""`motcua demo`: real dossiers walk commune -> department -> city -> back to the citizen, and say who, when and why."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import ENGLISH, Ended, motcua

LEVELS = ("cấp xã", "cấp huyện", "cấp Thành phố")
MOMENT = r"\d{2}:\d{2} \d{2}/\d{2}/\d{4}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty folder in which the demo is run."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def told(folder: Path) -> Ended:
    """The demo as a stranger runs it: nothing set, in an empty folder."""
    return motcua("demo", folder=folder)


@pytest.fixture(scope="module")
def journeys() -> list[dict[str, Any]]:
    """What the demo says to a program."""
    return list(json.loads(motcua("demo", "--json", settings=ENGLISH).out))


def steps(told: Ended) -> list[list[str]]:
    """The lines of each step, from its number to the line before the next one."""
    found = re.findall(r"^ {0,2}\d+\. .*\n(?: {5}.*\n)+", told.out, re.MULTILINE)
    blocks = [block.splitlines() for block in found]
    assert len(blocks) > 30, told.err
    return blocks


def test_the_demo_ends_well_without_any_setting_and_leaves_nothing_behind(told: Ended, folder: Path) -> None:
    assert told.exit == 0, told.err
    assert "Xong trong" in told.out
    assert list(folder.iterdir()) == []


def test_every_step_tells_element_level_unit_role_person_received_and_due(told: Ended) -> None:
    for name, who, when, *_ in steps(told):
        assert re.fullmatch(r" *\d+\. \S.*  \[\w+\]", name), name
        level, unit, role, person = (part.strip() for part in who.split("·"))
        assert level in LEVELS
        assert all((unit, role, person))
        assert re.search(rf"nhận {MOMENT} · (hạn {MOMENT}|không tính thời hạn) · xong {MOMENT}", when), when


def test_every_step_with_a_due_date_says_why(told: Ended) -> None:
    for block in steps(told):
        has_due = "· hạn " in block[2]

        assert has_due is (len(block) > 3 and block[3].strip().startswith("vì: "))


def test_a_weekend_that_was_not_counted_is_told(told: Ended) -> None:
    assert "ngày nghỉ hằng tuần" in told.out


def test_each_dossier_has_its_receipt_and_its_control_slip(told: Ended) -> None:
    received = re.findall(r"^Hồ sơ (\S+), tiếp nhận tại .+ bởi .+$", told.out, re.MULTILINE)
    slips = re.findall(r"^PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ  (\S+)$", told.out, re.MULTILINE)

    assert len(received) == 3
    assert received == slips
    assert told.out.count("Người nộp → ") == 3


def test_no_line_is_wider_than_a_wide_terminal(told: Ended) -> None:
    assert max(map(len, told.out.splitlines())) <= 160


def test_the_same_journeys_are_told_to_a_program(journeys: list[dict[str, Any]]) -> None:
    assert [journey["procedure"] for journey in journeys] == ["L.249197", "2.000286", "1.009645"]
    for journey in journeys:
        assert journey.keys() == {"procedure", "dossier", "steps", "slip"}
        assert len(journey["slip"]) == len(journey["steps"])


def test_a_dossier_goes_up_through_all_three_levels_and_back_to_where_it_was_received(
    journeys: list[dict[str, Any]],
) -> None:
    levels = [step["task"]["level"] for step in journeys[0]["steps"]]

    assert list(dict.fromkeys(levels)) == ["commune", "district", "city"]
    assert levels[-1] == "commune"
    assert journeys[0]["steps"][-1]["task"]["unit"] == journeys[0]["steps"][0]["task"]["unit"]


def test_another_goes_from_commune_to_department_and_facility_and_back(
    journeys: list[dict[str, Any]],
) -> None:
    units = list(dict.fromkeys(step["task"]["unit"] for step in journeys[1]["steps"]))

    assert len(units) >= 3
    assert {step["task"]["level"] for step in journeys[1]["steps"]} == {"commune", "city"}


def test_every_step_is_done_after_it_came_and_by_its_due_date(journeys: list[dict[str, Any]]) -> None:
    for step in (step for journey in journeys for step in journey["steps"]):
        opened, done = moment(step["task"]["opened_at"]), moment(step["completed_at"])

        assert opened <= done
        assert step["task"]["due_at"] is None or done <= moment(step["task"]["due_at"])


def test_the_demo_is_the_same_at_every_start(told: Ended, journeys: list[dict[str, Any]]) -> None:
    said = [line for block in steps(told) for line in block]

    for step in (step for journey in journeys for step in journey["steps"]):
        assert any(step["person"] in line for line in said)
        assert any(f"[{step['task']['element']}]" in line for line in said)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
