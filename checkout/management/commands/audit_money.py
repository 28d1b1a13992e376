"""Check on the live database that no money, piece or order was lost, made up or doubled."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.audit.running import Result, audit, checks_named


class Command(BaseCommand):
    help = "Checks payments, orders, stock and events against each other; read-only. Exits 1 on a breach."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the results as JSON")
        parser.add_argument(
            "--only", nargs="+", default=[], metavar="NAME", help="run these checks or invariants, such as I7"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        checks = checks_named(options["only"])
        if not checks:
            raise CommandError(f"no check is called {' or '.join(options['only'])}", returncode=2)
        results = audit(checks)
        if options["json"]:
            self.stdout.write(json.dumps([result.to_json() for result in results], indent=2))
        else:
            self._print(results)
        if not all(result.is_clean for result in results):
            sys.exit(1)

    def _print(self, results: list[Result]) -> None:
        for result in results:
            self._print_one(result)
        broken = sum(not result.is_clean for result in results)
        took = sum(result.milliseconds for result in results)
        if broken:
            verdict = self.style.ERROR(f"{broken} of {len(results)} checks found a breach")
        else:
            verdict = self.style.SUCCESS(f"all {len(results)} checks pass")
        self.stdout.write(f"{verdict} ({took} ms)")

    def _print_one(self, result: Result) -> None:
        style = self.style.SUCCESS if result.is_clean else self.style.ERROR
        found = result.error or f"{result.breaches} of {result.checked}"
        self.stdout.write(style(f"{result.invariant:4} {result.name:21} {found:>16}  {result.says}"))
        if result.offenders:
            more = " …" if result.breaches > len(result.offenders) else ""
            self.stdout.write(f"{'':45}{', '.join(result.offenders)}{more}")
