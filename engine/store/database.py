"""How we connect: SQLAlchemy over psycopg 3, the session always in UTC."""

from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

POOL_SIZE = 10
POOL_OVERFLOW = 20


def connect(url: str | URL) -> Engine:
    """Return the pooled database (nothing is opened yet). `url` is `postgresql+psycopg://…`."""
    return create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_pre_ping=True,
        connect_args={"options": "-c timezone=UTC"},
    )


def answers(database: Engine) -> bool:
    """Tell whether the database can be reached and answers."""
    try:
        with database.connect() as connection:
            connection.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True
