"""Pages for what went wrong: what happened, and what to do next."""

from fastapi import Request, Response

from api.web.request import public_page

_SENTENCES = {
    404: (
        "Không có trang này; hãy kiểm tra lại địa chỉ hoặc trở về danh sách công việc.",
        "There is no such page.",
    ),
    405: (
        "Trang này không nhận thao tác vừa gửi; hãy trở lại và thử lại.",
        "This page does not take that action.",
    ),
}
_OTHERWISE = ("Chưa thực hiện được yêu cầu; hãy trở lại và thử lại.", "The request could not be carried out.")


def error_page(request: Request, status: int, sentence: str | None, dossier: str | None = None) -> Response:
    """Draw the page for a status; `sentence` tells what to do where the error knows better.

    A `dossier` that the error speaks of is one click away.
    """
    page = public_page(request)
    vietnamese, english = _SENTENCES.get(status, _OTHERWISE)
    said = sentence or (english if page.language == "en" else vietnamese)
    return page.show("error.html", status=status, sentence=said, code=status, dossier=dossier)
