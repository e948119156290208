"""The smallest page with a form: what `api.web.forms` asks of a page, and nothing else."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from api.web import forms
from api.web.assets.manifest import asset
from api.web.forms import Filled, Sheet
from api.web.request import Page, PersonPage, PostedForm
from forms import Form

PATH = "/form-to-test"
_SHELL = Markup(
    """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Biểu mẫu</title>
<link rel="stylesheet" href="{css}"><script src="{script}" defer></script></head>
<body><main class="container-xl py-3"><h1>Biểu mẫu</h1>
<form method="post" action="{path}" enctype="multipart/form-data">
<input type="hidden" name="csrf" value="{csrf}">{fields}
<button class="btn btn-primary">Gửi biểu mẫu</button></form></main></body></html>"""
)


class FormPage:
    """A page on which a form is filled in; `taken` is what it took in, the last last."""

    def __init__(self, schema: dict[str, Any], shown: dict[str, Any]) -> None:
        self.sheet = Sheet(Form(schema), PATH, "test", shown)
        self.taken: list[dict[str, Any]] = []
        self.router = APIRouter()
        self.router.get(PATH)(self.open)
        self.router.post(PATH)(self.post)

    def open(self, page: PersonPage) -> Response:
        return self._show(page, forms.opened(page, self.sheet))

    def post(self, page: PersonPage, posted: PostedForm) -> Response:
        filled = forms.read(page, posted, self.sheet)
        if not filled.is_ready:
            return self._show(page, filled)
        self.taken.append(filled.data)
        forms.forget(page, self.sheet)
        return page.go(PATH)

    def _show(self, page: Page, filled: Filled) -> Response:
        words = {
            "css": asset("page.css") or "",
            "script": asset("page.js") or "",
            "path": PATH,
            "csrf": page.person.session.csrf,
            "fields": forms.draw(page, self.sheet, filled),
        }
        return HTMLResponse(_SHELL.format(**words), filled.status)
