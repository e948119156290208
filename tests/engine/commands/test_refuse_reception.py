"""Papers that are not taken in: a slip with its own number and reasons, and no dossier."""

from dataclasses import replace
from uuid import UUID

import pytest

from engine.commands.refuse_reception import RefuseReception
from engine.errors import Refused
from engine.model.refusal import Refusal
from engine.model.role import Role
from engine.store import refusals
from engine.store.refusals import Wanted
from engine.store.work import reading
from tests.support.city import COMMUNE, DISTRICT, Town
from tests.support.dossier_life import PLAIN, leader

FIRST, SECOND = UUID(int=1), UUID(int=2)
COMMAND = RefuseReception(
    FIRST,
    "L.THU",
    "",
    COMMUNE,
    {"ho_ten": " Trần Thị Hoa ", "dien_thoai": "0912345678", "khac": "bỏ"},
    (" không thuộc thẩm quyền ", ""),
)


@pytest.fixture
def open_town(town: Town) -> Town:
    town.put_in_force(PLAIN)
    return town


def listed(town: Town, unit: str = COMMUNE) -> list[Refusal]:
    with reading(town.database) as work:
        return refusals.listed(work, Wanted([unit]))


def test_the_slip_says_who_wanted_what_and_why_not(open_town: Town) -> None:
    town = open_town

    town.engine.take(COMMAND, town.clerk)

    (slip,) = listed(town)
    assert slip.paper.written == "01/PTC"
    assert (slip.procedure, slip.reasons) == ("Thủ tục để thử", ("không thuộc thẩm quyền",))
    assert slip.applicant["ho_ten"] == "Trần Thị Hoa"
    assert "khac" not in slip.applicant
    assert (slip.refused_by, slip.refuser) == (town.clerk.person_id, town.clerk.name)
    assert town.rows("SELECT * FROM dossier") == []


def test_the_same_refusal_sent_twice_is_one(open_town: Town) -> None:
    town = open_town

    town.engine.take(COMMAND, town.clerk)
    town.engine.take(COMMAND, town.clerk)
    town.engine.take(replace(COMMAND, id=SECOND), town.clerk)

    assert sorted(slip.paper.number for slip in listed(town)) == [1, 2]


def test_the_list_is_the_units_own_and_goes_on_where_it_stopped(open_town: Town) -> None:
    town = open_town
    town.engine.take(COMMAND, town.clerk)
    town.move_to("2018-11-05 09:00")
    town.engine.take(replace(COMMAND, id=SECOND), town.clerk)

    with reading(town.database) as work:
        (latest,) = refusals.listed(work, Wanted([COMMUNE], limit=1))
        (before,) = refusals.listed(work, Wanted([COMMUNE], (latest.refused_at, latest.id)))
    assert (latest.id, before.id) == (SECOND, FIRST)
    assert listed(town, DISTRICT) == []


def test_only_the_desk_refuses_and_only_at_its_own_unit(open_town: Town) -> None:
    town = open_town

    for stranger in (leader(town), town.handlers()[0], town.holder(Role.RECEPTION_CLERK, DISTRICT)):
        with pytest.raises(Refused, match=r"actor\.not_allowed"):
            town.engine.take(COMMAND, stranger)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"applicant": {"dien_thoai": "0912345678"}}, "refusal.no_name"),
        ({"reasons": (" ",)}, "refusal.no_reason"),
        ({"reasons": ("x",) * 21}, "refusal.too_long"),
        ({"reasons": ("x" * 2001,)}, "refusal.too_long"),
        ({"applicant": {"ho_ten": "x" * 501}}, "refusal.too_long"),
        ({"procedure_code": "L.KHONGCO"}, "procedure.not_in_force"),
        ({"unit": "99999"}, "unit.unknown"),
    ],
)
def test_what_cannot_be_printed_is_refused(open_town: Town, changes: dict[str, object], code: str) -> None:
    town = open_town

    with pytest.raises(Refused) as refused:
        town.engine.take(replace(COMMAND, **changes), town.clerk)  # type: ignore[arg-type]

    assert refused.value.code == code
    assert listed(town) == []
