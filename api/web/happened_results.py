"""What the timeline says of a dossier's documents."""

from engine.events import EventKind

TEXTS = {
    EventKind.RESULT_DRAFTED: ("{who} đính kèm dự thảo «{document}».", "{who} drafted “{document}”."),
    EventKind.RESULT_INITIALLED: ("{who} ký nháy «{document}».", "{who} initialled “{document}”."),
    EventKind.RESULT_SENT_BACK: (
        "{who} trả lại dự thảo «{document}» để làm lại. Lý do: {reason}.",
        "{who} sent “{document}” back: {reason}.",
    ),
    EventKind.RESULT_SIGNED: ("{who} ký «{document}».", "{who} signed “{document}”."),
    EventKind.RESULT_NUMBERED: (
        "{who} lấy số {number} cho «{document}».",
        "{who} numbered “{document}”: {number}.",
    ),
    EventKind.RESULT_SEALED: (
        "{who} đóng dấu, phát hành «{document}» số {number}.",
        "{who} sealed “{document}”, no. {number}.",
    ),
    EventKind.RESULT_RETURNED: ("{who} trả «{document}» cho người nộp.", "{who} handed “{document}” over."),
    EventKind.RESULT_REVOKED: (
        "{who} thu hồi «{document}». Lý do: {reason}.",
        "{who} revoked “{document}”: {reason}.",
    ),
}
