"""The closed list of roles, and at which level and body each exists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.model.unit import Body, Level, is_within


class Role(StrEnum):
    """What a person may be appointed to; a diagram, a form or a permission names no other role."""

    RECEPTION_CLERK = "reception_clerk"
    HANDLER = "handler"
    HEAD_OF_DIVISION = "head_of_division"
    LEADER = "leader"
    RECORDS_CLERK = "records_clerk"
    RETURN_CLERK = "return_clerk"
    COUNCIL_MEMBER = "council_member"
    PROCESS_DESIGNER = "process_designer"
    OFFICE_REVIEWER = "office_reviewer"
    OFFICE_PUBLISHER = "office_publisher"
    UNIT_ADMINISTRATOR = "unit_administrator"
    MIGRATION_TECHNICIAN = "migration_technician"
    AUDITOR = "auditor"
    CITY_VIEWER = "city_viewer"

    @property
    def label(self) -> str:
        """The Vietnamese title shown to people."""
        return _LABELS[self]


_LABELS = {
    Role.RECEPTION_CLERK: "Cán bộ tiếp nhận",
    Role.HANDLER: "Chuyên viên thụ lý",
    Role.HEAD_OF_DIVISION: "Trưởng phòng",
    Role.LEADER: "Lãnh đạo",
    Role.RECORDS_CLERK: "Văn thư",
    Role.RETURN_CLERK: "Cán bộ trả kết quả",
    Role.COUNCIL_MEMBER: "Thành viên hội đồng",
    Role.PROCESS_DESIGNER: "Người thiết kế quy trình",
    Role.OFFICE_REVIEWER: "Người thẩm tra quy trình",
    Role.OFFICE_PUBLISHER: "Người đưa quy trình vào áp dụng",
    Role.UNIT_ADMINISTRATOR: "Quản trị đơn vị",
    Role.MIGRATION_TECHNICIAN: "Kỹ thuật viên chuyển đổi dữ liệu",
    Role.AUDITOR: "Người kiểm tra nhật ký",
    Role.CITY_VIEWER: "Người theo dõi toàn Thành phố",
}

# The roles that a task of a dossier may ask for; the others look after processes, units and the record.
TASK_ROLES = frozenset(
    {
        Role.RECEPTION_CLERK,
        Role.HANDLER,
        Role.HEAD_OF_DIVISION,
        Role.LEADER,
        Role.RECORDS_CLERK,
        Role.RETURN_CLERK,
        Role.COUNCIL_MEMBER,
    }
)


ANY_FIELD = ""
"""The field of a task for whoever holds its role in its unit, whatever fields the person has in charge."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Whom an element of a diagram asks for: a role in the body of a level that has a field in charge.

    `field` is the procedure's field unless the element names another; committees have every field in charge.
    """

    level: Level
    body: Body
    role: Role
    field: str


@dataclass(frozen=True, slots=True)
class RolePlace:
    """A role exists at the bodies of one kind and level from one day to another (both counted)."""

    role: Role
    level: Level
    body: Body
    valid_from: date | None = None
    valid_until: date | None = None

    def holds(self, level: Level, body: Body, on: date) -> bool:
        """Say whether the role exists at that kind of body on that day."""
        return (self.level, self.body) == (level, body) and is_within(on, self.valid_from, self.valid_until)


def roles_at(places: Iterable[RolePlace], level: Level, body: Body, on: date) -> frozenset[Role]:
    """Return the roles that exist at a kind of body on a day."""
    return frozenset(place.role for place in places if place.holds(level, body, on))
