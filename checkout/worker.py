"""The jobs of the shop's worker: what is done, how often, and in which lane. `lanes` runs them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from threading import Event

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections

from catalogue.facets.keeping import refresh_all_due
from catalogue.page_changes import forget_old_changes
from catalogue.picture_making import make_missing_sizes
from catalogue.searching.writing import index_missing
from checkout.audit.recording import record_audit
from checkout.back_in_stock.telling import tell_of_restocks
from checkout.card_testing.telling import tell_staff
from checkout.mails import send_due_mails
from checkout.orders.naming import name_orders
from checkout.reconcile import reconcile
from checkout.refunds.unsupplied import refund_unsupplied
from checkout.sweeping import sweep
from profiles.mailing import send_account_mails
from profiles.second_factor import note_duties
from profiles.slices import turn

logger = logging.getLogger(__name__)

# What waits for others waits in a lane of its own: a mail server that hangs holds up mails and nothing else.
MAIL, STRIPE, PICTURES, HOUSE = "mail", "stripe", "pictures", "house"
LANES = (MAIL, STRIPE, PICTURES, HOUSE)
LONGEST_BACK_OFF_S = 60.0


@dataclass
class Job:
    """Something to be done every `seconds` in `lane`; `due` is a reading of the monotonic clock.

    `slice_s` is the longest turn, after which the others of its lane have theirs. `futile` counts the turns
    in a row that came to nothing, each of which doubles the wait for the next.
    """

    name: str
    run: Callable[[], object]
    seconds: float
    lane: str = HOUSE
    slice_s: float = 20.0
    due: float = 0.0
    futile: int = 0

    @property
    def wait_s(self) -> float:
        """How long after a turn the next one is due."""
        if not self.futile:
            return self.seconds
        return max(self.seconds, min(2.0**self.futile, LONGEST_BACK_OFF_S))


def jobs() -> list[Job]:
    """The worker's jobs, each due at once."""
    return [
        Job("mails", send_due_mails, 2, MAIL),
        Job("account mails", send_account_mails, 2, MAIL),
        Job("alarms", tell_staff, 5, MAIL),
        Job("back in stock", tell_of_restocks, 5, MAIL),
        Job("reconcile", reconcile, 60, STRIPE),
        Job("refund unsupplied", refund_unsupplied, 60, STRIPE),
        Job("sweep", sweep, 60, STRIPE),
        Job("name orders", name_orders, 5, STRIPE),
        Job("pictures", make_missing_sizes, 1, PICTURES),
        Job("listings", refresh_all_due, 2),
        Job("publish", publish_scheduled, 30),
        Job("search", index_missing, 60),
        Job("page changes", forget_old_changes, 600),
        Job("audit", record_audit, 600),
        Job("second factors", note_duties, 600),
        Job("sessions", clear_sessions, 86_400),
    ]


def publish_scheduled() -> None:
    """Publish and expire what editors scheduled."""
    call_command("publish_scheduled", verbosity=0)


def clear_sessions() -> None:
    """Delete sessions that are over, found by their index."""
    call_command("clearsessions", verbosity=0)


class Outcome(Enum):
    """How a turn ended."""

    DONE = "done"
    MORE = "more"  # there is more to do, at once
    FUTILE = "futile"  # what the job needs does not answer
    FAILED = "failed"


def run_job(job: Job, stop: Event | None = None) -> Outcome:
    """Give `job` one turn; a failure is logged and never ends the worker."""
    close_old_connections()
    try:
        with turn(job.slice_s, stop or Event()) as mine:
            result = job.run()
    except (OperationalError, InterfaceError) as error:
        logger.error("job %s: the database did not answer: %s", job.name, type(error).__name__)
        return Outcome.FAILED
    except Exception:
        logger.exception("job %s failed", job.name)
        return Outcome.FAILED
    finally:
        close_old_connections()
    logger.debug("job %s: %s", job.name, result)
    if mine.is_futile:
        return Outcome.FUTILE
    return Outcome.MORE if mine.is_unfinished else Outcome.DONE
