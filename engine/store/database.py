"""How we connect: SQLAlchemy over psycopg 3, the session always in UTC."""

from sqlalchemy import URL, Engine, create_engine

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
