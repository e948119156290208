"""`motcua migrate exclude`: a rule by which rows stay behind is approved before the load that leaves them out."""

import json
from pathlib import Path

import pytest
from sqlalchemy import URL

from engine.errors import Refused
from tests.api.cli.test_migrate import REGISTER, Desk
from tests.support.city import Town
from tests.support.commands import Ended, invoke

TRIAL_ROW = "HS-9,1.001193,test,07/11/2018,09/11/2018,Đã trả kết quả,09/11/2018\n"


@pytest.fixture
def desk(tmp_path: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A register with a row that somebody only tried the program with, copied and mapped."""
    monkeypatch.setenv("MOTCUA_DATABASE_URL", database_url.render_as_string(hide_password=False))
    desk = Desk(tmp_path)
    desk.register.write_text(REGISTER + TRIAL_ROW, encoding="utf-8")
    desk.snapshot()
    desk.map()
    return desk


def exclude(*options: str, batch: str = "tu-phap") -> Ended:
    return invoke("migrate", "exclude", batch, *options)


APPROVED = ("--approver", "Lê Thị Hoa", "--basis", "Công văn 12")


def test_rows_of_an_approved_rule_are_left_out_with_the_approver(desk: Desk, town: Town) -> None:
    ended = exclude("--rule", "text.test_row", *APPROVED)

    assert (ended.exit, desk.load().exit) == (0, 0)
    totals = json.loads(desk.status().out)["totals"]
    assert (totals["loaded"], totals["excluded"], totals["quarantined"]) == (3, 1, 0)
    (row,) = town.rows("SELECT reason, approver FROM outcome WHERE kind = 'excluded'")
    assert (row.reason, row.approver) == ("text.test_row", "Lê Thị Hoa")


def test_without_an_approval_the_row_waits(desk: Desk) -> None:
    assert desk.load().exit == 6
    assert json.loads(desk.status().out)["quarantine"] == {"text.test_row": 1}


def test_the_row_stays_in_the_raw_copy(desk: Desk, town: Town) -> None:
    exclude("--rule", "text.test_row", *APPROVED)
    desk.load()

    (row,) = town.rows("SELECT count(*) AS n FROM raw_row")
    assert row.n == 4


@pytest.mark.parametrize("rule", ["", "test", "text.tcvn3", "date.due_on_holiday"])
def test_only_a_class_for_which_rows_wait_can_be_approved(desk: Desk, rule: str) -> None:
    ended = exclude("--rule", rule, *APPROVED)

    assert ended.exit == 2
    assert "faults list" in ended.err


@pytest.mark.parametrize(
    "options",
    [("--approver", "Lê Thị Hoa"), ("--basis", "Công văn 12"), ("--approver", " ", "--basis", "Công văn 12")],
)
def test_nobody_approves_without_a_name_and_a_basis(desk: Desk, options: tuple[str, ...]) -> None:
    assert exclude("--rule", "text.test_row", *options).exit == 2
    assert desk.load().exit == 6


def test_an_unknown_batch_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        exclude("--rule", "text.test_row", *APPROVED, batch="khac")
