"""What those who package, install or report about the shop look for is there and agrees."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
NEEDED = """
    LICENSE README.md SECURITY.md CHANGELOG.md CONTRIBUTING.md pyproject.toml requirements.txt manage.py
    package.json package-lock.json eslint.config.mjs .stylelintrc.json .pre-commit-config.yaml
    gunicorn.conf.py locale/de/LC_MESSAGES/django.mo site/config/wsgi.py
""".split()


@pytest.mark.parametrize("name", NEEDED)
def test_the_tracked_files_hold_what_packagers_need(name):
    tracked = subprocess.run(["git", "ls-files", "--error-unmatch", name], cwd=ROOT, capture_output=True)

    assert tracked.returncode == 0


def test_the_licence_is_the_one_that_the_project_names():
    assert PROJECT["license"] == "BSD-3-Clause"
    assert (ROOT / "LICENSE").read_text().startswith("BSD 3-Clause License")


def test_the_changelog_has_a_heading_for_the_version():
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.M)

    assert headings[:2] == ["Unreleased", PROJECT["version"]]


def test_the_version_stands_in_one_place():
    found = subprocess.run(
        ["git", "grep", "-lF", f'version = "{PROJECT["version"]}"', "--", "*.toml", "*.py", "*.cfg"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip

    assert found.stdout.split() == ["pyproject.toml"]


def test_the_lock_of_the_linters_names_no_registry():
    text = (ROOT / "package-lock.json").read_text()

    assert '"resolved"' not in text
    assert (
        json.loads(text)["packages"][""]["devDependencies"]
        == json.loads((ROOT / "package.json").read_text())["devDependencies"]
    )
    assert all("integrity" in entry for path, entry in json.loads(text)["packages"].items() if path)


def test_hooks_fetch_nothing():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text()

    assert set(re.findall(r"repo: (\S+)", hooks)) == {"local"}
    assert set(re.findall(r"language: (\S+)", hooks)) == {"system"}


def test_linters_of_scripts_run_only_where_node_and_they_are(tmp_path):
    script = "import run_checks as r; from pathlib import Path; r.ROOT = Path('{}'); print(r.node_checks())"
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "scripts")}
    command = [sys.executable, "-c", script.format(tmp_path)]

    printed = subprocess.run(command, env=env, capture_output=True, text=True, cwd=ROOT)

    assert printed.stdout.strip() == "[]"
