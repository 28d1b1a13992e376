"""Run the shop's worker."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.lanes import LaneDied, do_all_once, leave_at_once, work
from checkout.stripe_breaker import in_background

ONCE_PATIENCE_S = 50.0  # for each job: cron starts the next one after a minute, and two do no harm


class Command(BaseCommand):
    help = "Sends mails, reconciles payments, sweeps abandoned checkouts, publishes what is scheduled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do every job once and stop (for cron)")

    @in_background()
    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self._run_once()
            return
        stop = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("worker: running, Ctrl-C stops it")
        self.stdout.flush()
        try:
            has_ended = work(stop)
        except LaneDied as death:
            self.stderr.write(f"worker: lane {death} died")
            leave_at_once(1)
        self.stdout.write("worker: stopped")
        if not has_ended:
            leave_at_once(0)

    def _run_once(self) -> None:
        failed = list(do_all_once(ONCE_PATIENCE_S))
        if failed:
            raise CommandError("failed: " + ", ".join(failed))
        self.stdout.write("worker: every job done once")
