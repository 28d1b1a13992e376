"""Runs the machine for so many steps from a seed; the first story that breaks something ends the run."""

import logging
from contextlib import redirect_stdout
from io import StringIO

from hypothesis import HealthCheck, Phase, seed, settings
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


# Trade must get far within an example: what moves money and goods comes up oftener than its share.
WEIGHTS = {
    "pass_gate_for_the_first_time": 4,
    "confirm_by_card": 5,
    "confirm": 2,
    "money_arrives_or_not": 2,
    "deliver": 4,
    "refund": 3,
    "refund_at_stripe": 2,
    "refund_settles": 2,
    "dispute": 2,
    "dispute_ends": 2,
    "accept": 2,
    "sweep": 2,
    "a_death_awaits_at": 3,
}


class ShopMachine(Shopping, Paying, Running, Staff):
    """Everybody at once."""


for _name, _times in WEIGHTS.items():
    for _more in range(1, _times):
        setattr(ShopMachine, f"{_name}_{_more}", getattr(ShopMachine, _name))


def run_machine(_place: Place, result: Result, count: int) -> None:
    """`count` steps in examples of up to sixty, each from an empty shop; stops at what broke."""
    logging.disable(logging.CRITICAL)
    with World().open() as world:
        ShopMachine.world = world
        turn = 0
        while world.steps < count and not result.broken:
            left = count - world.steps
            _turn(world, result, f"{result.seed}/{turn}", max(1, min(EXAMPLES, left // STEPS)))
            world.vacuum()
            turn += 1
            result.tried = world.steps
            result.say(f"{result.tried} of {count} steps")
        deaths = {f"died at {point}": times for point, times in world.deaths.met.items()}
        steps = {f"step {name}": times for name, times in world.story.met.items()}
        result.counts = dict(sorted({**deaths, **steps}.items()))


def _turn(world: World, result: Result, of: str, examples: int) -> None:
    """Some examples that follow from `of` alone."""
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
    )
    try:
        with with_reporter(lambda _text: None), redirect_stdout(StringIO()):
            run_state_machine_as_test(machine, settings=chosen)
    except Exception as error:
        # What failed first counts: the replay of it, and what hypothesis says of that, may be another matter.
        result.broken.append(world.story.broken or f"{type(error).__name__}: {str(error)[:600]}")
        result.story = world.story.told
