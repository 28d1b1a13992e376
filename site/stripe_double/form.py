"""Form bodies with Stripe's nesting (`a[b][c]`, `a[]`, `a[0]`) into plain dictionaries and lists."""

import re
from typing import Any
from urllib.parse import parse_qsl

from stripe_double.errors import InvalidParam, Json

MAX_FIELDS = 2000
_PART = re.compile(r"\[([^\[\]]*)\]")
# Keys of metadata are the caller's own: `metadata[0]` is a key called "0", not the start of a list.
_FREE_KEYS = frozenset({"metadata"})


def decode(encoded: str) -> Json:
    """Decode a form body or query string; lists come out as lists, everything else as text."""
    tree: Json = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True, max_num_fields=MAX_FIELDS):
        _insert(tree, _path(name), value)
    return {name: value if name in _FREE_KEYS else _with_lists(value) for name, value in tree.items()}


def _path(name: str) -> list[str]:
    head, bracket, _ = name.partition("[")
    if not bracket:
        return [name]
    rest = name[len(head) :]
    parts = _PART.findall(rest)
    if "".join(f"[{part}]" for part in parts) != rest or not head:
        raise InvalidParam(f"Invalid parameter name: {name}", param=name)
    return [head, *parts]


def _insert(tree: Json, path: list[str], value: str) -> None:
    node = tree
    for part in path[:-1]:
        child = node.setdefault(_key(node, part), {})
        if not isinstance(child, dict):
            raise InvalidParam(f"{path[0]} is sent both as text and as a hash.", param=path[0])
        node = child
    node[_key(node, path[-1])] = value


def _key(node: Json, part: str) -> str:
    return part or str(len(node))


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    children = {name: _with_lists(child) for name, child in value.items()}
    if children and all(name.isdecimal() for name in children):
        return [children[name] for name in sorted(children, key=int)]
    return children
