"""Every paper says everything that its form asks for (TT 01/2018/TT-VPCP, TT 03/2025/TT-VPCP)."""

from dataclasses import replace
from datetime import date

import pytest

from api.papers.heading import Heading
from api.papers.print import printed
from engine.events import EventKind
from engine.model.counting import AfterPause
from engine.model.paper import PaperKind
from engine.model.supplement_rule import SupplementRule
from engine.reports.timeline import Happening
from tests.support.hanoi import hanoi
from tests.support.matters import DATA, DEPARTMENT, HEADING, matter, refusal, register
from tests.support.pdf import squeezed, text_of

LATER = date(2025, 11, 5)
NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"]
APPLICANT = ["Nguyễn Thị Minh", "Số 12 phố Hàng Bông, phường Hàng Bông, quận Hoàn Kiếm", "0912345678"]


def says(said: str, expected: list[str]) -> None:
    missing = [each for each in expected if squeezed(each) not in said]
    assert not missing, said


def text(kind: PaperKind, on: date | None = None, **data: object) -> str:
    return text_of(printed(matter(kind, on, **data)).pdf())


def test_the_receipt_says_what_form_01_asks() -> None:
    said = text(PaperKind.RECEIPT)

    says(said, [*NATION, *APPLICANT, "Mẫu số 01 – Thông tư số 01/2018/TT-VPCP"])
    says(said, ["ỦY BAN NHÂN DÂN PHƯỜNG MINH KHAI", "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ"])
    says(said, ["Số: 181105-0007/TTPVHCC", "Hà Nội, ngày 05 tháng 11 năm 2018", "000.19.37.H26-181105-0007"])
    says(said, ["001185001234", "minh.nguyen@example.com", "Nguyễn Văn Hải"])
    says(said, ["Đề nghị hưởng mai táng phí, trợ cấp một lần", "(L.249197)"])
    says(said, ["1. Bản khai của đại diện thân nhân", "2. Bản sao Giấy chứng tử: 01 bản sao", "01 bộ"])
    says(said, ["25 ngày làm việc", "08:15 ngày 05/11/2018", "Hẹn trả kết quả lúc: 08:15 ngày 10/12/2018"])
    says(said, ["Nhận kết quả tại: Bộ phận Tiếp nhận và Trả kết quả của UBND phường Minh Khai"])
    says(
        said,
        [
            "quyển số 11/2018, số thứ tự 181105-0007",
            "NGƯỜI NỘP HỒ SƠ",
            "NGƯỜI TIẾP NHẬN HỒ SƠ",
            "Trần Thu Hà",
        ],
    )


def test_the_receipt_says_in_sentences_why_the_result_is_due_then() -> None:
    says(
        text(PaperKind.RECEIPT),
        ["Không tính 10 ngày nghỉ hằng tuần.", "Tiếp nhận lúc 08:15 ngày 05/11/2018."],
    )


def test_the_receipt_lists_what_was_handed_in_and_nothing_else() -> None:
    said = text(PaperKind.RECEIPT)

    assert "Biênbảnủyquyền" not in said
    assert "Biênbảnủyquyền" in text(PaperKind.RECEIPT, co_bien_ban_uy_quyen=True)


def test_a_receipt_given_anew_says_why() -> None:
    again = matter(PaperKind.RECEIPT)
    entry = replace(again.issued.entry, kind=EventKind.DATA_CORRECTED, facts={"reason": "Ghi nhầm số nhà."})

    said = text_of(printed(replace(again, issued=replace(again.issued, no=2, entry=entry))).pdf())

    says(said, ["Cấp lại ngày 05/11/2018, thay giấy đã cấp trước. Lý do: Ghi nhầm số nhà."])


def test_what_is_not_known_leaves_a_line_for_the_hand() -> None:
    assert "Ngườiđạidiện:..." in text(PaperKind.RECEIPT, nguoi_dai_dien=None)


def test_the_supplement_slip_says_what_form_02_asks() -> None:
    said = text(PaperKind.SUPPLEMENT)

    says(said, [*NATION, *APPLICANT, "Mẫu số 02 – Thông tư số 01/2018/TT-VPCP", "Số: 03/PBS"])
    says(said, ["1. Bản sao Giấy chứng tử có chứng thực", "2. Biên bản ủy quyền của các thân nhân"])
    says(said, ["Lý do: Giấy chứng tử nộp là bản chụp", "Nộp bổ sung chậm nhất: 17:30 ngày 05/12/2018"])
    says(said, ["xin liên hệ: Trần Thu Hà, điện thoại 024 3862 1234", "NGƯỜI HƯỚNG DẪN"])


@pytest.mark.parametrize(("restarts", "after"), [(False, "tính tiếp"), (True, "tính lại từ đầu")])
def test_the_supplement_slip_says_what_the_clock_does(restarts: bool, after: str) -> None:
    asked = matter(PaperKind.SUPPLEMENT)
    rule = replace(asked.procedure, supplement=SupplementRule(restarts=restarts))

    says(text_of(printed(replace(asked, procedure=rule)).pdf()), [after])
    assert rule.counting.after_pause is AfterPause.RESUME


def test_who_found_what_is_missing_signs_also_where_a_leader_approved() -> None:
    asked = matter(PaperKind.SUPPLEMENT)
    entry = replace(asked.issued.entry, person="Lãnh Đạo", facts={**asked.facts, "request": "r"})
    proposed = Happening(6, EventKind.SUPPLEMENT_PROPOSED, entry.at, "Thụ Lý", None, {"request": "r"})
    approved = replace(asked, issued=replace(asked.issued, entry=entry), happenings=[proposed, entry])

    said = text_of(printed(approved).pdf())

    says(said, ["Thụ Lý"])
    assert "LãnhĐạo" not in said


def test_the_refusal_says_what_form_03_asks() -> None:
    said = text_of(refusal().pdf())

    says(said, [*NATION, *APPLICANT, "Mẫu số 03 – Thông tư số 01/2018/TT-VPCP", "Số: 01/PTC", "001185001234"])
    says(said, ["1. Không thuộc thẩm quyền giải quyết của UBND phường.", "2. Thiếu Bản khai theo mẫu."])
    says(said, ["NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "Trần Thu Hà"])


@pytest.mark.parametrize(
    ("on", "form", "words"),
    [
        (None, "Mẫu số 04 – Thông tư số 01/2018/TT-VPCP", "HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
        (LATER, "Mẫu số 04 – Thông tư số 03/2025/TT-VPCP", "ĐỀ NGHỊ GIA HẠN"),
    ],
)
def test_the_apology_says_what_form_04_asks_under_either_circular(
    on: date | None, form: str, words: str
) -> None:
    said = text(PaperKind.APOLOGY, on)

    says(said, [*NATION, form, words, "Số: 03/PXL", "Kính gửi: Nguyễn Thị Minh", "000.19.37.H26-181105-0007"])
    says(said, ["Thời gian đã hẹn trả kết quả: 08:15 ngày 10/12/2018", "08:15 ngày 17/12/2018"])
    says(said, ["Lý do: Cần lấy thêm ý kiến của Sở về mức trợ cấp.", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"])


def test_a_stop_is_form_05_since_2025_and_a_plain_notice_before() -> None:
    now, before = text(PaperKind.STOP, LATER), text(PaperKind.STOP)

    for said in (now, before):
        says(said, [*NATION, "Về việc dừng giải quyết hồ sơ", "Quá thời hạn mà hồ sơ chưa được bổ sung."])
        says(said, ["Căn cứ: Điều 17 Nghị định số 118/2025/NĐ-CP", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"])
    says(now, ["Mẫu số 05 – Thông tư số 03/2025/TT-VPCP"])
    assert "Mẫusố" not in before


@pytest.mark.parametrize(
    ("on", "form"),
    [(None, "Mẫu số 05 – Thông tư số 01/2018/TT-VPCP"), (LATER, "Mẫu số 06 – Thông tư số 03/2025/TT-VPCP")],
)
def test_the_control_slip_says_every_hand_over(on: date | None, form: str) -> None:
    said = text(PaperKind.CONTROL_SLIP, on)

    says(
        said,
        [*NATION, form, "Số: 181105-0007/PKS", "Cơ quan giải quyết: Sở Lao động – Thương binh và Xã hội"],
    )
    says(said, ["Nhận: 08:15 05/11/2018", "Giao: 09:30 28/11/2018", "Đặng Ngọc Phương Thảo", "Lê Văn Dũng"])
    says(said, ["Đúng hạn", "Trước hạn", "Quá hạn", "Chờ đối chiếu hồ sơ gốc lưu tại quân khu."])


def test_the_register_says_what_its_form_asks() -> None:
    said = text_of(register().pdf())

    says(said, [*NATION, "SỔ THEO DÕI HỒ SƠ", "Từ ngày 01/11/2018 đến ngày 30/11/2018", "Quyển số: 11/2018"])
    says(said, [*APPLICANT, "Mẫu số 06 – Thông tư số 01/2018/TT-VPCP", "000.19.37.H26-181105-0007"])
    says(said, ["Qua bưu chính", "15:00 20/11/2018", "Người nộp rút", "Tổng số: 03 hồ sơ.", "Ký nhận"])


def test_what_a_department_signs_bears_the_body_above_it() -> None:
    stopped = replace(matter(PaperKind.STOP), heading=DEPARTMENT)

    said = text_of(printed(stopped).pdf())

    says(said, ["UBND THÀNH PHỐ HÀ NỘI", "SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI"])
    says(said, ["Bộ phận Tiếp nhận và Trả kết quả của UBND phường Minh Khai đã tiếp nhận"])


def test_what_administrators_wrote_for_a_unit_stands_on_its_papers() -> None:
    written = {
        "above": "UBND phường",
        "desk": "Trung tâm Phục vụ hành chính công",
        "place": "Minh Khai",
        "note": "N",
    }
    heading = Heading(HEADING.unit, HEADING.is_committee, HEADING.above, written)

    said = text_of(printed(replace(matter(PaperKind.RECEIPT), heading=heading, desk=heading)).pdf())

    says(
        said,
        [
            "UBND PHƯỜNG",
            "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            "Minh Khai, ngày 05",
            "Trung tâm Phục vụ hành chính công của UBND",
        ],
    )


def test_who_wrote_no_request_asks_for_the_procedure() -> None:
    paper = printed(matter(PaperKind.RECEIPT, noi_dung_yeu_cau=None))

    assert paper.data["request"] == matter(PaperKind.RECEIPT).procedure.name
    assert DATA["noi_dung_yeu_cau"] not in paper.data.values()


def test_a_paper_tells_the_moment_of_its_entry_and_not_that_of_the_machine() -> None:
    assert printed(matter(PaperKind.RECEIPT)).printed_at == hanoi("2018-11-05 08:15")
