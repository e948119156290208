"""What was mistyped at the desk is corrected with a reason; the journal keeps both, the clock keeps its date."""

import pytest

from engine.commands.correct_reception import CorrectReception
from engine.errors import Refused
from engine.model.role import Role
from tests.support.city import DISTRICT, Town
from tests.support.dossier_life import facts_of, leader
from tests.support.packages import package
from tests.support.replay import assert_journal_tells_all

DESK_SEAT = "commune committee reception_clerk"
RECEIVING = package(
    "s -> R -> A -> B -> e",
    forms={
        "R": {"ho_ten": "string", "tuoi": "integer"},
        "A": {"ket_luan": "string"},
        "B": {"tuoi": "integer"},
    },
    seats={"R": DESK_SEAT},
)
WHY = "gõ nhầm so với căn cước"


@pytest.fixture
def dossier(town: Town) -> str:
    town.put_in_force(RECEIVING)
    dossier = town.open()
    town.complete(dossier, "R", ho_ten="Nguyễn Văn Ánh", tuoi=41)
    return dossier


def corrected(town: Town, dossier: str, **data: object) -> None:
    town.engine.handle(CorrectReception(dossier, data, WHY), town.clerk)


def test_old_and_new_stand_in_the_journal_with_the_reason(town: Town, dossier: str) -> None:
    due_at = town.head(dossier).due_at

    corrected(town, dossier, ho_ten="Nguyễn Văn Anh")

    facts = facts_of(town, dossier, "data_corrected")
    assert facts["changes"] == {"ho_ten": {"old": "Nguyễn Văn Ánh", "new": "Nguyễn Văn Anh"}}
    assert facts["reason"] == WHY
    assert town.head(dossier).data == {"ho_ten": "Nguyễn Văn Anh", "tuoi": 41}
    assert town.head(dossier).due_at == due_at
    assert_journal_tells_all(town, dossier)


def test_the_form_judges_the_new_value(town: Town, dossier: str) -> None:
    with pytest.raises(Refused) as refused:
        corrected(town, dossier, ho_ten=7)

    assert refused.value.code == "form.invalid"
    assert [problem.path for problem in refused.value.facts["problems"]] == ["/ho_ten"]


@pytest.mark.parametrize("name", ["received_at", "due_at", "ket_luan", "tuoi", "khong_co"])
def test_the_clock_and_what_others_wrote_are_not_corrected_here(town: Town, dossier: str, name: str) -> None:
    with pytest.raises(Refused) as refused:
        corrected(town, dossier, **{name: "2018-11-04T08:00:00+07:00"})

    assert (refused.value.code, refused.value.facts["names"]) == ("reception.not_of_form", name)


def test_what_was_never_written_is_nothing_to_correct(town: Town) -> None:
    town.put_in_force(RECEIVING)
    dossier = town.open()

    with pytest.raises(Refused, match=r"reception\.not_of_form"):
        corrected(town, dossier, ho_ten="Lê Thị Bé")


def test_the_same_value_again_is_no_correction(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"data\.nothing_corrected"):
        corrected(town, dossier, ho_ten="Nguyễn Văn Ánh")


def test_it_needs_a_reason(town: Town, dossier: str) -> None:
    with pytest.raises(Refused, match=r"reason\.missing"):
        town.engine.handle(CorrectReception(dossier, {"ho_ten": "Lê Thị Bé"}, ""), town.clerk)


def test_only_the_desk_corrects_what_it_typed(town: Town, dossier: str) -> None:
    strangers = [town.handlers()[0], leader(town), town.holder(Role.RECEPTION_CLERK, DISTRICT)]

    for stranger in strangers:
        with pytest.raises(Refused, match=r"dossier\.not_yours"):
            town.engine.handle(CorrectReception(dossier, {"ho_ten": "Lê Thị Bé"}, WHY), stranger)


def test_it_is_found_by_the_corrected_name(town: Town, dossier: str) -> None:
    corrected(town, dossier, ho_ten="Lê Thị Bé")

    assert "le thi be" in town.head(dossier).search
