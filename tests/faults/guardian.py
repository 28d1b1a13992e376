"""Ends every process of a run when the run itself has ended, however it ended; then removes its folder.

It reads process ids from a pipe, one a line. The pipe closes when the run is over, also by SIGKILL.
"""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress

GRACE_S = 2.0


def main(folder: str) -> None:
    groups = {int(line) for line in sys.stdin}
    # PostgreSQL and gunicorn both take SIGQUIT as "now, and your children as well".
    for number, wait_s in ((signal.SIGQUIT, GRACE_S), (signal.SIGKILL, 0.0)):
        tell(groups, number)
        deadline = time.monotonic() + wait_s
        while groups and time.monotonic() < deadline:
            groups = {group for group in groups if is_alive(group)}
            time.sleep(0.02)
    shutil.rmtree(folder, ignore_errors=True)


def tell(groups: set[int], number: int) -> None:
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, number)


def is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1])
