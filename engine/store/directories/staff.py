"""People and what they are appointed to: one entry an appointment, as units send their lists."""

from collections.abc import Iterable
from datetime import date

from engine.errors import Stuck
from engine.model.city_data import role_places
from engine.model.directory import Column, Entry, Kind
from engine.model.directory_plan import Change
from engine.model.role import Role, roles_at
from engine.model.unit_tree import UnitTree
from engine.store.directories.base import Proposal
from engine.store.directories.days import VALID_FROM, VALID_UNTIL, period_faults
from engine.store.directories.known import unknown_fields, unknown_unit
from engine.store.rows import as_json
from engine.store.work import Work


class Staff:
    """The list of staff. An appointment is ended by its last day; what somebody did under it stays."""

    code = "staff"
    title = "Nhân sự và phân công"
    help = (
        "Mỗi dòng là một vai trò của một người tại một đơn vị. Cột lĩnh vực để trống nghĩa là mọi lĩnh vực. "
        "Người thôi giữ vai trò: ghi «Đến hết ngày»."
    )
    columns = (
        Column("account", "Tài khoản", required=True),
        Column("name", "Họ và tên", required=True),
        Column("unit", "Mã đơn vị", required=True),
        Column("role", "Vai trò", Kind.CHOICE, required=True, choices={each: each.label for each in Role}),
        Column("fields", "Lĩnh vực", Kind.CODES),
        VALID_FROM,
        VALID_UNTIL,
    )
    key = ("account", "unit", "role", "valid_from")
    unit_column = "unit"
    removable = False

    def read(self, work: Work) -> list[Entry]:
        """Return every appointment, by account, unit and role."""
        rows = work.run(
            """
            SELECT p.account, p.name, a.unit_code AS unit, a.role, a.fields,
                   COALESCE(a.valid_from::text, '') AS valid_from, COALESCE(a.valid_until::text, '') AS valid_until
            FROM appointment a JOIN person p ON p.id = a.person_id
            ORDER BY p.account COLLATE "C", a.unit_code, a.role, a.valid_from NULLS FIRST
            """
        )
        return [dict(row) | {"fields": " ".join(sorted(row["fields"]))} for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield a unit, role or field that does not exist there, and an account that is somebody else's."""
        entry = proposal.entry
        known_from = date.fromisoformat(entry["valid_from"]) if entry["valid_from"] else proposal.on
        first = max(known_from, proposal.on)
        yield from period_faults(entry)
        yield from unknown_fields(entry["fields"])
        yield from unknown_unit(proposal.tree, entry["unit"], first)
        yield from _role_faults(proposal.tree, entry, first)
        named = proposal.work.run(_NAMED, {"account": entry["account"]})
        known = named.scalar()
        if proposal.change.before is None and known is not None and known != entry["name"]:
            yield f"Tài khoản «{entry['account']}» đã là của {known}."

    def write(self, work: Work, change: Change) -> None:
        """Store one appointment, and the person where the account is new."""
        work.run(
            """
            INSERT INTO person (id, name, account) VALUES (:account, :name, :account)
            ON CONFLICT (account) DO UPDATE SET name = :name
            """,
            {"account": change.entry["account"], "name": change.entry["name"]},
        )
        row = {
            **change.entry,
            "fields": as_json(change.entry["fields"].split()),
            "valid_from": change.entry["valid_from"] or None,
            "valid_until": change.entry["valid_until"] or None,
        }
        if change.before is not None:
            work.run(_CHANGE, row)
        else:
            work.run(_ADD, row)


def _role_faults(tree: UnitTree, entry: Entry, on: date) -> Iterable[str]:
    try:
        unit = tree.at(entry["unit"], on)
    except Stuck:
        return
    if Role(entry["role"]) not in roles_at(role_places(), unit.level, unit.body, on):
        yield f"{unit.name} không có vai trò {Role(entry['role']).label}."


_NAMED = "SELECT name FROM person WHERE account = :account"

_OF_ENTRY = """
    person_id = (SELECT id FROM person WHERE account = :account) AND unit_code = :unit AND role = :role
    AND valid_from IS NOT DISTINCT FROM CAST(:valid_from AS date)"""

_CHANGE = f"""
    UPDATE appointment SET fields = CAST(:fields AS jsonb), valid_until = CAST(:valid_until AS date)
    WHERE {_OF_ENTRY}"""

_ADD = """
    INSERT INTO appointment (person_id, unit_code, role, fields, valid_from, valid_until)
    SELECT id, :unit, :role, CAST(:fields AS jsonb), CAST(:valid_from AS date), CAST(:valid_until AS date)
    FROM person WHERE account = :account"""
