"""With a guard switched off the state machine goes red, soon, and says which books disagree.

The steps are those of the first turn of `test_state_machine.py`, which is green with every guard on.
"""

import logging
from collections.abc import Iterator

import pytest

from catalogue import stock
from tests.faults.machine import run
from tests.faults.machine.world import World
from tests.faults.result import Result

EXAMPLES = 7
SOON = 300  # steps, the failing ones told twice

# The guard that is switched off, and what the machine says of it.
GUARDS = {
    "hold": "what_can_be_paid_is_held",
    "release": "only_open_checkouts_hold",
    "_write_movements": "took {}, not {",
}


@pytest.fixture
def world(transactional_db) -> Iterator[World]:
    logging.disable(logging.CRITICAL)
    with World().open() as world:
        yield world
    logging.disable(logging.NOTSET)


def steps_until_red(world: World, monkeypatch: pytest.MonkeyPatch) -> Result:
    result = Result("state-machine", "", seed=1)
    monkeypatch.setattr(run.ShopMachine, "world", world, raising=False)
    run._turn(world, result, "1/0", EXAMPLES)
    result.tried = world.steps
    return result


@pytest.mark.parametrize("guard", GUARDS)
def test_machine_is_red_soon_after_a_guard_is_off(world, monkeypatch, guard):
    monkeypatch.setattr(stock, guard, lambda *words, **more: None)

    result = steps_until_red(world, monkeypatch)

    assert GUARDS[guard] in result.broken[0], result.story
    assert result.tried <= SOON
