"""Documents of dossiers for tests: small real PDFs, a process with every deed, and who does them."""

from uuid import UUID

from api.demo.keys import fleeting_signing
from api.signing import acts
from api.signing.acts import Order
from engine.commands.complete_task import CompleteTask
from engine.commands.draft_result import DraftResult
from engine.commands.initial_result import InitialResult
from engine.commands.number_result import NumberResult
from engine.model.actor import Actor
from engine.model.result import Capacity, Result, ResultKind, current
from engine.model.role import Role
from engine.store import results
from engine.store.work import reading
from forms.papers.paper import Paper
from processes.package import Package
from tests.support.city import STARTS_AT, Town
from tests.support.packages import package

PASSPHRASE = fleeting_signing().default_passphrase or ""


def pdf(text: str = "Quyết định", pages: int = 1) -> bytes:
    """A real PDF that says something on each of its pages."""
    template = '#set page(paper: "a5")\n#for n in range(data.pages) [#data.text #n #pagebreak(weak: true)]'
    return Paper(template, {"text": text, "pages": pages}, STARTS_AT).pdf()


DEEDS = {"A": "draft", "B": "initial", "C": "sign", "D": "number seal", "E": "return"}
AGREED = {"y_kien": "dong_y", "ly_do": "không"}
SENT_BACK = {"y_kien": "tra_lai", "ly_do": "Sai căn cứ pháp lý"}


def every_deed() -> Package:
    """Draft, initial, sign, number and seal, return, one after the other; who signs may send it back to the draft."""
    return package(
        "s -> A -> B -> C -> x",
        "x ? D -> E -> e",
        "x -> A",
        conditions={"x_D": 'y_kien = "dong_y"'},
        default={"x": "A"},
        seats={
            "B": "commune committee leader",
            "C": "commune committee leader",
            "D": "commune committee records_clerk",
            "E": "commune committee return_clerk",
        },
        says={step: f'motcua:deed="{deed}"' for step, deed in DEEDS.items()},
        forms={"C": {"y_kien": "string", "ly_do": "string"}},
    )


def complete(town: Town, dossier: str, element: str, **data: str) -> None:
    """Complete a step as it is, its deeds done or not."""
    task = town.task(dossier, element)
    town.engine.handle(CompleteTask(task.id, data), town.worker(task))


def hand_in(town: Town, actor: Actor, content: bytes, name: str = "du-thao.pdf") -> str:
    """Store a file in somebody's name; its reference."""
    return acts.take(town.engine, actor, content, name)


def document(town: Town, dossier: str) -> Result:
    """The document that steps are about now."""
    with reading(town.database) as work:
        found = current(results.of_dossier(work, dossier))
    assert found is not None
    return found


def draft(town: Town, dossier: str, text: str = "Quyết định", by: Actor | None = None) -> UUID:
    """Attach a draft as the handler, or as somebody else; the document's id."""
    actor = by or town.holder(Role.HANDLER)
    command = DraftResult(dossier, ResultKind.RESULT, "Quyết định trợ cấp", hand_in(town, actor, pdf(text)))
    return UUID(town.engine.handle(command, actor)["result"])


def initial(town: Town, dossier: str, by: Actor) -> None:
    found = document(town, dossier)
    town.engine.handle(InitialResult(dossier, found.id, found.draft), by)


def sign(
    town: Town, dossier: str, by: Actor | None = None, capacity: Capacity = Capacity.OWN, of: str = ""
) -> None:
    """Sign as the leader with the demo city's keys."""
    order = Order(dossier, document(town, dossier).id, PASSPHRASE, capacity, of)
    acts.sign(town.engine, fleeting_signing(), by or town.holder(Role.LEADER), order)


def number(town: Town, dossier: str, symbol: str = "QĐ-UBND") -> None:
    clerk = town.holder(Role.RECORDS_CLERK)
    town.engine.handle(NumberResult(dossier, document(town, dossier).id, symbol), clerk)


def seal(town: Town, dossier: str) -> None:
    clerk = town.holder(Role.RECORDS_CLERK)
    acts.seal(town.engine, fleeting_signing(), clerk, Order(dossier, document(town, dossier).id, PASSPHRASE))
