"""`motcua migrate faults measure` and `measure-text`: what is found of what was planted, and what it harms."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from api import bootstrap
from api.cli.migrate_desk import EXIT_MISUSED, EXIT_REFUSED, complain, tell_progress
from api.cli.process import AsJson
from api.cli.words import say
from api.demo.city import load_city
from api.settings import Settings
from engine.clock import HANOI
from migration_tools.batch import Workshop
from migration_tools.faults.generate import facts
from migration_tools.faults.generate.run import GenerateSettings, Kind, Manifest, generate
from migration_tools.faults.measure import FALSE_QUARANTINE_LIMIT, Measured, measure_chain
from migration_tools.faults.measure_text import Reading, TextFigures, measure_text

ALL = "all"
Seed = Annotated[
    int, typer.Option(help=say("Số gốc: cùng số cho cùng dữ liệu.", "The same seed gives the same data."))
]
_AT = datetime(facts.SNAPSHOT_ON.year, facts.SNAPSHOT_ON.month, facts.SNAPSHOT_ON.day, 20, tzinfo=HANOI)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        "measure-text",
        help=say(
            "Đo: mọi chữ cái và một khối chữ lớn, đọc lại từ từng bảng mã. Thoát 1 khi có số không đạt.",
            "Read every letter and a large corpus back from every encoding. Exit 1 when a figure misses.",
        ),
    )(measure_encodings)
    app.command(
        "measure",
        help=say(
            "Đo: gài lỗi, chạy cả quy trình chuyển đổi, so với đáp án. Thoát 1 khi có số không đạt.",
            "Plant faults, run the whole chain, compare with the truth. Exit 1 when a figure misses.",
        ),
    )(measure)


def measure(
    kind: Annotated[
        str, typer.Option(help=say("Hệ thống cũ, hoặc «all».", "The legacy system, or all."))
    ] = ALL,
    rows: Annotated[
        int,
        typer.Option(min=1, help=say("Số dòng hồ sơ của mỗi hệ thống.", "Rows of dossiers in each system.")),
    ] = 100_000,
    per_class: Annotated[
        int, typer.Option(min=1, help=say("Số lỗi gài cho mỗi loại.", "Faults planted of each class."))
    ] = 100,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Measure one kind of legacy system or all of them, each on a database that is gone afterwards."""
    is_right = True
    for each in _kinds(kind):
        with TemporaryDirectory(prefix="motcua-faults-") as folder, _workshop() as shop:
            settings = GenerateSettings(each, Path(folder) / "old", rows, per_class, seed)
            measured = measure_chain(settings, _generated(settings), shop)
        typer.echo(
            json.dumps(measured_json(measured), ensure_ascii=False) if as_json else measured_text(measured)
        )
        is_right = is_right and measured.is_right
    if not is_right:
        raise typer.Exit(EXIT_REFUSED)


def measure_encodings(
    cells: Annotated[
        int, typer.Option(min=1, help=say("Số ô cho mỗi bảng mã.", "Cells in each encoding."))
    ] = 100_000,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Measure every encoding: its letters, cells with nothing beside them, cells of a column that is known."""
    is_right = True
    for figures in measure_text(cells, seed):
        told = asdict(figures) | {"is_right": figures.is_right}
        typer.echo(json.dumps(told) if as_json else encoding_text(figures))
        is_right = is_right and figures.is_right
    if not is_right:
        raise typer.Exit(EXIT_REFUSED)


def encoding_text(figures: TextFigures) -> str:
    """Return the figures of one encoding as a line."""
    total = figures.letters + figures.by_font
    letters = say(
        f"{total} chữ đọc lại được ({figures.by_font} chữ hoa chỉ phân biệt bằng phông)",
        f"{total} letters come back ({figures.by_font} capitals by font alone)",
    )
    alone = f"{say('ô đứng một mình', 'cell alone')} {_reading_text(figures.alone)}"
    column = f"{say('ô trong cột', 'cell in its column')} {_reading_text(figures.in_column)}"
    verdict = say("ĐẠT", "REACHED") if figures.is_right else say("KHÔNG ĐẠT", "MISSED")
    return f"{figures.encoding}: {verdict} · {letters} · {figures.cells} {say('ô', 'cells')} · {alone} · {column}"


def _reading_text(reading: Reading) -> str:
    right, asked, wrong = say("đúng", "right"), say("hỏi", "asked"), say("sai", "wrong")
    return f"{right} {reading.right_share:.3%}, {asked} {reading.asked_share:.3%}, {wrong} {reading.wrong}"


def measured_json(measured: Measured) -> dict[str, Any]:
    """Return every figure of one kind, for programs."""
    found = measured.score
    return {
        "kind": measured.settings.kind.value,
        "dossiers": measured.settings.dossiers,
        "rows": measured.rows,
        "seed": measured.settings.seed,
        "is_right": measured.is_right,
        "balanced": measured.is_balanced,
        "recall": found.total.recall,
        "silent_wrong": len(found.wrong_values),
        "wrong_values": [each._asdict() for each in found.wrong_values[:20]],
        "clean_rows": found.clean_rows,
        "falsely_quarantined": len(found.falsely_quarantined),
        "false_quarantine": found.false_quarantine,
        "seconds": round(measured.seconds, 1),
        "rows_per_second": round(measured.rows / measured.seconds),
        "classes": {code: asdict(each) | {"missed": each.missed} for code, each in found.classes.items()},
        "total": asdict(found.total) | {"missed": found.total.missed},
    }


def measured_text(measured: Measured) -> str:
    """Return the same as a table: a class a line, then the whole."""
    found, kind, total = measured.score, measured.settings.kind, say("tổng cộng", "all together")
    lines = [
        say("loại lỗi", "class").ljust(32)
        + say("   gài  đúng   hỏi   sót   sai", "  sown right asked missd wrong")
    ]
    lines += [
        f"{code:<32}{each.planted:>6}{each.treated:>6}{each.asked:>6}{each.missed:>6}{each.wrong:>6}"
        for code, each in (*found.classes.items(), (total, found.total))
    ]
    verdict = say("ĐẠT", "REACHED") if measured.is_right else say("KHÔNG ĐẠT", "MISSED")
    balance = say("cân bằng", "balanced") if measured.is_balanced else say("CHƯA CÂN BẰNG", "UNBALANCED")
    figures = (
        f"{say('thu hồi', 'recall')} {found.total.recall:.3%}",
        f"{say('sai thầm lặng', 'silently wrong')} {len(found.wrong_values)}",
        f"{say('cách ly nhầm', 'false quarantine')} {found.false_quarantine:.3%} "
        f"({len(found.falsely_quarantined)}/{found.clean_rows}; ≤ {FALSE_QUARANTINE_LIMIT:.1%})",
        balance,
        f"{measured.rows} {say('dòng', 'rows')}, {measured.rows / measured.seconds:.0f}/s",
    )
    return "\n".join([*lines, f"{kind}: {verdict} · {' · '.join(figures)}"])


def _kinds(name: str) -> tuple[Kind, ...]:
    if name == ALL:
        return tuple(Kind)
    try:
        return (Kind(name),)
    except ValueError:
        complain(f"«{name}»: {', '.join((*Kind, ALL))}")
        raise typer.Exit(EXIT_MISUSED) from None


def _generated(settings: GenerateSettings) -> Manifest:
    try:
        return generate(settings)
    except ValueError:
        complain(say("Quá ít hồ sơ để gài từng ấy lỗi.", "Too few dossiers for so many faults."))
        raise typer.Exit(EXIT_MISUSED) from None


@contextmanager
def _workshop() -> Iterator[Workshop]:
    """Give a workshop in a city of its own, on the day after the last thing that happens in a synthetic database."""
    with bootstrap.throwaway_database(Settings()) as database:
        load_city(database, lambda _: None)
        yield Workshop(database, lambda: _AT, time.monotonic, tell_progress)
