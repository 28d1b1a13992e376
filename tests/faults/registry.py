"""The suites of `make proof`: what each tries, how often in one proof, and the function that runs it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.faults.proof import (
    run_database_crashes,
    run_forged_flood,
    run_hanging_stripe,
    run_hostile,
    run_kills,
    run_mail_faults,
    run_races,
    run_random_kills,
    run_recovery,
    run_refund_clicks,
    run_sqlite_writers,
    run_state_machine,
    run_stripe_faults,
    run_webhook_chaos,
)
from tests.faults.result import Result


@dataclass(frozen=True)
class Suite:
    """`run(count, seed)` tries `count` things (called `unit` in the report) and answers what broke.

    `count` is for one proof. A suite that fails itself may raise; that is a breach like any other.
    """

    name: str
    unit: str
    count: int
    run: Callable[[int, int], Result]


# The longest first: two run at a time, and none is to be left alone at the end.
SUITES = (
    Suite("races-postgresql", "rounds of races, 64 wide", 17 * 30, run_races),
    Suite("kills-postgresql", "SIGKILLs at named points", 350, partial(run_kills, database="postgresql")),
    Suite("steps-sqlite", "state machine steps", 60_000, partial(run_state_machine, database="sqlite")),
    Suite(
        "steps-postgresql", "state machine steps", 40_000, partial(run_state_machine, database="postgresql")
    ),
    Suite("kills-sqlite", "SIGKILLs at named points", 150, partial(run_kills, database="sqlite")),
    Suite("hostile-postgresql", "hostile inputs", 150_000, partial(run_hostile, database="postgresql")),
    Suite("webhook-chaos", "webhook deliveries, shuffled, twenty times each", 20_000, run_webhook_chaos),
    Suite("forged-flood", "forged webhooks while shoppers buy", 20_000, run_forged_flood),
    Suite("hanging-stripe", "shoppers at the checkout while Stripe hangs", 200, run_hanging_stripe),
    Suite("stripe-faults", "faults of Stripe, each at one call", 860, run_stripe_faults),
    Suite("mail-faults", "faults of the mail server", 200, run_mail_faults),
    Suite("refund-clicks", "clicks on refund buttons", 2000, run_refund_clicks),
    Suite("random-kills", "SIGKILLs at any moment under load", 100, run_random_kills),
    Suite("recovery", "payments without an event, timed", 40, run_recovery),
    Suite("database-crashes", "crashes of PostgreSQL under load", 10, run_database_crashes),
    Suite("hostile-sqlite", "hostile inputs", 50_000, partial(run_hostile, database="sqlite")),
    Suite("sqlite-writers", "rounds of 16 writers on SQLite, 128 acts each", 24, run_sqlite_writers),
    Suite("races-sqlite", "rounds of races on SQLite, 16 wide", 60, partial(run_races, database="sqlite")),
)
