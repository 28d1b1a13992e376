"""Make the index of the listings again, after products were written past the editor."""

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.facets.keeping import rebuild


class Command(BaseCommand):
    help = "Makes the index of filters and listings again from the live products; safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} products are listed")
