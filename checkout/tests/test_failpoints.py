"""Failpoints kill exactly one process each, where a test asked for it, and nobody otherwise."""

import os
import re
import signal
import time
from pathlib import Path

import pytest

from checkout.failpoints import FAILPOINTS, fp, sending

CHECKOUT = Path(__file__).parents[1]
CALLED = re.compile(r'\b(?:fp|sending|partial\(fp,)[ (]*"([a-z_0-9]+)"')


def fate(act) -> int:
    """The signal that ended a child process doing `act`; 0: it came through."""
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def folder(tmp_path, settings):
    settings.SHOP_FAILPOINTS = str(tmp_path)
    return tmp_path


def test_failpoint_kills_once_and_then_never_again(folder):
    (folder / "before_commit").touch()

    fates = [fate(lambda: fp("before_commit")) for _ in range(2)]

    assert fates == [-signal.SIGKILL, 0]
    assert list(folder.iterdir()) == []


def test_failpoint_lets_pass_whom_nobody_asked_for(folder):
    (folder / "before_commit").touch()

    assert fate(lambda: fp("after_commit")) == 0
    assert [file.name for file in folder.iterdir()] == ["before_commit"]


def test_sending_kills_while_the_call_waits(folder):
    (folder / "pi_create_sent").touch()

    def waits():
        with sending("pi_create_sent"):
            time.sleep(20)

    started = time.monotonic()
    assert fate(waits) == -signal.SIGKILL
    assert 0.05 < time.monotonic() - started < 5


def test_sending_kills_at_the_end_of_a_quick_call(folder, tmp_path):
    (folder / "refund_sent").touch()

    def answers():
        with sending("refund_sent"):
            (tmp_path / "answered").touch()
        (tmp_path / "went on").touch()

    assert fate(answers) == -signal.SIGKILL
    assert [file.name for file in tmp_path.iterdir()] == ["answered"]


def test_unknown_failpoint_is_refused_in_tests(folder):
    with pytest.raises(ValueError, match="tea_time"):
        fp("tea_time")


def test_failpoints_do_nothing_without_the_setting(tmp_path, settings):
    assert settings.SHOP_FAILPOINTS == ""
    fp("before_commit")
    with sending("pi_create_sent"):
        pass


def test_every_failpoint_lies_at_one_place(settings):
    called = [
        name
        for path in CHECKOUT.rglob("*.py")
        if "tests" not in path.parts
        for name in CALLED.findall(path.read_text())
    ]

    assert sorted(called) == sorted(FAILPOINTS)
