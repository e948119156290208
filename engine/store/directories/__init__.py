"""The lists that administrators keep (danh mục), one file each; `DIRECTORIES` is all of them by code."""

from engine.store.directories.base import Directory
from engine.store.directories.charges import Charges
from engine.store.directories.code_schemes import CodeSchemes
from engine.store.directories.headings import Headings
from engine.store.directories.hours import Hours
from engine.store.directories.paper_series import PaperSeries
from engine.store.directories.special_days import SpecialDays
from engine.store.directories.staff import Staff
from engine.store.directories.units import Units

_ALL: tuple[Directory, ...] = (
    Staff(),
    Hours(),
    Headings(),
    PaperSeries(),
    Units(),
    Charges(),
    SpecialDays(),
    CodeSchemes(),
)
DIRECTORIES = {each.code: each for each in _ALL}
