"""Run the shop's worker."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.worker import jobs, run_job, work


class Command(BaseCommand):
    help = "Sends mails, reconciles payments, sweeps abandoned checkouts, publishes what is scheduled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do every job once and stop (for cron)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self._run_once()
            return
        stop = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("worker: running, Ctrl-C stops it")
        work(stop)
        self.stdout.write("worker: stopped")

    def _run_once(self) -> None:
        failed = [job.name for job in jobs() if not run_job(job)]
        if failed:
            raise CommandError("failed: " + ", ".join(failed))
        self.stdout.write("worker: every job done once")
