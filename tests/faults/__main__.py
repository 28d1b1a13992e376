"""One run of one suite in a process of its own: `python -m tests.faults kills --count 25 --seed 1`.

Prints the result as one line of JSON at the end; progress goes to stderr.
"""

import argparse
import json
import signal
import sys
import time

import django

from tests.faults.databases import KINDS
from tests.faults.place import Place
from tests.faults.result import Result

SUITES = (
    "kills",
    "random-kills",
    "database-crashes",
    "state-machine",
    "races",
    "refund-clicks",
    "sqlite-writers",
    "mail-faults",
    "hostile",
    "webhook-chaos",
    "forged-flood",
    "hanging-stripe",
    "recovery",
    "stripe-faults",
)
# What is asked of these is not whether a disk keeps its word.
IN_MEMORY = {"state-machine", "hostile", "stripe-faults"}


def main() -> int:
    words = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    place = Place(words.database, is_in_memory=words.suite in IN_MEMORY)
    result = Result(words.suite, words.database, words.seed)
    started = time.monotonic()
    try:
        place.open()
        django.setup()
        result.say("the database is ready")
        _suite(words.suite)(place, result, words.count)
    finally:
        place.close()
    result.seconds = round(time.monotonic() - started, 1)
    sys.stdout.write(json.dumps(result.to_json()) + "\n")
    return 1 if result.broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--database", choices=sorted(KINDS), default="postgresql")
    return parser.parse_args()


def _suite(name: str):
    # Only now: models can be imported once Django knows its database.
    from tests.faults import (
        forged_flood,
        hanging_stripe,
        kills,
        load,
        mail_faults,
        recovery,
        refund_clicks,
        sqlite_writers,
        webhook_chaos,
    )
    from tests.faults.hostile import suite as hostile
    from tests.faults.machine.run import run_machine
    from tests.faults.races import running
    from tests.faults.stripe_faults.suite import break_stripe

    return {
        "kills": kills.kill_at_points,
        "random-kills": load.kill_at_random,
        "database-crashes": load.crash_database,
        "state-machine": run_machine,
        "races": running.run_races,
        "refund-clicks": refund_clicks.run_refund_clicks,
        "sqlite-writers": sqlite_writers.run_sqlite_writers,
        "mail-faults": mail_faults.break_mails,
        "hostile": hostile.attack,
        "webhook-chaos": webhook_chaos.deliver_chaos,
        "forged-flood": forged_flood.flood,
        "hanging-stripe": hanging_stripe.hang,
        "recovery": recovery.recover,
        "stripe-faults": break_stripe,
    }[name]


if __name__ == "__main__":
    sys.exit(main())
