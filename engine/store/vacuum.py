"""Put a database in order after very many rows came at once: what autovacuum would do within the hour."""

from sqlalchemy import Engine as Database
from sqlalchemy import text


def vacuum(database: Database) -> None:
    """Mark what is visible to everybody and count anew what the planner goes by; outside any transaction."""
    with database.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM (ANALYZE)"))
