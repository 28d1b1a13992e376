"""Say whether the shop and its Stripe account fit together."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from checkout.setup_checks import Level, findings


class Command(BaseCommand):
    help = (
        "Asks Stripe about keys, currency, clock and webhook endpoint; exits with 1 when something is wrong."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        styles = {
            Level.FINE: self.style.SUCCESS,
            Level.WARNING: self.style.WARNING,
            Level.ERROR: self.style.ERROR,
        }
        errors = 0
        for finding in findings():
            errors += finding.level is Level.ERROR
            self.stdout.write(styles[finding.level](f"{finding.level.value:8}{finding.text}"))
        if errors:
            raise CommandError(f"{errors} to be set right")
