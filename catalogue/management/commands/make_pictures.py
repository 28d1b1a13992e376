"""`manage.py make_pictures`: make every size that pages need, such as after an import or a new shape."""

from typing import Any

from django.core.management import BaseCommand

from catalogue.picture_making import make_missing_sizes

NO_HURRY_S = 86_400.0


class Command(BaseCommand):
    help = "Make the sizes of all pictures that pages use; the worker does the same bit by bit."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{make_missing_sizes(NO_HURRY_S)} files made.")
