"""The procedures that come with motcua, one package a folder under `library/`."""

from pathlib import Path

from processes.package import Package, read_package
from processes.source import read_files

LIBRARY = Path(__file__).parent / "library"


def codes() -> list[str]:
    """Return the code of every procedure in the library, which is the name of its folder."""
    return sorted(folder.name for folder in LIBRARY.iterdir() if folder.is_dir())


def package(code: str) -> Package:
    """Read one package; the folder must exist."""
    return read_package(read_files(LIBRARY / code))
