"""One process that attacks: `python -m tests.faults.hostile.attacker SEED FIRST STEP COUNT PORT`.

Takes every STEP-th input from FIRST on, judges each answer, and prints what it found as one line of JSON.
"""

import gc
import json
import logging
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

import django

django.setup()

from django.db import close_old_connections  # noqa: E402

from tests.faults.hostile import frozen, wire  # noqa: E402
from tests.faults.hostile.addresses import all_addresses  # noqa: E402
from tests.faults.hostile.attack import Attack  # noqa: E402
from tests.faults.hostile.door import Answer, Door  # noqa: E402
from tests.faults.hostile.learning import Learnt  # noqa: E402
from tests.faults.hostile.making import Maker  # noqa: E402
from tests.faults.hostile.oracle import SLOW_S, Ear, objections  # noqa: E402
from tests.faults.hostile.people import People  # noqa: E402

MAX_GROWTH_MB = 100
CHECK_EVERY = 5000
STOP_AFTER = 20
LEAVES = ("accounts/logout/", "accounts/password/change/", "accounts/email/")


@dataclass
class Attacker:
    """One share of the inputs of a seed."""

    seed: int
    port: int
    broken: list[str] = field(default_factory=list)
    story: str = ""
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.door, self.ear, self.people, self.learnt = Door(), Ear(), People(), Learnt()
        logging.getLogger().handlers = [self.ear]
        self.maker = Maker(all_addresses(), self.people, self.learnt)
        self.wire = wire.Wire(self.port)
        self.learnt.listen()
        self.untouched = frozen.fingerprints()

    def run(self, first: int, step: int, count: int) -> None:
        """Send the inputs `first`, `first + step`, … below `count`, until too much is broken."""
        warm = 0.0
        for turn, number in enumerate(range(first, count, step)):
            self.attack(number)
            if turn % CHECK_EVERY == CHECK_EVERY - 1:
                self._say(turn + 1)
                self._object(f"after input {number}", frozen.breaches(self.untouched))
                warm = warm or memory_mb()
            if len(self.broken) >= STOP_AFTER:
                return
        self._object("at the end", frozen.breaches(self.untouched))
        growth = memory_mb() - warm if warm else 0.0
        self.counts["megabytes grown"] = round(growth)
        if growth > MAX_GROWTH_MB:
            self.broken.append(f"memory grew by {growth:.0f} MB")

    def attack(self, number: int) -> None:
        """Send one input and judge what came back."""
        dice = Random(f"{self.seed}/{number}")
        if dice.random() < wire.SHARE:
            kind, wrong, story = self.wire.attack(dice)
        else:
            attack = self.maker.draw(dice)
            kind, wrong, story = attack.kind, self.wrong(attack, number), attack.story
        self.counts[kind] += 1
        self._object(f"input {number}, {kind}", wrong, story)

    def wrong(self, attack: Attack, number: int = 0) -> list[str]:
        """What the shop did wrong."""
        self.learnt.heard.clear()
        self.ear.sentences()
        try:
            answer = self.door.send(attack, number)
        except Exception as error:  # nothing may ever leave the application
            return [f"the application raised {error!r}"]
        self.learnt.note(attack.template)
        self.counts[f"status {answer.status}"] += 1
        if attack.method == "POST" and any(leave in attack.template for leave in LEAVES):
            self.people.forget()
        slow = self._slow(attack, answer, number)
        return [*objections(attack, answer), *self.ear.sentences(), *slow]

    def _slow(self, attack: Attack, answer: Answer, number: int) -> list[str]:
        """Whether the shop is slow with it, not merely this machine just now: it is slow three times."""
        again = 2
        while answer.seconds > SLOW_S and again:
            answer = self.door.send(attack, number)
            again -= 1
        return [f"{answer.seconds:.1f} s"] if answer.seconds > SLOW_S else []

    def _object(self, where: str, sentences: Any, story: Any = None) -> None:
        for sentence in sentences:
            self.broken.append(f"{where}: {sentence}")
            if story and not self.story:
                self.story = story()

    def _say(self, done: int) -> None:
        sys.stderr.write(f"  {done} inputs, {len(self.broken)} broken, {memory_mb():.0f} MB\n")
        sys.stderr.flush()


def memory_mb() -> float:
    """What this process holds in memory now."""
    gc.collect()
    found = subprocess.run(["ps", "-o", "rss=", "-p", str(os.getpid())], capture_output=True, text=True)
    return int(found.stdout) / 1024


def main() -> int:
    seed, first, step, count, port = map(int, sys.argv[1:])
    attacker = Attacker(seed, port)
    started = time.monotonic()
    attacker.run(first, step, count)
    close_old_connections()
    facts = {"broken": attacker.broken, "story": attacker.story, "counts": attacker.counts}
    sys.stdout.write(json.dumps(facts | {"seconds": time.monotonic() - started}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
