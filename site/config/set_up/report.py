"""What setting up has done and left alone, a line a step."""

from typing import Protocol


class Out(Protocol):
    """Where lines are written to, such as a terminal or a command's output."""

    def write(self, text: str, /) -> object: ...


class Report:
    """Prints each step as it is done; counts what was made."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self.made_count = 0

    def made(self, what: str) -> None:
        self.made_count += 1
        self._out.write(f"  made  {what}\n")

    def kept(self, what: str) -> None:
        self._out.write(f"  kept  {what}\n")

    def warn(self, what: str) -> None:
        self._out.write(f"  NOTE  {what}\n")
