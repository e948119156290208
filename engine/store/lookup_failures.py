"""Failed look-ups as stored, so that nobody tries out codes or digits; they are about real time, the database's."""

from engine.store.work import Work

WINDOW_MINUTES = 15


def note(work: Work, code: str, address: str) -> None:
    """Remember a failed look-up."""
    work.run(
        "INSERT INTO lookup_failure (code, address) VALUES (:code, :address)",
        {"code": code, "address": address},
    )


def recent(work: Work, code: str, address: str) -> tuple[int, int]:
    """Count the failures of late for a code from anywhere, and from an address for any code."""
    row = work.run(
        """
        SELECT count(*) FILTER (WHERE code = :code) AS of_code,
               count(*) FILTER (WHERE address = :address) AS from_address
        FROM lookup_failure
        WHERE (code = :code OR address = :address) AND at > now() - make_interval(mins => :minutes)
        """,
        {"code": code, "address": address, "minutes": WINDOW_MINUTES},
    ).one()
    return row.of_code, row.from_address
