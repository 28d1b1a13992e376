"""Shows how far a long step of the seeding is."""

from typing import TextIO


class Progress:
    """Prints `n/m name` for each thing done: over itself on a terminal, line by line into a file."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def __call__(self, done: int, total: int, name: str) -> None:
        """Say that `name` is the `done`th of `total`."""
        text = f"  {done:>3}/{total}  {name}"
        if self._out.isatty():
            end = "\n" if done == total else ""
            self._out.write(f"\r\033[K{text}{end}")
        else:
            self._out.write(f"{text}\n")
        self._out.flush()

    def say(self, text: str) -> None:
        """Announce the next step."""
        self._out.write(f"{text}\n")
        self._out.flush()
