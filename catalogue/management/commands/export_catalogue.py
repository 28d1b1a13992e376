"""`manage.py export_catalogue FILE`: every variant as a line of a CSV or XLSX file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from catalogue.transfer.files import csv_lines, xlsx_bytes
from catalogue.transfer.rows import rows


class Command(BaseCommand):
    help = "Write the catalogue into a CSV file, or an XLSX file if its name ends so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.suffix.lower() == ".xlsx":
            file.write_bytes(xlsx_bytes(rows()))
        else:
            with file.open("w", encoding="utf-8", newline="") as written:
                written.writelines(csv_lines(rows()))
        self.stdout.write(f"Wrote {file}.")
