"""Papers of an invented dossier, one of each kind and circular, made by hand and without a database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from api.papers.heading import Heading
from api.papers.matter import Matter
from api.papers.print import printed
from api.papers.refusal import refusal_paper
from api.papers.register import Named, lines, register_paper
from engine.clock import in_hanoi
from engine.events import EventKind
from engine.ids import dossier_id
from engine.model.calendar import WorkingCalendar
from engine.model.deadline import due_at
from engine.model.dossier import DossierState, DueEntry, EntryKind
from engine.model.holidays import national_days
from engine.model.paper import PaperKind, PaperNumber, own_number
from engine.model.procedure import Procedure
from engine.model.refusal import Refusal
from engine.reports.control_slip import SlipRow, Timeliness
from engine.reports.papers import Issued
from engine.reports.register_book import Book, RegisterRow
from engine.reports.timeline import Happening
from forms.papers.paper import Paper
from processes.catalogue import package
from tests.support.hanoi import hanoi

RECEIVED_AT = hanoi("2018-11-05 08:15")
CODE = "000.19.37.H26-181105-0007"
HEADING = Heading(
    unit="UBND phường Minh Khai",
    is_committee=True,
    above="UBND quận Hai Bà Trưng",
    written={
        "address": "Số 16 ngõ 320 phố Minh Khai, quận Hai Bà Trưng",
        "phone": "024 3862 1234",
        "email": "ubnd_minhkhai@hanoi.gov.vn",
    },
)
DEPARTMENT = Heading("Sở Lao động – Thương binh và Xã hội", False, "UBND Thành phố Hà Nội", {})
DATA: Mapping[str, Any] = {
    "ho_ten": "Nguyễn Thị Minh",
    "so_dinh_danh": "001185001234",
    "dia_chi": "Số 12 phố Hàng Bông, phường Hàng Bông, quận Hoàn Kiếm",
    "dien_thoai": "0912345678",
    "thu_dien_tu": "minh.nguyen@example.com",
    "nguoi_dai_dien": "Nguyễn Văn Hải",
    "noi_dung_yeu_cau": "Đề nghị hưởng mai táng phí, trợ cấp một lần",
    "co_ban_khai": True,
    "co_giay_chung_tu": True,
    "co_bien_ban_uy_quyen": False,
}
FACTS: Mapping[PaperKind, Mapping[str, Any]] = {
    PaperKind.SUPPLEMENT: {
        "items": ["Bản sao Giấy chứng tử có chứng thực", "Biên bản ủy quyền của các thân nhân"],
        "reason": "Giấy chứng tử nộp là bản chụp, chưa chứng thực.",
        "contact": "Trần Thu Hà, điện thoại 024 3862 1234",
        "expires_at": "2018-12-05T17:30:00+07:00",
    },
    PaperKind.APOLOGY: {
        "promised_at": "2018-12-10T08:15:00+07:00",
        "due_at": "2018-12-17T08:15:00+07:00",
        "reason": "Cần lấy thêm ý kiến của Sở về mức trợ cấp.",
    },
    PaperKind.STOP: {
        "reason": "Quá thời hạn mà hồ sơ chưa được bổ sung.",
        "legal_basis": "Điều 17 Nghị định số 118/2025/NĐ-CP",
    },
}
_KINDS = {
    PaperKind.RECEIPT: EventKind.DOSSIER_RECEIVED,
    PaperKind.SUPPLEMENT: EventKind.SUPPLEMENT_REQUESTED,
    PaperKind.APOLOGY: EventKind.DUE_EXTENDED,
    PaperKind.STOP: EventKind.DOSSIER_STOPPED,
    PaperKind.CONTROL_SLIP: EventKind.TASK_COMPLETED,
}


def procedure() -> Procedure:
    deployment = package("L.249197").deployment
    assert deployment is not None
    assert deployment.procedure is not None
    return deployment.procedure


def matter(kind: PaperKind, on: date | None = None, **data: Any) -> Matter:
    """A paper of the dossier, on the day of reception unless another is named; `data` is known besides `DATA`."""
    on = on or in_hanoi(RECEIVED_AT).date()
    number = own_number(kind, CODE)
    if kind in FACTS:
        number = PaperNumber(kind, "00295", on.year, 3).written
    at = RECEIVED_AT.replace(year=on.year, month=on.month, day=on.day)
    facts = dict(FACTS.get(kind, {}))
    entry = Happening(7, _KINDS[kind], at, "Trần Thu Hà", HEADING.unit, facts)
    due = due_at(
        RECEIVED_AT, procedure().limit, WorkingCalendar(tuple(national_days())), procedure().counting
    )
    return Matter(
        issued=Issued(kind, 1, number, "00295", on, entry, {**DATA, **data}),
        code=CODE,
        procedure=procedure(),
        heading=HEADING,
        desk=HEADING,
        happenings=[entry],
        received_at=RECEIVED_AT,
        due=DueEntry(EntryKind.SET, RECEIVED_AT, due.at, due.derivation),
        settled_by=DEPARTMENT.unit,
        slip=slip_rows(),
        address=f"https://motcua.example.vn/lookup/{CODE}?k=Zk3mWq81xPpQ",
    )


def slip_rows() -> list[SlipRow]:
    """Three hand-overs: in time, early, and late with a reason."""
    first = SlipRow(
        step="Tiếp nhận, kiểm tra hồ sơ",
        unit=HEADING.unit,
        received_at=RECEIVED_AT,
        receiver="Trần Thu Hà",
        giver=None,
        completed_at=hanoi("2018-11-05 10:00"),
        due_at=hanoi("2018-11-05 17:30"),
        timeliness=Timeliness.ON_TIME,
    )
    second = replace(
        first,
        step="Xác nhận bản khai",
        receiver="Đặng Ngọc Phương Thảo",
        giver=first.receiver,
        completed_at=hanoi("2018-11-07 16:00"),
        timeliness=Timeliness.EARLY,
    )
    third = replace(
        second,
        step="Thẩm định hồ sơ",
        unit=DEPARTMENT.unit,
        giver=second.receiver,
        receiver="Lê Văn Dũng",
        completed_at=hanoi("2018-11-28 09:30"),
        timeliness=Timeliness.OVERDUE,
        note="Chờ đối chiếu hồ sơ gốc lưu tại quân khu.",
    )
    return [first, second, third]


def refusal() -> Paper:
    return refusal_paper(
        Refusal(
            id=dossier_id("refusal"),
            procedure_code="L.249197",
            case_code="",
            procedure=procedure().name,
            applicant=DATA,
            reasons=("Không thuộc thẩm quyền giải quyết của UBND phường.", "Thiếu Bản khai theo mẫu."),
            paper=PaperNumber(PaperKind.REFUSAL, "00295", 2018, 1),
            refused_by="1",
            refused_at=RECEIVED_AT,
            refuser="Trần Thu Hà",
        ),
        HEADING,
    )


def register_rows() -> list[RegisterRow]:
    """One dossier that is returned, one that is withdrawn, one that goes on."""
    going_on = RegisterRow(
        code=CODE,
        digest="",
        place="00295",
        applicant=str(DATA["ho_ten"]),
        address=str(DATA["dia_chi"]),
        phone=str(DATA["dien_thoai"]),
        state=DossierState.PROCESSING,
        received_at=RECEIVED_AT,
        due_at=hanoi("2018-12-10 08:15"),
        ended_at=None,
        returned_at=None,
        method=None,
    )
    ended_at = hanoi("2018-11-20 15:00")
    returned = replace(
        going_on, state=DossierState.ENDED, ended_at=ended_at, returned_at=ended_at, method="buu_chinh"
    )
    return [returned, replace(going_on, state=DossierState.WITHDRAWN, ended_at=ended_at), going_on]


def register() -> Paper:
    book = Book("00295", date(2018, 11, 1), date(2018, 11, 30))
    of = lines(register_rows(), lambda _: Named(procedure().name, DEPARTMENT.unit))
    return register_paper(book, HEADING, of, hanoi("2018-12-01 09:00"))


def every_paper() -> dict[str, Paper]:
    """One paper of each form of each circular, by a name for its file."""
    today, later = date(2018, 11, 5), date(2025, 11, 5)
    kinds = (
        PaperKind.RECEIPT,
        PaperKind.SUPPLEMENT,
        PaperKind.APOLOGY,
        PaperKind.STOP,
        PaperKind.CONTROL_SLIP,
    )
    made = {f"{kind}_{on.year}": printed(matter(kind, on)) for kind in kinds for on in (today, later)}
    return {**made, "refusal": refusal(), "register": register()}
