"""The saboteurs fit today's code, and only a test that failed counts as one that caught."""

from pathlib import Path

import pytest

from tests.saboteurs.judging import Verdict, judge
from tests.saboteurs.kinds import Patch
from tests.saboteurs.registry import SABOTEURS
from tests.saboteurs.workspace import BadPatch, apply, missing_tests, sabotaged

ROOT = Path(__file__).resolve().parents[1]
ALL = pytest.mark.parametrize("saboteur", SABOTEURS, ids=[saboteur.name for saboteur in SABOTEURS])


def test_saboteurs_are_many_and_each_has_its_name():
    assert len(SABOTEURS) >= 40
    assert len({saboteur.name for saboteur in SABOTEURS}) == len(SABOTEURS)


@ALL
def test_saboteur_fits_the_code_and_names_real_tests(saboteur):
    assert all(apply(ROOT, patch) != (ROOT / patch.path).read_text() for patch in saboteur.patches)
    assert bool(saboteur.patches) != bool(saboteur.sql)
    assert saboteur.tests
    assert missing_tests(ROOT, saboteur.tests) == []


@pytest.mark.parametrize("old", ["x = 3", "x = 1"])
def test_patch_that_fits_nowhere_or_twice_is_refused(tmp_path, old):
    (tmp_path / "a.py").write_text("x = 1\nx = 1\n")

    with pytest.raises(BadPatch), sabotaged(tmp_path, [Patch("a.py", old, "x = 2")]):
        pytest.fail("went on")

    assert (tmp_path / "a.py").read_text() == "x = 1\nx = 1\n"


def test_patch_that_leaves_no_python_is_refused(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n")

    with pytest.raises(BadPatch, match="no Python"):
        apply(tmp_path, Patch("a.py", "= 1", "= = 1"))


def test_sabotaged_code_is_put_right_again_after_a_failure(tmp_path):
    (tmp_path / "a.py").write_text("x = 1\n")

    seen = []

    def fail_inside():
        with sabotaged(tmp_path, [Patch("a.py", "x = 1", "x = 2")]):
            seen.append((tmp_path / "a.py").read_text())
            raise ValueError("while sabotaged")

    with pytest.raises(ValueError, match="while"):
        fail_inside()
    assert (seen, (tmp_path / "a.py").read_text()) == (["x = 2\n"], "x = 1\n")


@pytest.mark.parametrize(
    ("status", "output", "verdict"),
    [
        (0, "1 passed", Verdict.MISSED),
        (1, "FAILED a.py::test_it - assert 1 == 2", Verdict.CAUGHT),
        (1, "ERROR a.py::test_it - ValueError", Verdict.BROKEN),
        (1, "E   NameError: name 'x' is not defined\nFAILED a.py::test_it - NameError", Verdict.BROKEN),
        (2, "FAILED a.py::test_it - interrupted", Verdict.BROKEN),
        (3, "Exit: the sabotage itself failed", Verdict.BROKEN),
        (4, "no such test", Verdict.BROKEN),
        (5, "no tests ran", Verdict.BROKEN),
        (-1, "no end within 150 s", Verdict.BROKEN),
    ],
)
def test_only_a_failed_test_counts_as_caught(status, output, verdict):
    assert judge(status, output).verdict == verdict
