"""Who handled a dossier, as far as the accounts of the unit are known."""

from migration_tools.faults.rules.finding import Finding, Known, Values, found, text


def check(values: Values, known: Known) -> list[Finding]:
    """Find an account that several people used, or that nobody has."""
    handler = text(values, "handler")
    if handler in known.shared_users:
        return [found("user.shared", "handler", values)]
    if not handler or known.users is None or handler in known.users:
        return []
    return [found("user.unknown", "handler", values)]
