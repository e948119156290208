"""`motcua user`: the first administrator of a new city, and whoever else cannot wait for a page."""

from typing import Annotated

import typer

from api import bootstrap
from api.cli.database import Data
from api.cli.words import say
from api.settings import Settings
from engine.clock import in_hanoi, system_clock
from engine.errors import Refused
from engine.model.actor import Appointment, Person
from engine.model.role import Role
from engine.store import people
from engine.store.work import begin

app = typer.Typer(help=say("Người dùng.", "People."), no_args_is_help=True, add_completion=False)

Account = Annotated[str, typer.Argument(help=say("Tài khoản đăng nhập.", "The account to sign in with."))]
Name = Annotated[str, typer.Option("--name", help=say("Họ và tên.", "Full name."))]
Unit = Annotated[str, typer.Option("--unit", help=say("Mã đơn vị.", "Code of the unit."))]
As = Annotated[Role, typer.Option("--role", help=say("Vai trò.", "The role."))]


@app.callback()
def user() -> None:
    """Stand for the group itself."""


@app.command(
    "add", help=say("Thêm người và cấp mật khẩu lần đầu.", "Add a person and hand out a first password.")
)
def add(account: Account, name: Name, unit: Unit, role: As, data: Data = None) -> None:
    """Store a person with one appointment from today on, and print the password once.

    Refused `unit.unknown`, `person.known`.
    """
    today = in_hanoi(system_clock()).date()
    with bootstrap.database(Settings(), data) as database:
        services = bootstrap.city(database)
        if not any(each.code == unit for each in services.engine.city.units.valid_on(today)):
            raise Refused("unit.unknown", unit=unit)
        with begin(database) as work:
            if people.is_known(work, account):
                raise Refused("person.known", account=account)
            person = Person(account, name, account)
            people.add(work, [(person, Appointment(account, unit, role, valid_from=today))])
        password = services.sign_in.hand_out(account)
    typer.echo(say(f"Mật khẩu lần đầu của {account}: ", f"First password of {account}: ") + password)
