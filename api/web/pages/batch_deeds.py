"""What technical staff do on the page of a legacy batch: rows out to the unit and back, files of nobody, the record."""

from io import BytesIO
from urllib.parse import quote

from fastapi import APIRouter, Response
from starlette.background import BackgroundTask

from api import problems
from api.web.batches import Desk, desk_of
from api.web.request import PersonPage, Posted, PostedForm
from engine.errors import Refused
from engine.store.work import begin, reading
from migration_tools.batch import Workshop
from migration_tools.errors import Unreadable
from migration_tools.mapping_in_use import MappingInUse, last_used
from migration_tools.merges import Word
from migration_tools.orphans import attach, leave_behind
from migration_tools.quarantine import workbook_in, workbook_out
from migration_tools.quarantine.correct import Corrected, correct
from migration_tools.quarantine.lines import lines
from migration_tools.reconciliation import Reconciliation
from migration_tools.record.facts import record_facts
from migration_tools.record.print import record_paper
from migration_tools.store.batches import Batch

router = APIRouter(prefix="/batches")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/{name}/quarantine.xlsx")
def download_questions(page: PersonPage, name: str) -> Response:
    """Give the workbook of everything that the unit is asked."""
    desk = desk_of(page, name)
    out = BytesIO()
    with reading(page.services.database) as work:
        workbook_out.write(out, lines(work, desk.batch))
    return _saved(out.getvalue(), XLSX, f"{name}-can-sua.xlsx")


@router.post("/{name}/quarantine")
def take_answers(page: PersonPage, name: str, form: PostedForm) -> Response:
    """Lay the unit's answers on the rows and say what became of each; mapping and loading go on behind the page."""
    desk = desk_of(page, name)
    try:
        used, corrected = _corrected(desk, form)
    except Unreadable as unreadable:
        return desk.show(said=unreadable.sentence, status=422)
    answer = desk.show(corrected=corrected)
    if corrected.laid:
        answer.background = BackgroundTask(_go_on, desk.shop, desk.batch, used)
    return answer


@router.post("/{name}/files")
def decide_about_file(page: PersonPage, name: str, form: PostedForm) -> Response:
    """Give a file of nobody to a dossier, or leave it behind with somebody's approval."""
    desk = desk_of(page, name)
    path, basis = form.text("file"), form.text("basis").strip()
    try:
        if form.text("deed") == "attach":
            word = _word(page.person.actor.name, basis)
            attach(desk.shop, desk.batch, path, form.text("dossier").strip(), word)
        else:
            leave_behind(desk.shop, desk.batch, path, _word(form.text("approver").strip(), basis))
    except Refused as refused:
        return desk.show(said=problems.sentence(refused), status=problems.status(refused))
    return page.go(f"/batches/{quote(name)}#files")


@router.get("/{name}/record.pdf")
def print_record(page: PersonPage, name: str, for_unit: str = "") -> Response:
    """Give the record of the newest reconciliation for signature. Refused `batch.not_reconciled`."""
    desk = desk_of(page, name)
    found = Reconciliation.last(desk.shop, desk.batch)
    if found is None:
        raise Refused("batch.not_reconciled", batch=name)
    facts = record_facts(desk.shop, desk.batch, found, (for_unit.strip(), page.person.actor.name))
    return _saved(record_paper(facts, page.now).pdf(), "application/pdf", f"{name}-bien-ban.pdf")


def _corrected(desk: Desk, form: Posted) -> tuple[MappingInUse, Corrected]:
    files = form.files("workbook")
    if not files:
        raise Unreadable("quarantine.no_file", "Chưa chọn tệp; hãy chọn bảng tính đơn vị đã sửa.")
    content = files[0].file.read(workbook_in.MAX_BYTES + 1)
    answers = list(workbook_in.read(content, files[0].filename or ""))
    with begin(desk.shop.database) as work:
        _, used = last_used(work, desk.batch)
        return used, correct(work, desk.batch, answers, desk.shop.clock())


def _go_on(shop: Workshop, batch: Batch, used: MappingInUse) -> None:
    """Both steps go on where they were stopped; until then the page says so in red, with the command."""
    shop.map(batch, used)
    shop.load(batch)


def _word(by: str, basis: str) -> Word:
    if not (by and basis):
        raise Refused("orphan.nobody_says")
    return Word(by, basis)


def _saved(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers=headers)
