"""Which faults a kind of database can hold, and which of its dossiers get one: at most one fault a dossier."""

from collections.abc import Mapping
from random import Random

from migration_tools.faults.generate import history, plant_file, plant_key, plant_text, plant_value
from migration_tools.faults.generate.draft import Draft, Plant, Planted

DUMP: Mapping[str, Plant] = {
    **plant_text.BYTES,
    **plant_text.LETTERS,
    **plant_text.XML,
    **plant_value.TYPED,
    **plant_key.PLANTERS,
    **history.PLANTERS,
}
"""Faults of a database dump: whatever typed columns and a recorded history can hold."""

_REGISTER: Mapping[str, Plant] = {
    **plant_text.LETTERS,
    **plant_text.COLUMNS,
    **plant_value.TYPED,
    **plant_value.WRITTEN,
    **plant_key.PLANTERS,
    **plant_key.WRITTEN,
    **plant_file.REGISTER,
}
BYTE_REGISTER: Mapping[str, Plant] = {**_REGISTER, **plant_text.BYTES, **plant_text.PRINTED}
"""Faults of a register in a file of raw bytes (csv)."""
WORKBOOK: Mapping[str, Plant] = {**_REGISTER, **plant_file.SHEET}
"""Faults of a register in a workbook."""
LEGACY_REGISTER: Mapping[str, Plant] = {
    code: plant for code, plant in _REGISTER.items() if code not in plant_text.LETTERS
}
"""Faults of a register that is written in one legacy encoding throughout."""


class Plan:
    """The dossiers that get a fault, drawn before the first is written; the same seed draws the same ones."""

    def __init__(self, planters: Mapping[str, Plant], dossiers: int, each: int, seed: int) -> None:
        """Draw `each` dossiers for every class; ValueError where there are fewer dossiers than faults."""
        draw = Random(f"plan {seed}")
        serials = draw.sample(range(1, dossiers + 1), each * len(planters))
        codes = [code for code in sorted(planters) for _ in range(each)]
        self._codes = dict(zip(serials, codes, strict=True))
        self._planters = planters

    def plant(self, draft: Draft) -> tuple[Planted, ...]:
        """Plant this dossier's fault, if it gets one."""
        code = self._codes.get(draft.case.serial)
        return () if code is None else self._planters[code](draft)
