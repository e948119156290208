"""How large an expression, and how long its evaluation, may become; every bound has a name and a test."""

from decimal import ROUND_HALF_EVEN, Context, DivisionByZero, InvalidOperation, Overflow

MAX_SOURCE_CHARACTERS = 4_096
MAX_DEPTH = 32
MAX_NODES = 500

# A step is one round of a loop times the nodes it evaluates, one list item visited, or a piece of text scanned.
# What stands outside a loop is evaluated once, so MAX_NODES bounds it already and nothing is counted there.
MAX_STEPS = 10_000
CHARACTERS_A_STEP = 256

MAX_STRING_CHARACTERS = 65_536
MAX_LIST_ITEMS = 10_000

# DMN 1.3 §10.3.2.3.1: FEEL numbers are IEEE 754-2008 decimal128, 34 digits, half-even.
NUMBER_DIGITS = 34
MAX_EXPONENT = 6_144
MAX_POWER = 999
NUMBERS = Context(
    prec=NUMBER_DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=1 - MAX_EXPONENT,
    Emax=MAX_EXPONENT,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
