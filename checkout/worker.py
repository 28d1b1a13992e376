"""The shop's worker: mails and listings at once, payments and holds by the minute, scheduled publishing."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from django.core.management import call_command
from django.db import close_old_connections

from catalogue.facets.keeping import refresh_all_due
from catalogue.page_changes import forget_old_changes
from catalogue.pictures import make_missing_sizes
from catalogue.searching.writing import index_missing
from checkout.audit.recording import record_audit
from checkout.back_in_stock.telling import tell_of_restocks
from checkout.card_testing.telling import tell_staff
from checkout.mails import send_due_mails
from checkout.reconcile import reconcile
from checkout.refunds.unsupplied import refund_unsupplied
from checkout.sweeping import sweep
from profiles.mailing import send_account_mails

logger = logging.getLogger(__name__)


@dataclass
class Job:
    """Something to be done every `seconds`; `due` is a reading of the monotonic clock."""

    name: str
    run: Callable[[], object]
    seconds: float
    due: float = 0.0


def jobs() -> list[Job]:
    """The worker's jobs, each due at once."""
    return [
        Job("mails", send_due_mails, 2),
        Job("account mails", send_account_mails, 2),
        Job("alarms", tell_staff, 5),
        Job("back in stock", tell_of_restocks, 5),
        Job("listings", refresh_all_due, 2),
        Job("search", index_missing, 60),
        Job("reconcile", reconcile, 60),
        Job("refund unsupplied", refund_unsupplied, 60),
        Job("sweep", sweep, 60),
        Job("publish", publish_scheduled, 30),
        Job("pictures", make_missing_sizes, 10),
        Job("page changes", forget_old_changes, 600),
        Job("audit", record_audit, 600),
    ]


def publish_scheduled() -> None:
    """Publish and expire what editors scheduled."""
    call_command("publish_scheduled", verbosity=0)


def run_job(job: Job) -> bool:
    """Run one job; a failure is logged and never ends the worker. Answers whether it went well."""
    close_old_connections()
    try:
        result = job.run()
    except Exception:
        logger.exception("job %s failed", job.name)
        return False
    logger.debug("job %s: %s", job.name, result)
    return True


def work(stop: Event) -> None:
    """Run jobs as they fall due until `stop` is set."""
    todo = jobs()
    while not stop.is_set():
        for job in todo:
            if job.due <= time.monotonic() and not stop.is_set():
                run_job(job)
                job.due = time.monotonic() + job.seconds
        stop.wait(0.5)
