"""What one sample of the showcase is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sample:
    """A part of `templates/components/` in one state.

    `is_open` shows a dialog as it looks opened; `is_source` shows the markup of what stands in the head.
    """

    part: str
    state: str
    context: Mapping[str, Any]
    is_open: bool = False
    is_source: bool = False

    @property
    def template(self) -> str:
        return f"components/{self.part}.html"
