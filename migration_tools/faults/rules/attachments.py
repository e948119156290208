"""The name of a scan that a row speaks of: one that could lead out of its folder is never used as it stands."""

from migration_tools.faults.rules.finding import Finding, Known, Values, found, text

ATTACHMENT = "extra.attachment"
_LONGEST_NAME = 255


def check(values: Values, known: Known) -> list[Finding]:
    """Find a path that leads elsewhere or that no disk can hold, and one at which no scan came with the batch.

    For the first an internal name stands; the path is kept in either case.
    """
    path = text(values, ATTACHMENT)
    parts = path.replace("\\", "/").split("/")
    is_safe = all(part not in ("", ".", "..") and len(part.encode()) <= _LONGEST_NAME for part in parts)
    if path and not (is_safe and path.isprintable()):
        return [found("file.unsafe_name", ATTACHMENT, values, path)]
    if path and known.attachments is not None and path not in known.attachments:
        return [found("file.missing_attachment", ATTACHMENT, values)]
    return []
