"""Shows how far a long step of the seeding is."""

from typing import TextIO

WIDTH = 24
MARKS = (25, 50, 75, 100)


class Progress:
    """A bar for each step on a terminal; elsewhere one line a step, to which percentages are added."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._title = ""
        self._is_open = False
        self._shown = 0

    def __call__(self, done: int, total: int, name: str) -> None:
        """Say that `name` is the `done`th of `total`."""
        percent = 100 * done // total
        if self._out.isatty():
            self._draw(percent, name)
        else:
            self._add(percent)
        if done == total:
            self.close()
        self._out.flush()

    def say(self, text: str) -> None:
        """Announce the next step."""
        self.close()
        self._out.write(text)
        self._out.flush()
        self._title, self._is_open, self._shown = text, True, 0

    def close(self) -> None:
        """End the line of the last step."""
        if self._is_open:
            self._out.write("\n")
            self._is_open = False

    def _draw(self, percent: int, name: str) -> None:
        filled = WIDTH * percent // 100
        bar = "█" * filled + "░" * (WIDTH - filled)
        what = "" if percent == 100 else f"  {name[:30]}"
        self._out.write(f"\r\033[K{self._title}  {bar} {percent:>3} %{what}")
        self._is_open = True

    def _add(self, percent: int) -> None:
        for mark in MARKS:
            if self._shown < mark <= percent:
                self._out.write(f"  {mark} %")
                self._shown, self._is_open = mark, True
