"""A group whose commands are read only when one of them is asked for: judging a diagram needs no web server."""

from importlib import import_module
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command, get_group

GROUPS = ("process", "database", "bench", "migrate", "user")
SINGLE = ("serve", "demo")


class LazyGroup(TyperGroup):
    """Finds each family of commands in the module of its name; the module holds a Typer called `app`."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Name every family."""
        return sorted((*GROUPS, *SINGLE))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Read one family; None for a name that is none."""
        if cmd_name not in (*GROUPS, *SINGLE):
            return None
        app = import_module(f"api.cli.{cmd_name}").app
        command = get_group(app) if cmd_name in GROUPS else get_command(app)
        command.name = cmd_name
        return command
