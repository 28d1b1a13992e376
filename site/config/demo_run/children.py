"""The demo's processes: started apart from the terminal, watched, and stopped together."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

GRACE_S = 5.0
LAST_LINES = 15


@dataclass(frozen=True)
class Child:
    """One process of the demo; what it says goes to `log`."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def last_words(self) -> str:
        """The end of what the process said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LAST_LINES:])


def start(
    name: str,
    command: Sequence[str],
    env: Mapping[str, str],
    logs: Path,
    stop_signal: signal.Signals = signal.SIGTERM,
) -> Child:
    """Start one process, in a group of its own so that Ctrl-C reaches it through us alone."""
    log = logs / f"{name}.log"
    with log.open("wb") as target:
        process = subprocess.Popen(command, env=env, stdout=target, stderr=target, start_new_session=True)
    return Child(name, process, log, stop_signal)


def run(command: Sequence[str], env: Mapping[str, str]) -> int:
    """Run one step to its end and answer its exit status; an interruption ends its helpers as well."""
    process = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        return process.wait()
    except KeyboardInterrupt:
        _tell(process, signal.SIGTERM)
        process.wait()
        raise


def first_dead(children: Iterable[Child]) -> Child | None:
    """The first process that has ended, or None while all run."""
    return next((child for child in children if not child.is_alive), None)


def stop_all(children: Sequence[Child]) -> None:
    """Ask every process to end, wait for all of them together, then insist."""
    for child in children:
        _tell(child.process, child.stop_signal)
    deadline = time.monotonic() + GRACE_S
    for child in children:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _tell(child.process, signal.SIGKILL)
            child.process.wait()


def _tell(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return  # it ended by itself
