"""Draw all pictures of the demo shop to look at them: ``python -m home.demo.art TARGET``."""

import argparse
import sys
from pathlib import Path

from home.demo.art.studio import draw_all


def show(done: int, total: int, label: str) -> None:
    """Print one line a picture."""
    sys.stdout.write(f"{done:3d} of {total}  {label}\n")
    sys.stdout.flush()


def main() -> None:
    """Read the target folder from the command line and draw into it."""
    parser = argparse.ArgumentParser(description="Draw the pictures of the demo shop.")
    parser.add_argument("target", type=Path, help="folder for the JPEGs")
    parser.add_argument("--workers", type=int, help="number of processes, all cores by default")
    arguments = parser.parse_args()
    draw_all(arguments.target, show, arguments.workers)


if __name__ == "__main__":
    main()
