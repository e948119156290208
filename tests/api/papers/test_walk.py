"""The papers of real dossiers, from reception to the end, as the database has them."""

from datetime import date

import pytest
import segno

from api.demo.play import Player, Received
from api.papers.find import Wanted, dossier_paper, require_inside
from engine.commands.correct_reception import CorrectReception
from engine.commands.extend_due_date import ExtendDueDate
from engine.commands.request_supplement import RequestSupplement
from engine.commands.stop_dossier import StopDossier
from engine.errors import Refused
from engine.model.paper import PaperKind
from engine.model.role import Role
from engine.reports.looked_up import lookup_key
from engine.reports.register_book import MAX_ROWS, Book, register_book
from engine.store.work import reading
from forms.papers.paper import Paper
from processes.catalogue import package
from processes.walk import Script, read_script
from tests.support.city import COMMUNE, Town
from tests.support.hanoi import hanoi
from tests.support.pdf import squeezed, text_of

PROCEDURE, ROOT = "L.249197", "https://motcua.example.vn"
SCRIPT = read_script(package(PROCEDURE).walks["walks/thuan_loi.json"])


@pytest.fixture
def player(town: Town) -> Player:
    for code in (PROCEDURE, "1.001193"):
        town.put_in_force(package(code))
    return Player(town.engine, town.clock)


@pytest.fixture
def received(player: Player) -> Received:
    """A dossier whose form of reception is filled in, so that it waits at the handler's."""
    received = player.receive(PROCEDURE, COMMUNE, "nguoi-co-cong")
    for _ in player.play(received, first_steps(1)):
        pass
    return received


def first_steps(count: int) -> Script:
    done = [step for step in SCRIPT.steps if step.kind == "complete"]
    return Script(SCRIPT.data, tuple(done[:count]))


def paper(town: Town, dossier: str, kind: PaperKind, no: int | None = None) -> Paper:
    with reading(town.database) as work:
        return dossier_paper(work, town.engine, Wanted(dossier, kind, no), ROOT)


def said(town: Town, dossier: str, kind: PaperKind) -> str:
    return text_of(paper(town, dossier, kind).pdf())


def test_the_receipt_is_the_same_at_the_end_of_the_walk_as_on_its_first_day(
    town: Town, player: Player
) -> None:
    received = player.receive(PROCEDURE, COMMUNE, "nguoi-co-cong")
    steps = player.play(received, SCRIPT)
    next(steps)
    first = paper(town, received.dossier, PaperKind.RECEIPT).pdf()

    for _ in steps:
        pass

    assert town.head(received.dossier).state == "ended"
    assert paper(town, received.dossier, PaperKind.RECEIPT).pdf() == first


def test_the_control_slip_tells_every_step_of_the_walk(town: Town, player: Player) -> None:
    received = player.receive(PROCEDURE, COMMUNE, "nguoi-co-cong")
    told = list(player.play(received, SCRIPT))

    slip = paper(town, received.dossier, PaperKind.CONTROL_SLIP)

    assert [(row[2], row[5]) for row in slip.data["rows"]] == [(each.task.name, each.person) for each in told]
    text = text_of(slip.pdf())
    assert all(squeezed(each.task.unit_name) in text for each in told)
    assert paper(town, received.dossier, PaperKind.CONTROL_SLIP).pdf() == slip.pdf()


def test_the_register_tells_how_the_result_of_the_walk_was_handed_over(town: Town, player: Player) -> None:
    received = player.receive(PROCEDURE, COMMUNE, "nguoi-co-cong")
    *_, last = player.play(received, SCRIPT)
    book = Book(COMMUNE, date(2018, 11, 1), date(2018, 12, 31))

    with reading(town.database) as work:
        (row,) = register_book(work, town.clerk, town.today, book)

    assert (row.code, row.method, row.returned_at) == (received.dossier, "truc_tiep", last.completed_at)
    assert (row.applicant, row.due_at) == ("Nguyễn Thị Minh", received.due_at)


def test_a_book_that_is_too_long_asks_for_a_shorter_period(town: Town, received: Received) -> None:
    same = (
        "procedure_code, case_code, digest, unit_code, place_code, state, version, journal_length, data, run"
    )
    with town.database.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO dossier (id, code, received_at, {same}) "
            f"SELECT gen_random_uuid(), code || n, received_at, {same} "
            f"FROM dossier, generate_series(1, {MAX_ROWS}) n"
        )
    viewer, book = town.signed_in("theodoi"), Book(COMMUNE, date(2018, 11, 1), date(2018, 11, 30))

    with reading(town.database) as work, pytest.raises(Refused, match=r"register\.too_long"):
        register_book(work, viewer, town.today, book)


def test_the_code_on_the_receipt_opens_the_look_up_with_its_key(town: Town, received: Received) -> None:
    receipt = paper(town, received.dossier, PaperKind.RECEIPT)
    with reading(town.database) as work:
        key = lookup_key(work, received.dossier)

    address = f"{ROOT}/lookup/{received.dossier}?k={key}"

    assert receipt.data["qr"] == segno.make(address, error="m").svg_inline(border=0)
    assert key not in text_of(receipt.pdf())


def test_a_supplement_that_is_asked_for_is_printed(town: Town, received: Received) -> None:
    command = RequestSupplement(received.dossier, ("Giấy chứng tử có chứng thực",), "Bản chụp", "024 1")
    answer = town.engine.handle(command, town.holder(Role.HANDLER))

    text = said(town, received.dossier, PaperKind.SUPPLEMENT)

    assert answer["paper"] == "01/PBS"
    for each in (
        "Số: 01/PBS",
        "1. Giấy chứng tử có chứng thực",
        "Lý do: Bản chụp",
        "024 1",
        "Nguyễn Thị Minh",
    ):
        assert squeezed(each) in text


def test_an_apology_is_printed_with_both_dates(town: Town, received: Received) -> None:
    command = ExtendDueDate(received.dossier, hanoi("2018-12-17 08:15"), "Chờ ý kiến của Sở")
    town.engine.handle(command, town.holder(Role.LEADER))

    text = said(town, received.dossier, PaperKind.APOLOGY)

    for each in (
        "Số: 01/PXL",
        "kết quả: 08:15 ngày 10/12/2018",
        "08:15 ngày 17/12/2018",
        "Chờ ý kiến của Sở",
    ):
        assert squeezed(each) in text
    assert squeezed(town.holder(Role.LEADER).name) in text


def test_a_stop_is_printed_as_a_notice(town: Town, received: Received) -> None:
    command = StopDossier(received.dossier, "Người nộp khai trùng", "Điều 7 Nghị định 61/2018/NĐ-CP")
    town.engine.handle(command, town.holder(Role.LEADER))

    text = said(town, received.dossier, PaperKind.STOP)

    for each in ("Số: 01/TBD", "Người nộp khai trùng", "Điều 7 Nghị định 61/2018/NĐ-CP", "ỦY BAN NHÂN DÂN"):
        assert squeezed(each) in text


def test_a_corrected_reception_is_given_a_receipt_anew_and_the_first_stays_as_it_was(
    town: Town, received: Received
) -> None:
    first = paper(town, received.dossier, PaperKind.RECEIPT).pdf()
    command = CorrectReception(received.dossier, {"dia_chi": "Số 21 phố Hàng Bông"}, "Ghi nhầm số nhà")
    town.engine.handle(command, town.clerk)

    again = said(town, received.dossier, PaperKind.RECEIPT)

    assert squeezed("Địa chỉ: Số 21 phố Hàng Bông") in again
    assert squeezed("Lý do: Ghi nhầm số nhà.") in again
    assert paper(town, received.dossier, PaperKind.RECEIPT, 1).pdf() == first


def test_a_result_due_the_same_day_has_no_receipt(town: Town, player: Player) -> None:
    dossier = player.receive("1.001193", COMMUNE, "ho-tich").dossier

    with pytest.raises(Refused, match=r"paper\.unknown"):
        paper(town, dossier, PaperKind.RECEIPT)

    assert paper(town, dossier, PaperKind.CONTROL_SLIP).data["rows"] == []


@pytest.mark.parametrize(
    ("kind", "no"), [("receipt", 2), ("receipt", 0), ("supplement", None), ("../x", None)]
)
def test_a_paper_that_was_not_issued_does_not_exist(
    town: Town, received: Received, kind: str, no: int | None
) -> None:
    with reading(town.database) as work, pytest.raises(Refused, match=r"paper\.unknown"):
        dossier_paper(work, town.engine, Wanted(received.dossier, kind, no), ROOT)


def test_only_people_of_the_units_that_work_on_a_dossier_have_its_papers(
    town: Town, received: Received
) -> None:
    with reading(town.database) as work:
        require_inside(work, town.clerk, received.dossier, town.today)
        for account, code in (("tiepnhan.00364", "dossier.unknown"), ("theodoi", "paper.inside_only")):
            with pytest.raises(Refused, match=code):
                require_inside(work, town.signed_in(account), received.dossier, town.today)
