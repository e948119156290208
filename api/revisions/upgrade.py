"""Bring a database to the newest schema revision, and tell which one it has."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine


def upgrade(database: Engine) -> None:
    """Run every revision that the database lacks, all in one transaction."""
    with database.begin() as connection:
        command.upgrade(_config(connection), "head")


def is_current(database: Engine) -> bool:
    """Tell whether the database has the newest revision."""
    with database.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
