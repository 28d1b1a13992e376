"""What was done in the order it was done, and how the first example that failed ended."""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

from hypothesis.errors import HypothesisException
from hypothesis.stateful import rule

SHOWN_LINES = 200


class Story:
    """Told by the run itself: hypothesis runs what failed once more, and that may end otherwise."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.met: Counter[str] = Counter()
        self.broken = ""
        self.told = ""

    def begin(self) -> None:
        """Another example; what has failed stays as it was told."""
        self.lines = []

    def add(self, name: str, words: str) -> None:
        self.lines.append(f"{name}({words})")
        self.met[name] += 1

    def end(self, error: BaseException | None) -> None:
        """Keep the first failure. Hypothesis' own way to give an example up is none."""
        if self.broken or not isinstance(error, Exception) or isinstance(error, HypothesisException):
            return
        self.broken = f"{type(error).__name__}: {str(error)[:600]}"
        self.told = "\n".join(self.lines[-SHOWN_LINES:])


def step(**strategies: Any) -> Callable[[Any], Any]:
    """A rule of the machine whose story is told."""

    def decorate(act: Callable[..., None]) -> Any:
        @wraps(act)
        def told(machine: Any, **values: Any) -> None:
            words = ", ".join(f"{name}={value}" for name, value in values.items())
            machine.world.story.add(act.__name__, words)
            act(machine, **values)

        return rule(**strategies)(told)

    return decorate
