"""Vietnamese text of legacy systems: read, written, detected, mended. Pure: no file, no database, no clock."""

from migration_tools.text.capitals import Capitals, capitals_of_font
from migration_tools.text.clean import Cleaned, CleanPolicy, clean
from migration_tools.text.decode import ENCODINGS, decode, encode, unwritable
from migration_tools.text.detect import CANDIDATES, Detection, Rival, detect
from migration_tools.text.repair import AS_IT_STANDS

__all__ = [
    "AS_IT_STANDS",
    "CANDIDATES",
    "ENCODINGS",
    "Capitals",
    "CleanPolicy",
    "Cleaned",
    "Detection",
    "Rival",
    "capitals_of_font",
    "clean",
    "decode",
    "detect",
    "encode",
    "unwritable",
]
