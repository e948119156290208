"""What the timeline says of the life of a dossier beside its process, in both languages."""

from engine.events import EventKind

TEXTS = {
    EventKind.SUPPLEMENT_PROPOSED: (
        "{who} đề nghị yêu cầu người nộp bổ sung: {items}. Lý do: {reason}.",
        "{who} proposed to ask the applicant for: {items}. Reason: {reason}.",
    ),
    EventKind.SUPPLEMENT_DECLINED: (
        "{who} không duyệt đề nghị bổ sung. Lý do: {reason}.",
        "{who} declined to ask for more. Reason: {reason}.",
    ),
    EventKind.SUPPLEMENT_REQUESTED: (
        "{who} yêu cầu người nộp bổ sung: {items}; thời hạn bổ sung đến {until}. Lý do: {reason}.",
        "{who} asked the applicant for: {items}; to be handed in by {until}. Reason: {reason}.",
    ),
    EventKind.SUPPLEMENT_ANSWERED: (
        "{who} ghi nhận giấy tờ bổ sung đã nộp đủ.",
        "{who} recorded that what was missing is here.",
    ),
    EventKind.SUPPLEMENT_EXPIRED: (
        "Hết thời hạn bổ sung mà người nộp không bổ sung.",
        "The applicant did not answer in time.",
    ),
    EventKind.DUE_EXTENDED: (
        "{who} xin lỗi và hẹn lại lúc {due}. Lý do: {reason}.",
        "{who} apologised and named a new date, {due}. Reason: {reason}.",
    ),
    EventKind.DUE_RECALCULATED: (
        "{who} tính lại ngày hẹn trả do lịch làm việc thay đổi: {due}. Căn cứ: {reason}.",
        "{who} counted the due date anew on the changed calendar: {due}. Basis: {reason}.",
    ),
    EventKind.UNIT_CHOSEN: (
        "{who} chọn {unit} làm tiếp: {step}. Lý do: {reason}.",
        "{who} chose {unit} to go on: {step}. Reason: {reason}.",
    ),
    EventKind.WITHDRAWAL_ASKED: (
        "{who} đề nghị rút hồ sơ. Lý do: {reason}.",
        "{who} asked to withdraw the dossier. Reason: {reason}.",
    ),
    EventKind.WITHDRAWAL_DECLINED: (
        "{who} không chấp nhận đề nghị rút hồ sơ. Lý do: {reason}.",
        "{who} declined the withdrawal. Reason: {reason}.",
    ),
    EventKind.DOSSIER_WITHDRAWN: (
        "{who} trả lại hồ sơ theo đề nghị rút của người nộp. Lý do: {reason}.",
        "{who} gave the dossier back on the applicant's wish. Reason: {reason}.",
    ),
    EventKind.DOSSIER_STOPPED: (
        "{who} dừng giải quyết hồ sơ. Lý do: {reason}.",
        "{who} stopped the dossier. Reason: {reason}.",
    ),
    EventKind.DOSSIER_VOIDED: (
        "{who} hủy hồ sơ do tiếp nhận nhầm. Lý do: {reason}.",
        "{who} voided the dossier. Reason: {reason}.",
    ),
}
HANDED_IN_ONLINE = (
    "Người nộp bổ sung đủ giấy tờ trực tuyến.",
    "The applicant handed in online what was missing.",
)
CONDITIONS_NOT_MET = (
    "Kết thúc: đã trả lời không đủ điều kiện giải quyết.",
    "Ended: answered that the conditions are not met.",
)
