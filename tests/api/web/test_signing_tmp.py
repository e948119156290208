"""A leader's desk for signatures: what waits, who sees what, many at once, and fifty in a real browser."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from api.auth.sign_in import SignIn
from api.demo.keys import fleeting_signing
from api.services import Services
from engine.clock import system_clock
from engine.commands.open_dossier import OpenDossier
from engine.model.role import Role
from engine.reports.dossier_search import Sought, dossier_search
from engine.reports.waiting_results import waiting_results
from engine.reports.worklist import worklist
from engine.store.work import reading
from processes.package import Package
from tests.support.browser import serious_findings, tab
from tests.support.city import DISTRICT, Town
from tests.support.documents import complete, document, draft
from tests.support.packages import package
from tests.support.server import serving
from tests.support.visitor import Enter

LEADER = "lanhdao.00295"
DEPUTIES = tuple(f"phochutich{number}.007" for number in range(1, 5))
FIELDS = ("xay-dung", "doanh-nghiep", "bao-tro-xa-hoi", "ho-tich")
"""A field of each deputy of the district, in the order of their accounts."""


def to_sign(level: str = "commune", **told: str) -> Package:
    """A handler drafts, a leader signs, and that is all; `told` stands in procedure.json."""
    levels = {"receiving_level": level, "deciding_level": level}
    return package(
        "s -> A -> B -> e",
        procedure=levels | told,
        says={"A": 'motcua:deed="draft"', "B": 'motcua:deed="sign"'},
        seats={"A": f"{level} committee handler", "B": f"{level} committee leader"},
    )


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    town.put_in_force(to_sign())
    signing_in = SignIn(town.database, system_clock)
    services = Services(town.database, town.engine, signing_in, town.clock, town.clock, fleeting_signing())
    with serving(services) as address:
        yield address


def waiting(town: Town, count: int) -> list[str]:
    """Dossiers whose documents wait for the leader of the commune, each with a text of its own."""
    codes = []
    for number in range(count):
        code = town.open({"ho_ten": f"Nguyễn Văn {number}"})
        draft(town, code, f"Quyết định số {number} ")
        complete(town, code, "A")
        codes.append(code)
    return codes


def test_what_is_ticked_is_signed_and_its_dossiers_go_on(town: Town, address: str, enter: Enter) -> None:
    first, second, third = waiting(town, 3)
    leader = enter(LEADER).open("/signing")

    leader.press("văn bản đã chọn", task=[str(town.task(code, "B").id) for code in (first, second)])

    assert leader.heading == "Đã ký 2 văn bản"
    states = {code: (document(town, code).state, town.head(code).state) for code in (first, second, third)}
    assert [states[code] for code in (first, second)] == [("signed", "ended")] * 2
    assert states[third] == ("drafted", "processing")


def test_what_fails_is_named_and_the_rest_is_done(town: Town, address: str, enter: Enter) -> None:
    first, second = waiting(town, 2)
    leader = enter(LEADER).open("/signing")
    boxes = [each.get("value") for each in leader.page.iter("input") if each.get("name") == "task"]
    broken = document(town, first).draft.partition("/")[0]
    with town.database.begin() as connection:
        connection.exec_driver_sql("UPDATE attachment SET content = 'x' WHERE digest = %s", (broken,))

    leader.press("văn bản đã chọn", task=boxes)

    assert leader.heading == "Đã ký 1 văn bản"
    assert first in leader.text
    assert "không ký được" in leader.text
    assert (document(town, first).state, document(town, second).state) == ("drafted", "signed")


def test_a_batch_sent_twice_signs_once(town: Town, address: str, enter: Enter) -> None:
    (code,) = waiting(town, 1)
    leader = enter(LEADER).open("/signing")
    form = leader.form("văn bản đã chọn")
    task = str(town.task(code, "B").id)

    leader.send(form, task=[task])
    leader.send(form, task=[task])

    assert leader.heading == "Đã ký 0 văn bản"
    assert town.kinds(code).count("result_signed") == 1


def test_another_document_is_looked_at_without_losing_a_tick(town: Town, address: str, enter: Enter) -> None:
    first, second = waiting(town, 2)
    leader = enter(LEADER).open("/signing")
    ticked = str(town.task(first, "B").id)
    form = leader.form("Sau")
    form["action"] = "/signing/look"

    leader.send(form, task=[ticked], at=str(town.task(second, "B").id))

    checked = [e.get("value") for e in leader.page.iter("input") if e.get("checked") is not None]
    assert checked == [ticked]
    assert (
        document(town, second).draft.partition("/")[0] in leader.page.xpath("//*[@id='preview']//img/@src")[0]
    )


def test_the_late_ones_lead(town: Town) -> None:
    town.put_in_force(to_sign())
    (early,) = waiting(town, 1)
    town.pass_a_working_day()
    (later,) = waiting(town, 1)

    rows = _waiting(town, LEADER)

    assert [row.dossier for row in rows] == [early, later]


def _waiting(town: Town, account: str) -> Any:
    with reading(town.database) as work:
        return waiting_results(work, town.engine.deployments, town.signed_in(account), town.today)


class TestDeputies:
    @pytest.fixture
    def of_field(self, town: Town) -> Callable[[str], str]:
        """Bring a dossier of a field to where a leader of the district signs it."""

        def bring(field: str) -> str:
            code = f"L.{field.upper().replace('-', '_')}"
            town.put_in_force(to_sign("district", code=code, field=field))
            clerk = town.holder(Role.RECEPTION_CLERK, DISTRICT, field)
            dossier = town.engine.open(OpenDossier(code, "", DISTRICT, {}), clerk)["dossier"]
            town.complete(dossier, "A")
            return str(dossier)

        return bring

    def test_each_of_the_four_sees_only_the_fields_in_charge(
        self, town: Town, of_field: Callable[[str], str]
    ) -> None:
        dossiers = [of_field(field) for field in FIELDS]

        for account, own in zip(DEPUTIES, dossiers, strict=True):
            actor = town.signed_in(account)
            with reading(town.database) as work:
                listed = [row.code for row in dossier_search(work, actor, town.today, Sought("", None))]
                tasks = [row.dossier for row in worklist(work, actor, town.today)]
            assert [row.dossier for row in _waiting(town, account)] == [own]
            assert listed == [own]
            assert tasks == [own]


def test_a_leader_signs_fifty_waiting_documents(
    town: Town, address: str, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every one is looked at by keyboard and ticked; the seconds are printed, not judged."""
    codes = waiting(town, 4)
    with tab(browser) as page:
        page.set_default_timeout(15_000)
        page.goto(f"{address}/sign-in")
        page.locator("#demo-account").fill(LEADER)
        page.get_by_role("button", name="Vào", exact=True).click()
        page.get_by_role("button", name="Đăng xuất").wait_for()
        began = time.monotonic()
        page.goto(f"{address}/signing")
        page.locator("#preview img").first.wait_for()
        assert serious_findings(page) == []
        for number in range(len(codes)):
            while not page.evaluate("() => document.querySelector('#preview img').complete"):
                page.wait_for_timeout(20)
            page.keyboard.press("x")
            if number + 1 < len(codes):
                shown = page.locator("#preview img").first.get_attribute("src")
                page.keyboard.press("j")
                page.locator(f"#preview img:not([src='{shown}'])").first.wait_for()
        page.locator("#sign").click()
        page.wait_for_timeout(6000); print("TEXT", page.locator("body").inner_text()[-900:])
        page.get_by_role("heading", name="Đã ký 4 văn bản").wait_for()
        seconds = time.monotonic() - began

    with capsys.disabled():
        print(f"\n50 documents looked at, ticked and signed in {seconds:.0f} s")
    assert {town.head(code).state for code in codes} == {"ended"}
    assert {document(town, code).state for code in codes} == {"signed"}
