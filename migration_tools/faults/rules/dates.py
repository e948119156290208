"""Days of a dossier against each other, the snapshot and the calendar."""

from migration_tools.faults.rules.finding import Finding, Known, Values, day, found


def check(values: Values, known: Known) -> list[Finding]:
    """Find days that cannot follow each other, lie in the future, or fall on a day off."""
    received_field, received_on = day(values, "received")
    due_field, due_on = day(values, "due")
    returned_field, returned_on = day(values, "returned")
    findings = [
        found("date.future", field, values)
        for field, on in ((received_field, received_on), (returned_field, returned_on))
        if on is not None and known.snapshot_on is not None and on > known.snapshot_on
    ]
    if received_on is not None and due_on is not None and due_on < received_on:
        findings.append(found("date.due_before_receipt", due_field, values))
    if received_on is not None and returned_on is not None and returned_on < received_on:
        findings.append(found("date.return_before_receipt", returned_field, values))
    if due_on is not None and known.is_day_off(due_on):
        findings.append(found("date.due_on_holiday", due_field, values))
    return findings
