"""The one place that knows every concrete thing: which database, which city, which clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy import Engine as Database

from api.auth.passwords import hash_password
from api.auth.sign_in import SignIn
from api.delivery.base import Connector
from api.delivery.mail import Mail
from api.delivery.webhook import Webhook
from api.demo.city import DEMO_PASSWORD, DEMO_STARTS_AT, load_city
from api.demo.keys import fleeting_signing
from api.demo.morning import begin_work
from api.revisions.upgrade import upgrade
from api.services import DEMO_DATE, Services, demo_date
from api.settings import Settings
from api.signing.signing import Signing
from engine.clock import DemoClock, system_clock
from engine.commands.engine import Engine
from engine.store import embedded, sessions
from engine.store import settings as city_settings
from engine.store.database import connect
from engine.store.throwaway import throwaway
from engine.store.work import begin

Progress = Callable[[str], None]


@contextmanager
def database(
    settings: Settings, data: Path | None = None, progress: Progress = embedded.silent
) -> Iterator[Database]:
    """Open the city's database, revised: the one the settings name, else the embedded one under `data`."""
    with address(settings, data, progress) as url, revised(url) as opened:
        yield opened


@contextmanager
def address(
    settings: Settings, data: Path | None = None, progress: Progress = embedded.silent
) -> Iterator[URL]:
    """Find the city's database as it is, whatever its revision and even empty; its server runs meanwhile."""
    if settings.database_url is not None:
        yield make_url(settings.database_url)
    else:
        with embedded.start(data or settings.data, progress) as server:
            yield server.url


@contextmanager
def throwaway_database(settings: Settings, progress: Progress = embedded.silent) -> Iterator[Database]:
    """Open an empty, revised database that is gone afterwards; on the server that the settings name, if any."""
    if settings.database_url is not None:
        with throwaway(settings.database_url) as url, revised(url) as opened:
            yield opened
    else:
        with embedded.temporary(progress) as server, revised(server.url) as opened:
            yield opened


@contextmanager
def revised(url: str | URL) -> Iterator[Database]:
    """Open a database and bring it to the newest schema revision."""
    opened = connect(url)
    try:
        upgrade(opened)
        yield opened
    finally:
        opened.dispose()


def connectors(settings: Settings) -> dict[str, Connector]:
    """Return the ways out that an administrator has set up, by the names that diagrams use."""
    addresses = {"sms": settings.sms_url, "webhook": settings.webhook_url, "portal": settings.portal_url}
    found: dict[str, Connector] = {
        name: Webhook(str(address)) for name, address in addresses.items() if address is not None
    }
    if settings.mail_host is not None:
        found["mail"] = Mail(settings.mail_host, settings.mail_port, settings.mail_sender)
    return found


def keys_folder(settings: Settings, data: Path | None = None) -> Path:
    """Return the folder of keys and trusted roots: the one the settings name, else the one under `data`."""
    return settings.signing or (data or settings.data) / "signing"


def city(opened: Database, signing: Signing | None = None) -> Services:
    """Return the services of a real city on a revised database; without keys nothing can be signed in it."""
    engine, sign_in = Engine(opened, system_clock), SignIn(opened, system_clock)
    return Services(opened, engine, sign_in, system_clock, signing=signing or Signing())


def demo_city(
    opened: Database, progress: Progress = embedded.silent, signing: Signing | None = None
) -> Services:
    """Return the services of the demo city, loaded into an empty database at its first start."""
    signing = signing or fleeting_signing()
    at = demo_date(opened)
    clock = DemoClock(at or DEMO_STARTS_AT)
    if at is None:
        load_city(opened, progress)
    engine = Engine(opened, clock)
    if at is None:
        begin_work(engine, clock, signing)
        with begin(opened) as work:
            sessions.set_everybodys_credential(work, hash_password(DEMO_PASSWORD), system_clock())
            city_settings.put(work, DEMO_DATE, clock().isoformat())
    return Services(opened, engine, SignIn(opened, system_clock), clock, clock, signing)
