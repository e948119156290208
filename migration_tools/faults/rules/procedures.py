"""The procedure of a dossier: by code, by what followed an old code, or by its exact name."""

from engine.model.folding import folded
from migration_tools.faults.rules.finding import Finding, Known, Values, found, text

_FIELD = "procedure_code"


def check(values: Values, known: Known) -> list[Finding]:
    """Find a procedure that is not named, was renamed or abolished, or is known only by its name."""
    if known.procedures is None:
        return []
    code = text(values, _FIELD)
    if not code:
        return [_by_name(values, known)]
    if code in known.procedures:
        return []
    if code not in known.retired:
        return [found("procedure.unknown", _FIELD, values)]
    successor = known.retired[code]
    if successor is None:
        return [found("procedure.abolished", _FIELD, values)]
    return [found("procedure.renamed", _FIELD, values, successor)]


def _by_name(values: Values, known: Known) -> Finding:
    name = folded(text(values, "procedure_name"))
    if not name:
        return found("procedure.missing", _FIELD, values)
    # Only the whole name counts: a similar one may be another procedure with another limit.
    code = known.named.get(name)
    if code is None:
        return found("procedure.free_text_unknown", _FIELD, values)
    return found("procedure.free_text", _FIELD, values, code)
