"""Two processes attack one shop, in it and over its server; afterwards it must be as it was."""

import json
import os
import subprocess
import sys
from collections import Counter

from django.conf import settings

from tests.faults.hostile import frozen, people, world
from tests.faults.place import Place
from tests.faults.result import Result
from tests.faults.shop import RunningShop

ATTACKERS = 2
EACH_S, LEAST_S = 0.05, 600


def attack(place: Place, result: Result, count: int) -> None:
    """`count` hostile inputs, half of them by each of two processes."""
    os.environ["WEB_MAX_REQUESTS"] = "0"  # no fresh workers that would hide how the old ones grow
    with RunningShop(place) as shop:
        world.build()
        settings.STRIPE_API_BASE = shop.double.base_url
        people.shopper()  # what the first visit makes, such as settings, is there now
        untouched = frozen.fingerprints()
        children = [_start(place, result.seed, number, count) for number in range(ATTACKERS)]
        counts: Counter[str] = Counter()
        for child in children:
            _collect(child, result, counts, LEAST_S + EACH_S * count)
        result.broken += [f"at the end: {breach}" for breach in frozen.breaches(untouched, at_rest=True)]
        result.tried = sum(number for name, number in counts.items() if not name.startswith(NO_INPUT))
        result.counts = dict(counts)
        if "Traceback" in place.log("site").read_text():
            result.broken.append("the server logged a traceback")
            result.story = result.story or place.log("site").read_text()[-2000:]


NO_INPUT = ("status", "megabytes")


def _start(place: Place, seed: int, number: int, count: int) -> subprocess.Popen[str]:
    words = [str(word) for word in (seed, number, ATTACKERS, count, place.port)]
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.hostile.attacker", *words], stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    place.watch(child.pid)
    return child


def _collect(child: subprocess.Popen[str], result: Result, counts: Counter[str], timeout_s: float) -> None:
    """Add up what one attacker found. Raises RuntimeError: it died itself."""
    said, _nothing = child.communicate(timeout=timeout_s)
    if child.returncode or not said:
        raise RuntimeError(f"an attacker ended with status {child.returncode}")
    facts = json.loads(said.splitlines()[-1])
    counts.update(facts["counts"])
    result.broken += facts["broken"]
    result.story = result.story or facts["story"]
    result.say(f"one attacker took {facts['seconds']:.0f} s, {len(facts['broken'])} broken")
