"""Plain texts of the demo as raw values of stream blocks."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape

Block = dict[str, Any]


def block(kind: str, value: Any) -> Block:
    """One block of a stream."""
    return {"type": kind, "value": value}


def stream(blocks: Iterable[Block]) -> str:
    """Blocks as a stream field takes them."""
    return json.dumps(list(blocks))


def rich(paragraphs: Iterable[str]) -> str:
    """Plain paragraphs as rich text."""
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)


def table(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """A table, its first row the head, as names and values: the head's words stand before the cells."""
    head, *body = rows
    return [{"name": row[0], "value": _cells(head[1:], row[1:])} for row in body]


def _cells(head: Sequence[str], cells: Sequence[str]) -> str:
    if len(cells) == 1:
        return cells[0]
    return ", ".join(f"{name.lower()} {cell}" for name, cell in zip(head, cells, strict=True))
