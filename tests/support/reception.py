"""Dossiers received over the pages, as a clerk does it, and what a walk of the library would type."""

from typing import Any

from processes.catalogue import package
from processes.walk import Script, read_script
from tests.support.visitor import Visitor, typed


def script(code: str, walk: str = "thuan_loi") -> Script:
    return read_script(package(code).walks[f"walks/{walk}.json"])


def answers(code: str, element: str, walk: str = "thuan_loi") -> dict[str, Any]:
    """What somebody types in the form of an element."""
    steps = [step for step in script(code, walk).steps if step.kind == "complete"]
    step = next(step for step in steps if step.subject == element)
    ticked = {"component": components(code)} if step is steps[0] else {}
    return typed(dict(step.data)) | ticked


def components(code: str) -> list[str]:
    """The codes of every component of a procedure, as a clerk ticks them who received all of them."""
    deployment = package(code).deployment
    assert deployment is not None
    assert deployment.procedure is not None
    return [each.code for each in deployment.procedure.components]


def receive(clerk: Visitor, code: str = "L.249197", **other: str) -> str:
    """Receive a dossier; its code."""
    first = next(step for step in script(code).steps if step.kind == "complete")
    fields = answers(code, first.subject) | other
    clerk.open(f"/dossiers/new/{code}").press("Tiếp nhận", **fields)
    assert clerk.path.endswith("/received"), clerk.text
    return clerk.path.split("/")[2]
