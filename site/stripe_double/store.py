"""Every object of the double, in memory, and in a SQLite file when one is named."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from stripe_double.errors import Json, no_such

KINDS = {
    "pi": "payment_intents",
    "pm": "payment_methods",
    "ch": "charges",
    "re": "refunds",
    "du": "disputes",
    "evt": "events",
    "we": "webhook_endpoints",
    "del": "deliveries",
    "idk": "idempotency_keys",
}
_SCHEMA = "CREATE TABLE IF NOT EXISTS objects (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))"
_UPSERT = (
    "INSERT INTO objects (kind, id, body) VALUES (?, ?, ?) "
    "ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body"
)


class Store:
    """Objects by kind and id, in the order in which they came. Hold `lock` while reading and changing."""

    def __init__(self, path: str | Path | None = None) -> None:
        self.lock = threading.RLock()
        self._objects: dict[str, dict[str, Json]] = {kind: {} for kind in KINDS.values()}
        self._changed: dict[tuple[str, str], Json] = {}
        self._path = path
        self._database: sqlite3.Connection | None = None
        self.open()

    def open(self) -> None:
        """Read the file, if one is named and not open already."""
        if self._path is None or self._database is not None:
            return
        database = sqlite3.connect(self._path, check_same_thread=False, isolation_level=None, timeout=10)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute(_SCHEMA)
        for kind, object_id, body in database.execute("SELECT kind, id, body FROM objects ORDER BY rowid"):
            self._objects[kind].setdefault(object_id, json.loads(body))
        self._database = database

    def save(self, kind: str, entry: Json) -> Json:
        """Keep an object (its `id` is the key); it reaches the file with the next `flush`."""
        self._objects[kind][entry["id"]] = entry
        if self._database is not None:
            self._changed[kind, entry["id"]] = entry
        return entry

    def find(self, kind: str, object_id: str) -> Json | None:
        """Answer the live object, or None if there is none."""
        return self._objects[kind].get(object_id)

    def get(self, kind: str, object_id: str, *, param: str = "id") -> Json:
        """Answer the live object. Raises ApiError (404): there is none."""
        found = self.find(kind, object_id)
        if found is None:
            raise no_such(kind.removesuffix("s"), object_id, param)
        return found

    def every(self, kind: str) -> Iterator[Json]:
        """Yield the live objects of a kind, oldest first."""
        return iter(list(self._objects[kind].values()))

    def copies(self, kind: str, **wanted: object) -> list[Json]:
        """Answer copies of the objects that have all `wanted` values (None: any), oldest first."""
        named = [(name, value) for name, value in wanted.items() if value is not None]
        with self.lock:
            return [
                deepcopy(public(entry))
                for entry in self.every(kind)
                if all(entry[name] == value for name, value in named)
            ]

    def remove(self, kind: str, object_id: str) -> None:
        """Forget one object, in memory and in the file."""
        with self.lock:
            self._objects[kind].pop(object_id, None)
            self._changed.pop((kind, object_id), None)
            if self._database is not None:
                self._database.execute("DELETE FROM objects WHERE kind = ? AND id = ?", (kind, object_id))

    def clear(self, *, keep: tuple[str, ...] = ()) -> None:
        """Forget everything but the kinds in `keep`."""
        with self.lock:
            for kind in [kind for kind in self._objects if kind not in keep]:
                for object_id in list(self._objects[kind]):
                    self.remove(kind, object_id)

    def flush(self) -> None:
        """Write what changed to the file, in one transaction."""
        with self.lock:
            if self._database is None or not self._changed:
                return
            rows = [(kind, key, json.dumps(body)) for (kind, key), body in self._changed.items()]
            self._changed.clear()
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(_UPSERT, rows)
            self._database.execute("COMMIT")

    def close(self) -> None:
        """Write what is left and let go of the file; the objects stay in memory."""
        self.flush()
        with self.lock:
            if self._database is not None:
                self._database.close()
                self._database = None


def public(entry: Json) -> Json:
    """Answer the object without the double's own fields, which start with an underscore."""
    return {name: value for name, value in entry.items() if not name.startswith("_")}
