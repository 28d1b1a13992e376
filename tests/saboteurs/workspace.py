"""A copy of the project to break things in."""

import ast
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.saboteurs.kinds import Patch


class BadPatch(Exception):
    """The patch does not fit the code any more; the text says how."""


def copy_project(project: Path, target: Path) -> None:
    """Copy what git knows or would take: no data, no virtual environment, no caches."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=project, check=True, capture_output=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (project / name).is_file():  # a deleted file is listed until its deletion is committed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(project / name, target / name)


def apply(root: Path, patch: Patch) -> str:
    """The file of `patch` with the change made. Raises BadPatch: not exactly one such place, or no Python."""
    file = root / patch.path
    text = file.read_text() if file.is_file() else ""
    if (count := text.count(patch.old)) != 1:
        raise BadPatch(f"{patch.path} has {count} places that read {patch.old.strip().splitlines()[0]!r}")
    changed = text.replace(patch.old, patch.new)
    if file.suffix == ".py":
        try:
            compile(changed, patch.path, "exec")
        except SyntaxError as error:
            raise BadPatch(f"{patch.path} is no Python with it: {error}") from error
    return changed


def missing_tests(root: Path, tests: Sequence[str]) -> list[str]:
    """Those of pytest's ids `tests` that name no file or no function in it."""
    return [test for test in tests if not _exists(root, *test.partition("[")[0].split("::"))]


def _exists(root: Path, path: str, function: str = "") -> bool:
    file = root / path
    if not (file.is_file() and function):
        return file.is_file()
    return any(isinstance(node, ast.FunctionDef) and node.name == function for node in _body(file))


def _body(file: Path) -> list[ast.stmt]:
    return ast.parse(file.read_text()).body


@contextmanager
def sabotaged(root: Path, patches: Sequence[Patch]) -> Iterator[None]:
    """`root` with `patches` applied, and afterwards as it was. Raises BadPatch."""
    before: dict[Path, str] = {}
    try:
        for patch in patches:
            changed = apply(root, patch)
            file = root / patch.path
            before.setdefault(file, file.read_text())
            file.write_text(changed)
        yield
    finally:
        for file, text in before.items():
            file.write_text(text)
