"""The fault suites as plain functions, each a run in a process of its own that cleans up after itself."""

import json
import os
import subprocess
import sys

from tests.faults.result import Result
from tests.pgtemplate import ROOT

# Of whoever calls: the run has a database, a folder and settings of its own.
FOREIGN = ("DATABASE_URL", "SHOP_VAR_DIR", "SHOP_TEST_MEDIA", "DJANGO_SETTINGS_MODULE", "SHOP_FAILPOINTS")
START_S, EACH_S, LONGEST_S = 240, 30, 6 * 3600


def run_kills(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` SIGKILLs at the named failpoints, each followed by recovery and the checks of the history."""
    return _run("kills", count, seed, database)


def run_random_kills(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` SIGKILLs to any process of the shop at any moment under load, then the checks."""
    return _run("random-kills", count, seed, database)


def run_database_crashes(count: int, seed: int) -> Result:
    """`count` immediate stops of PostgreSQL under load, then the checks."""
    return _run("database-crashes", count, seed, "postgresql")


def run_state_machine(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` steps of the state machine, the books compared after each."""
    return _run("state-machine", count, seed, database)


def run_races(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` rounds of races, each with its exact counts and then the checks of the history."""
    return _run("races", count, seed, database)


def run_refund_clicks(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` clicks on refund buttons through every fault of Stripe, then sums to the cent."""
    return _run("refund-clicks", count, seed, database)


def run_sqlite_writers(count: int, seed: int) -> Result:
    """`count` rounds of sixteen writers on one SQLite file."""
    return _run("sqlite-writers", count, seed, "sqlite")


def run_mail_faults(count: int, seed: int) -> Result:
    """`count` faults of the mail server, each with other mails that are due at the same time."""
    return _run("mail-faults", count, seed, "postgresql")


def run_hostile(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` hostile inputs at every address; none is accepted, and none is an error of the shop."""
    return _run("hostile", count, seed, database)


def run_webhook_chaos(count: int, seed: int, database: str = "postgresql") -> Result:
    """About `count` deliveries, twenty of each event, in any order; then one order a payment."""
    return _run("webhook-chaos", count, seed, database)


def run_forged_flood(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` forged deliveries while shoppers buy; none is believed, and shoppers hardly wait."""
    return _run("forged-flood", count, seed, database)


def run_hanging_stripe(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` shoppers at the checkout of a shop whose Stripe hangs; other pages are timed."""
    return _run("hanging-stripe", count, seed, database)


def run_recovery(count: int, seed: int) -> Result:
    """`count` payments of which no event ever comes, timed until their orders are there."""
    return _run("recovery", count, seed, "postgresql")


def run_stripe_faults(count: int, seed: int, database: str = "postgresql") -> Result:
    """`count` faults of Stripe, each at one call of the shop, before or after the call's effect."""
    return _run("stripe-faults", count, seed, database)


def _run(suite: str, count: int, seed: int, database: str) -> Result:
    """Raises RuntimeError when the run itself failed, TimeoutExpired when it took far too long."""
    env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    env["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'site'}"
    options = [f"--count={count}", f"--seed={seed}", f"--database={database}"]
    command = [sys.executable, "-m", "tests.faults", suite, *options]
    limit = min(START_S + EACH_S * count, LONGEST_S)
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, timeout=limit)
    lines = done.stdout.splitlines()
    if not lines:
        raise RuntimeError(f"{suite}: no result, exit status {done.returncode}")
    return Result(**json.loads(lines[-1]))
