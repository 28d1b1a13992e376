"""`manage.py import_catalogue FILE --user USERNAME [--apply]`: what a file would change, and the doing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, CommandError

from catalogue.transfer.applying import CatalogueMoved, apply_changes
from catalogue.transfer.files import UnreadableFile, read_lines
from catalogue.transfer.planning import Plan, plan_for


class Command(BaseCommand):
    help = "Show what a CSV or XLSX file would change in the catalogue; with --apply change it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--user", required=True, help="the account that changes it, by user name")
        parser.add_argument("--apply", action="store_true", help="change it; without this nothing is written")

    def handle(self, *args: Any, file: Path, user: str, apply: bool, **options: Any) -> None:
        account = get_user_model().objects.filter(username=user, is_active=True).first()
        if account is None:
            raise CommandError(f"There is no active account “{user}”.")
        plan = self._plan(file, account)
        for change in plan.changes:
            self.stdout.write(
                f"{change.sku}  {change.column}: {change.before or '–'} → {change.after or '–'}"
            )
        for note in plan.notes:
            self.stdout.write(f"note: {note}")
        if plan.problems:
            raise CommandError("\n".join(f"line {p.line} {p.column}: {p.text}" for p in plan.problems))
        if apply and plan.changes:
            self._apply(plan, account)
        elif plan.changes:
            self.stdout.write(f"{len(plan.changes)} values would change; --apply changes them.")
        else:
            self.stdout.write("Nothing would change.")

    def _plan(self, file: Path, account: Any) -> Plan:
        try:
            return plan_for(read_lines(file.read_bytes()), account)
        except UnreadableFile as error:
            raise CommandError(error.text) from None
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None

    def _apply(self, plan: Plan, account: Any) -> None:
        try:
            done = apply_changes(plan.changes, account)
        except CatalogueMoved:
            raise CommandError("The catalogue has changed meanwhile; nothing was written.") from None
        self.stdout.write(f"{done} values have changed.")
