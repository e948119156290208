"""`python -m tests.conformance [--json]`: how each engine does on the conformance suite beside the repository."""

import json
import sys
from argparse import ArgumentParser

from tests.conformance.betsy import run_all
from tests.conformance.suite import AWAY, cases, is_here
from tests.conformance.table import as_json, as_text


def main() -> None:
    """Print the table, or the same as JSON."""
    parser = ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print every outcome as JSON")
    arguments = parser.parse_args()
    if not is_here():
        sys.exit(AWAY)
    outcomes = run_all(cases())
    print(json.dumps(as_json(outcomes), indent=1) if arguments.json else as_text(outcomes))


if __name__ == "__main__":
    main()
