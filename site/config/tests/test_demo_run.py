"""Starting and stopping the demo's processes."""

import os
import signal
import socket
import sys
import time
from pathlib import Path

import pytest
from django.core.management import CommandError

from config.demo_run import children
from config.demo_run.place import HOST, choose, claim
from config.demo_run.welcome import CARDS, welcome
from config.demo_seed.people import PEOPLE

SLEEP = [sys.executable, "-c", "import time; print('awake', flush=True); time.sleep(60)"]
IGNORE = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
STUBBORN = [*SLEEP[:2], IGNORE + SLEEP[2]]


def awake(child: children.Child) -> children.Child:
    """The child, once it has said that it runs."""
    while child.is_alive and "awake" not in child.log.read_text():
        time.sleep(0.01)
    return child


def test_a_taken_port_is_named_with_a_way_out(tmp_path: Path):
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} is taken .* make demo PORT={port + 10}"):
            choose(port, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_two_runs_never_share_a_folder(tmp_path: Path):
    with claim(tmp_path), pytest.raises(CommandError, match="running already"):
        claim(tmp_path)

    claim(tmp_path).close()


def test_the_demo_ignores_a_real_shop_in_the_same_shell(tmp_path: Path, monkeypatch):
    for name in ("STRIPE_SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "SECRET_KEY"):
        monkeypatch.setenv(name, "sk_live_of_a_real_shop")

    env = choose(0, tmp_path).environment()

    assert "sk_live_of_a_real_shop" not in env.values()
    assert env["STRIPE_API_BASE"].startswith("http://127.0.0.1:")


def test_all_children_stop_together_and_quickly(tmp_path: Path):
    running = [awake(children.start(name, SLEEP, os.environ, tmp_path)) for name in ("one", "two")]
    assert children.first_dead(running) is None

    started = time.monotonic()
    children.stop_all(running)

    assert time.monotonic() - started < 2
    assert [child.process.returncode for child in running] == [-signal.SIGTERM] * 2


def test_a_child_that_will_not_stop_is_killed(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(children, "GRACE_S", 0.2)
    child = awake(children.start("stubborn", STUBBORN, os.environ, tmp_path))

    children.stop_all([child])

    assert child.process.returncode == -signal.SIGKILL


def test_a_child_that_dies_is_found_with_its_last_words(tmp_path: Path):
    dying = [sys.executable, "-c", "raise SystemExit('no coffee left')"]
    children_running = [children.start("dying", dying, os.environ, tmp_path)]
    children_running[0].process.wait(10)

    dead = children.first_dead(children_running)

    assert dead is not None
    assert (dead.name, dead.last_words()) == ("dying", "no coffee left")


def test_the_welcome_names_accounts_cards_and_mails(tmp_path: Path):
    place = choose(0, tmp_path)

    text = welcome(place)

    assert f"{place.url}/admin/" in text
    assert all(person.email in text and person.password in text for person in PEOPLE)
    assert all(number in text for number, _ in CARDS)
    assert str(tmp_path / "mail") in text
