"""Small facts of the whole city, such as the demo city's date."""

from typing import Any

from engine.store.rows import as_json
from engine.store.work import Work


def get(work: Work, name: str) -> Any:
    """Return a setting, None where it was never set."""
    row = work.run("SELECT value FROM city_setting WHERE name = :name", {"name": name}).first()
    return None if row is None else row.value


def put(work: Work, name: str, value: Any) -> None:
    """Set a setting."""
    work.run(
        """
        INSERT INTO city_setting (name, value) VALUES (:name, CAST(:value AS jsonb))
        ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value
        """,
        {"name": name, "value": as_json(value)},
    )
