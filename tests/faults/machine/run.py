"""Runs the machine for so many steps from a seed; the first story that breaks something ends the run."""

import logging
from contextlib import redirect_stdout
from io import StringIO

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.reporting import with_reporter
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.machine.paying import Paying
from tests.faults.machine.running import Running
from tests.faults.machine.shopping import Shopping
from tests.faults.machine.staff import Staff
from tests.faults.machine.world import World
from tests.faults.place import Place
from tests.faults.result import Result

STEPS = 60
EXAMPLES = 25
SHOWN_LINES = 200


class ShopMachine(Shopping, Paying, Running, Staff):
    """Everybody at once."""


def run_machine(_place: Place, result: Result, count: int) -> None:
    """`count` steps in examples of up to sixty, each from an empty shop; stops at what broke, shrunk."""
    logging.disable(logging.CRITICAL)
    with World().open() as world:
        ShopMachine.world = world
        turn = 0
        while world.steps < count and not result.broken:
            left = count - world.steps
            _turn(result, f"{result.seed}/{turn}", max(1, min(EXAMPLES, left // STEPS)))
            world.vacuum()
            turn += 1
            result.tried = world.steps
            result.say(f"{result.tried} of {count} steps")
        result.counts = {f"died at {point}": times for point, times in sorted(world.deaths.met.items())}
        result.tried = world.steps


def _turn(result: Result, of: str, examples: int) -> None:
    """Some examples that follow from `of` alone."""
    told: list[str] = []
    machine = seed(of)(type("ShopMachine", (ShopMachine,), {}))
    chosen = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.normal,
    )
    try:
        with with_reporter(told.append), redirect_stdout(StringIO()):
            run_state_machine_as_test(machine, settings=chosen)
    except Exception as error:
        result.broken.append(f"{type(error).__name__}: {str(error)[:600]}")
        notes = getattr(error, "__notes__", [])
        lines = "\n".join([*map(str, told), *notes]).splitlines()
        result.story = "\n".join([line for line in lines if "books_agree" not in line][-SHOWN_LINES:])
