"""Make the indexes of listings and search again, after products were written past the editor."""

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.facets import keeping
from catalogue.searching import writing


class Command(BaseCommand):
    help = "Makes the indexes of filters and search again from the live products; safe at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        listed = keeping.rebuild()
        writing.rebuild()
        self.stdout.write(f"{listed} products are listed")
