"""Runs the tests of the pure JavaScript parts with the Node.js that Playwright brings."""

import os
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable


def main() -> int:
    """Run every `*.test.mjs`; the exit code of Node's test runner."""
    tests = sorted(str(path) for path in Path(__file__).parent.glob("*/js/*.test.mjs"))
    node = compute_driver_executable()[0]
    # What a test has made by Python is made by this one.
    return subprocess.call([str(node), "--test", *tests], env=os.environ | {"PYTHON": sys.executable})


if __name__ == "__main__":
    sys.exit(main())
