"""The last number that a unit gave to its papers of a kind in a year; numbers only ever go up."""

from collections.abc import Iterable

from engine.model.directory import Column, Entry, Kind
from engine.model.directory_plan import Change
from engine.model.paper import PaperKind
from engine.store.directories.base import Proposal
from engine.store.directories.known import unknown_unit
from engine.store.work import Work


class PaperSeries:
    """The list of series: a unit that gave numbers by hand this year goes on from its last one."""

    code = "paper-series"
    title = "Số giấy tờ đã cấp"
    help = "Số tiếp theo là số đã cấp cộng một. Chỉ ghi khi đơn vị đã cấp số bằng tay trong năm; số không giảm được."
    columns = (
        Column("unit", "Mã đơn vị", required=True),
        Column(
            "kind", "Loại giấy", Kind.CHOICE, required=True, choices={each: each.label for each in PaperKind}
        ),
        Column("year", "Năm", Kind.NUMBER, required=True),
        Column("last", "Số cuối đã cấp", Kind.NUMBER, required=True),
    )
    key = ("unit", "kind", "year")
    unit_column = "unit"
    removable = False

    def read(self, work: Work) -> list[Entry]:
        """Return every series, by unit, kind and year."""
        rows = work.run(
            """
            SELECT unit_code AS unit, kind, year::text AS year, last::text AS last
            FROM paper_series ORDER BY unit_code, kind, paper_series.year
            """
        )
        return [dict(row) for row in rows.mappings()]

    def faults(self, proposal: Proposal) -> Iterable[str]:
        """Yield a unit that does not exist, a year that is not this one, and a number that would be given again."""
        entry, before = proposal.entry, proposal.change.before
        yield from unknown_unit(proposal.tree, entry["unit"], proposal.on)
        if int(entry["year"]) != proposal.on.year:
            yield f"Chỉ ghi được số của năm {proposal.on.year}."
        if before is not None and int(entry["last"]) < int(before["last"]):
            yield f"Đã cấp đến số {before['last']}; không ghi số nhỏ hơn."

    def write(self, work: Work, change: Change) -> None:
        """Store the last number; never a smaller one, whoever took a number meanwhile."""
        work.run(
            """
            INSERT INTO paper_series (unit_code, kind, year, last)
            VALUES (:unit, :kind, CAST(:year AS integer), CAST(:last AS integer))
            ON CONFLICT (unit_code, kind, year) DO UPDATE SET last = greatest(paper_series.last, EXCLUDED.last)
            """,
            dict(change.entry),
        )
