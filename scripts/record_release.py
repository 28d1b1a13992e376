"""Record a release for tests/upgrade: `scripts/record_release.py COMMIT`, once it runs everywhere.

Its own code tells the story in a tree of its own; the files in tests/upgrade/kept are replaced.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UPGRADE = ROOT / "tests" / "upgrade"


def record(commit: str, tree: Path) -> None:
    """Fill the kept folder from `commit`, which is checked out at `tree`."""
    shutil.copytree(UPGRADE, tree / "tests" / "upgrade", dirs_exist_ok=True)
    for database in ("postgresql", "sqlite"):
        env = {**os.environ, "SHOP_TEST_DB": database, "PYTHONPATH": f"{tree}:{tree / 'site'}"}
        command = [sys.executable, "-m", "tests.upgrade.recording", str(UPGRADE / "kept")]
        subprocess.run(command, cwd=tree, env=env, check=True)
    (UPGRADE / "kept" / "RELEASE").write_text(f"{commit}\n")


def main() -> None:
    commit = subprocess.run(
        ["git", "rev-parse", sys.argv[1]], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    tree = Path(tempfile.mkdtemp(prefix="release-"))
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", "--quiet", str(tree), commit], check=True)
    try:
        record(commit, tree)
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)


if __name__ == "__main__":
    main()
