"""What the demo's people do to a dossier's document before they complete a step: real files, really signed."""

from collections.abc import Mapping
from typing import Any

from api.signing import acts
from api.signing.acts import Order
from api.signing.signing import Signing
from engine.bpmn.definition import Element
from engine.commands.draft_result import DraftResult
from engine.commands.engine import Engine
from engine.commands.initial_result import InitialResult
from engine.commands.number_result import NumberResult
from engine.model.actor import Actor
from engine.model.result import Deed, Result, ResultKind, current
from engine.reports.looked_up import looked_up
from engine.reports.open_tasks import OpenTask
from engine.store import results
from engine.store.work import reading
from forms.papers.paper import Paper

TEMPLATE = """
#set page(paper: "a4", margin: 2.5cm)
#set text(size: 12pt, lang: "vi")
#align(center)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc*]
#v(1cm)
#align(center)[#text(size: 14pt, weight: "bold")[#data.title]]
#v(0.5cm)
#data.text
"""
_NOT_MET = "trả lời"
_OTHER_WAY_ON = ResultKind.CONDITIONS_NOT_MET


class Deeds:
    """Does the deeds of a step as the person whose turn it is."""

    def __init__(self, engine: Engine, signing: Signing) -> None:
        self.engine, self.signing = engine, signing

    def do(self, dossier: str, task: OpenTask, actor: Actor, data: Mapping[str, Any]) -> None:
        """Do what the step owes for what is about to be written in its form, one deed after the other."""
        element = self._element(dossier, task)
        if element is None or element.deeds_unless & {
            each for each in data.values() if isinstance(each, str)
        }:
            return
        for deed in element.deeds:
            self._do(deed, dossier, element, actor)

    def _do(self, deed: Deed, dossier: str, element: Element, actor: Actor) -> None:
        if deed is Deed.DRAFT:
            kind = _OTHER_WAY_ON if _NOT_MET in element.name else ResultKind.RESULT
            title = f"{'Văn bản trả lời' if kind is _OTHER_WAY_ON else 'Kết quả giải quyết'} hồ sơ {dossier}"
            file = acts.take(self.engine, actor, self.draft(title, dossier), "du-thao.pdf")
            self.engine.handle(DraftResult(dossier, kind, title, file), actor)
            return
        result, passphrase = self._current(dossier), self.signing.default_passphrase or ""
        if deed is Deed.INITIAL:
            self.engine.handle(InitialResult(dossier, result.id, result.draft), actor)
        elif deed is Deed.SIGN:
            acts.sign(self.engine, self.signing, actor, Order(dossier, result.id, passphrase))
        elif deed is Deed.NUMBER:
            self.engine.handle(NumberResult(dossier, result.id), actor)
        elif deed is Deed.SEAL:
            acts.seal(self.engine, self.signing, actor, Order(dossier, result.id, passphrase))

    def draft(self, title: str, dossier: str) -> bytes:
        """Return a document of one page."""
        text = f"Căn cứ hồ sơ {dossier} và kết quả thẩm định, cơ quan có thẩm quyền ban hành văn bản này."
        return Paper(TEMPLATE, {"title": title, "text": text}, self.engine.clock()).pdf()

    def _current(self, dossier: str) -> Result:
        with reading(self.engine.database) as work:
            found = current(results.of_dossier(work, dossier))
        assert found is not None
        return found

    def _element(self, dossier: str, task: OpenTask) -> Element | None:
        with reading(self.engine.database) as work:
            [found] = looked_up(work, dossier)
            return self.engine.deployments.get(work, found.digest).element(task.element)
