"""The components of a dossier as its page shows them: on paper or as a scan, and who digitised it when."""

from dataclasses import dataclass

from api.web.dossier_shown import Shown
from engine.commands.components import COMPONENTS
from engine.reports.digitised import Digitised, digitised


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """One component that was handed in; `file` is empty where there is only paper."""

    name: str
    file: str
    by: Digitised | None


def component_lines(shown: Shown) -> list[ComponentLine]:
    """Return the components that reception took, in the order of the procedure; none where it kept none."""
    given = shown.head.data.get(COMPONENTS, {})
    procedure = shown.deployment.procedure
    if procedure is None or not given:
        return []
    digests = {code: file.partition("/")[0] for code, file in given.items()}
    known = digitised(shown.work, {digest for digest in digests.values() if digest})
    return [
        ComponentLine(each.name, given[each.code], known.get(digests[each.code]))
        for each in procedure.components
        if each.code in given
    ]
