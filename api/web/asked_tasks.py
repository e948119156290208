"""What a person asked a worklist for: the filters in its address, read once and written into every link of the page."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from api.web.request import Page
from api.web.units import unit_name
from engine.clock import in_hanoi
from engine.model.folding import folded
from engine.model.search_words import as_query
from engine.reports.worklist import Facets, Span, Wanted
from engine.reports.worklist_lanes import Scope, may_use

SOON_DAYS = 3


class Due(StrEnum):
    """Tasks that are late, that fall due later today, or within three days of today."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"

    def span(self, now: datetime) -> Span:
        """Return from when to before when such tasks are due."""
        if self is Due.LATE:
            return Span(None, now)
        days = 1 if self is Due.TODAY else SOON_DAYS + 1
        midnight = in_hanoi(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return Span(now, midnight + timedelta(days=days))


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they stand in the address; texts as typed, empty for none."""

    scope: Scope = Scope.SEATS
    procedure: str = ""
    unit: str = ""
    step: str = ""
    field: str = ""
    due: str = ""
    q: str = ""

    def url(self, **other: str) -> str:
        """Return the address of the list with some filters, or what else it is asked for, otherwise."""
        return f"/tasks?{urlencode({name: value for name, value in (asdict(self) | other).items() if value})}"

    @property
    def is_narrowed(self) -> bool:
        """Tell whether any filter is set."""
        return self != Asked(self.scope)

    def wanted(self, page: Page, known: Facets) -> Wanted:
        """Return which tasks that means among what the worklist knows."""
        return Wanted(
            self.scope,
            self._kinds(known),
            None if not self.unit else self._units(page, known),
            self.field,
            "" if self.scope is Scope.CITY else as_query(self.q),
            Due(self.due).span(page.now) if self.due in set(Due) else None,
        )

    def with_due(self, due: str) -> "Asked":
        """Return the same for another span of due dates."""
        return replace(self, due=due)

    def _kinds(self, known: Facets) -> tuple[tuple[str, str], ...] | None:
        words = folded(self.step).split()
        if not words and not self.procedure:
            return None
        fits = {name for _, name in known.kinds if all(word in folded(name) for word in words)}
        return tuple(
            (procedure, name)
            for procedure, name in known.kinds
            if name in fits and self.procedure in ("", procedure)
        )

    def _units(self, page: Page, known: Facets) -> tuple[str, ...]:
        """The unit of that code, else every unit whose name holds the words typed."""
        codes = known.units or _of_city(page)
        if self.unit in codes:
            return (self.unit,)
        words = folded(self.unit).split()
        return tuple(code for code in codes if all(word in folded(unit_name(page, code)) for word in words))


def asked(page: Page) -> Asked:
    """Read the filters of a request."""
    given = page.request.query_params
    names = [name for name in Asked.__slots__ if name != "scope"]
    return Asked(Scope(given.get("scope", Scope.SEATS)), **{name: given.get(name, "") for name in names})


def _of_city(page: Page) -> tuple[str, ...]:
    return tuple(unit.code for unit in page.services.engine.city.units.valid_on(page.today))


def tabs(page: Page) -> list[Scope]:
    """Return the worklists that are for the person, in the order in which they stand on the page."""
    return [scope for scope in Scope if may_use(page.person.actor, scope, page.today)]
