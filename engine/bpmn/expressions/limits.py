"""How large an expression, and how long its evaluation, may become; every bound has a name and a test."""

from decimal import ROUND_HALF_EVEN, Context, DivisionByZero, InvalidOperation, Overflow

MAX_SOURCE_CHARACTERS = 4_096
# Brackets within brackets in a text, lists within lists in the data.
MAX_DEPTH = 32
# A chain such as `1 + 2 + 3 + …` makes a tree as deep as it is long without any bracket.
MAX_TREE_DEPTH = 64
MAX_NODES = 500
MAX_ARGUMENTS = 100

# A step is one round of a loop times the nodes it evaluates, one list item visited, or a piece of text scanned.
# What stands outside a loop is evaluated once, so MAX_NODES bounds it already and nothing is counted there.
MAX_STEPS = 10_000
CHARACTERS_A_STEP = 256

# No clock is read here: the steps and the sizes are what keeps every compilation and evaluation within this time
# and this memory, and the hostile cases of the tests hold them to it.
MAX_SECONDS = 1.0
MAX_BYTES = 64 * 1024 * 1024

MAX_STRING_CHARACTERS = 65_536
MAX_LIST_ITEMS = 10_000

# DMN 1.3 §10.3.2.3.1: FEEL numbers are IEEE 754-2008 decimal128, 34 digits, half-even.
NUMBER_DIGITS = 34
MAX_EXPONENT = 6_144
MAX_POWER = 999
# Places after the point that `decimal` rounds to, or before it when negative; no number keeps more digits.
MAX_SCALE = NUMBER_DIGITS
NUMBERS = Context(
    prec=NUMBER_DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=1 - MAX_EXPONENT,
    Emax=MAX_EXPONENT,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
