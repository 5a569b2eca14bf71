"""`python -m tests.autobahn PATH/TO/wstest`: try all cases, and keep what came of them in docs/autobahn.md."""

import sys
from argparse import ArgumentParser
from pathlib import Path

from tests.autobahn import page
from tests.autobahn.results import results_of
from tests.autobahn.suite import OURS, echoes, fuzz, suite_versions


def main() -> None:
    parser = ArgumentParser("python -m tests.autobahn", description="Run the Autobahn testsuite against the server.")
    parser.add_argument("wstest", type=Path, help="the suite's program, in the environment where it is installed")
    wstest = parser.parse_args().wstest.absolute()
    with echoes() as servers:
        results = results_of(fuzz(wstest, servers))
        log = servers["tuned"].log()
    page.write(results, suite_versions(wstest))
    sys.stdout.write(page.summary(results) + "\n")
    sys.exit("\n".join(page.failures(results, OURS)) or log or 0)


if __name__ == "__main__":
    main()
