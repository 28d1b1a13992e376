"""What a saboteur is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    """One change to one file; `old` must occur in it exactly once, so that no patch rots unseen."""

    path: str
    old: str
    new: str


@dataclass(frozen=True)
class Saboteur:
    """One guard switched off, in the code (`patches`) or in the database (`sql`), and the tests that say so.

    `guard` is what is missing then, in a sentence; `tests` are pytest's ids, the cheapest that must go red.
    """

    name: str
    guard: str
    tests: tuple[str, ...]
    patches: tuple[Patch, ...] = ()
    sql: str = ""
    is_on_sqlite: bool = False


def patched(name: str, guard: str, path: str, old: str, new: str, *tests: str) -> Saboteur:
    """A saboteur that changes one place of the code."""
    return Saboteur(name, guard, tests, (Patch(path, old, new),))


def unconstrained(name: str, guard: str, table: str, constraint: str, *tests: str) -> Saboteur:
    """A saboteur that drops one constraint of the database."""
    return Saboteur(name, guard, tests, sql=f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def unindexed(name: str, guard: str, index: str, *tests: str) -> Saboteur:
    """A saboteur that drops one unique index of the database; conditional constraints are such."""
    return Saboteur(name, guard, tests, sql=f"DROP INDEX {index}")
