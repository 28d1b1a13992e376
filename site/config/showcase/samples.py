"""What one sample of the showcase is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sample:
    """A part of `templates/components/`, or of another folder, in one state.

    `is_open` shows a dialog as it looks opened; `is_source` shows the markup of what stands in the head.
    """

    part: str
    state: str
    context: Mapping[str, Any]
    is_open: bool = False
    is_source: bool = False
    folder: str = "components"

    @property
    def template(self) -> str:
        return f"{self.folder}/{self.part}.html"
