"""Templates: escaped always, every text in both languages side by side, times on Hanoi's clock."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from api.web.assets.manifest import asset
from engine.clock import in_hanoi

_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return the HTML of a template; what every page has is added by `Page.show`."""
    return _environment().get_template(template).render(**context)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset
    environment.filters["moment"] = moment
    environment.filters["day"] = day
    return environment


def moment(value: datetime | None) -> str:
    """Write a moment as officials do: `10:15 21/11/2018`; nothing for none."""
    return "" if value is None else f"{in_hanoi(value):%H:%M %d/%m/%Y}"


def day(value: date | datetime | None) -> str:
    """Write a day: `21/11/2018`; nothing for none."""
    if value is None:
        return ""
    return f"{in_hanoi(value) if isinstance(value, datetime) else value:%d/%m/%Y}"
