"""Who applied and who handled a dossier: a name that lost letters, an account that is nobody's own."""

from migration_tools.faults.rules.finding import Finding, Known, Values, found, text


def check(values: Values, known: Known) -> list[Finding]:
    """Find an applicant whose name lost letters, and an account that several people used or that nobody has."""
    # `Hu?` may be a question anywhere else (see `repair.lost_letters`); nobody's name has one.
    lost = [found("text.lost_letters", "applicant", values)] if "?" in text(values, "applicant") else []
    return lost + _handler(values, known)


def _handler(values: Values, known: Known) -> list[Finding]:
    handler = text(values, "handler")
    if handler in known.shared_users:
        return [found("user.shared", "handler", values)]
    if not handler or known.users is None or handler in known.users:
        return []
    return [found("user.unknown", "handler", values)]
