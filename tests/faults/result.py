"""What a run of a suite tried, and what broke."""

import sys
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Result:
    """`tried` counts the faults that really struck; `broken` says what is not true.

    `story` is what was done last before something broke.
    """

    suite: str
    database: str
    seed: int
    tried: int = 0
    broken: list[str] = field(default_factory=list)
    story: str = ""
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)

    def say(self, text: str) -> None:
        """Show how far the run is, on stderr."""
        sys.stderr.write(f"{self.suite} on {self.database}, seed {self.seed}: {text}\n")
        sys.stderr.flush()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)
