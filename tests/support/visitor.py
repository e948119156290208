"""A person at a browser without JavaScript: opens pages, fills in forms, presses buttons; nothing else is sent."""

from collections.abc import Callable
from typing import Any

import httpx
from lxml import html


class Visitor:
    """One browser with its own cookies. `page` is the page that stands on the screen."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, follow_redirects=True, timeout=30)
        self.answer: httpx.Response
        self.page: Any = None

    def sign_in(self, account: str) -> "Visitor":
        self._shown(self.http.post("/sign-in/demo", data={"account": account}))
        return self

    def open(self, path: str, expected: int = 200) -> "Visitor":
        self._shown(self.http.get(path))
        assert self.answer.status_code == expected, (path, self.answer.status_code, self.text)
        return self

    def follow(self, text: str) -> "Visitor":
        """Click the first link that holds a text."""
        link = next(link for link in self.page.iter("a") if text in " ".join(link.itertext()))
        return self.open(link.get("href"))

    def press(self, button: str, expected: int = 200, **fields: Any) -> "Visitor":
        """Fill in the form around the first button of this name and press it; a list is several ticked boxes."""
        self.send(self.form(button), expected, **fields)
        return self

    def form(self, button: str) -> dict[str, Any]:
        """What a browser would send for that button as the form stands: address, and every field with its value."""
        pressed = next(each for each in self.page.iter("button") if button in " ".join(each.itertext()))
        around = next(above for above in pressed.iterancestors("form"))
        data: dict[str, Any] = {}
        for name, value in values(around):
            data.setdefault(name, []).append(value)
        if pressed.get("name"):
            data[pressed.get("name")] = [pressed.get("value", "")]
        return {"action": around.get("action"), "data": data, "multipart": around.get("enctype") is not None}

    def send(self, form: dict[str, Any], expected: int = 200, **fields: Any) -> None:
        """Send a form with some fields filled in otherwise."""
        data = form["data"] | {name.replace("__", "."): value for name, value in fields.items()}
        files = {"": ("", b"")} if form["multipart"] else None
        self._shown(self.http.post(form["action"], data=data, files=files))
        assert self.answer.status_code == expected, (form["action"], self.answer.status_code, self.text)

    @property
    def path(self) -> str:
        """Where the browser is, without the address of the server."""
        return self.answer.url.raw_path.decode()

    @property
    def text(self) -> str:
        """Everything that stands on the page, blanks folded."""
        return " ".join(self.page.body.text_content().split())

    @property
    def heading(self) -> str:
        return " ".join(" ".join(self.page.find(".//h1").itertext()).split())

    def links(self) -> set[str]:
        return {link.get("href") for link in self.page.iter("a")}

    def buttons(self) -> list[str]:
        return [" ".join(" ".join(each.itertext()).split()) for each in self.page.iter("button")]

    def _shown(self, answer: httpx.Response) -> None:
        self.answer = answer
        if answer.headers["content-type"].startswith("text/html"):
            self.page = html.fromstring(answer.text)


Enter = Callable[[str], Visitor]
"""Signs somebody in under an account, in a browser of their own; "" stays outside."""


def typed(data: dict[str, Any]) -> dict[str, Any]:
    """What a person would type and tick for the data of a walk: days as dd/mm/yyyy."""
    return {name: _typed(value) for name, value in data.items()}


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if len(text) == 10 and text[4:5] == text[7:8] == "-":
        return "/".join(reversed(text.split("-")))
    return text


def values(form: Any) -> list[tuple[str, str]]:
    """What a browser would send of a form as it stands. lxml says `on` for a ticked input whose value is empty."""
    return [(name, "" if value == "on" else value) for name, value in form.form_values()]
