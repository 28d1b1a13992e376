"""Compare Stripe's payments with our orders and place what is missing."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.reconcile import Findings, reconcile
from checkout.stripe_breaker import in_background


class Command(BaseCommand):
    help = "Asks Stripe about open checkouts, recent payments and undelivered events; places missing orders."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--hours", type=int, default=72, help="how far back to look (default: 72)")
        parser.add_argument("--once", action="store_true", help="run once and stop (the default; for cron)")
        parser.add_argument("--every", type=float, default=0, help="run again every so many seconds")

    @in_background()
    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            findings = reconcile(hours=options["hours"])
            self._tell(findings)
            if options["once"] or not options["every"]:
                break
            time.sleep(options["every"])
        if findings.problems:
            raise CommandError("; ".join(findings.problems))

    def _tell(self, findings: Findings) -> None:
        self.stdout.write(
            f"asked about {findings.asked} payments, handled {findings.events} undelivered events"
        )
        if findings.foreign:
            self.stdout.write(f"left {findings.foreign} payments of other shops on this account alone")
        for number in findings.placed:
            self.stdout.write(self.style.WARNING(f"placed missing order {number}"))
        if not findings.placed:
            self.stdout.write("no order was missing")
