"""A delivery to hand to a connector by itself."""

from uuid import UUID

from engine.model.delivery import Delivery
from engine.model.dossier import Position


def any_delivery(recipient: str | None = None) -> Delivery:
    """A delivery that no dossier waits for."""
    id_ = UUID("00000000-0000-4000-8000-000000000001")
    data = {"ghi_chú": "đã có kết quả"}
    return Delivery(id_, Position(0, 0, 0), "V", "mail", recipient, "Báo kết quả", data)
