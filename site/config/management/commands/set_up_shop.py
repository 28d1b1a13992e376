"""`manage.py set_up_shop`: a migrated database becomes a shop. Safe to run again."""

import logging
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from config.set_up.answers import READERS, Answers, BadAnswer, collect, differences
from config.set_up.report import Report
from config.set_up.running import set_up

CHATTY = ("wagtail", "django_tasks")


class Command(BaseCommand):
    help = "Makes address, languages, pages, words, terms, roles and owner of a shop; keeps what is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help="the shop's name, as SHOP_NAME")
        parser.add_argument("--url", help="its address, as SITE_URL")
        parser.add_argument("--owner-email", help="what the owner signs in with")
        parser.add_argument("--languages", help="en,de with the shop's own first, as SHOP_LANGUAGES")
        parser.add_argument("--currency", help="as STRIPE_CURRENCY")
        parser.add_argument("--country", help="as SHOP_COUNTRY")
        parser.add_argument("--no-input", "--noinput", action="store_true", help="ask nothing")

    def handle(self, *args: Any, no_input: bool, **options: Any) -> None:
        given = {name: options[name] for name in READERS}
        try:
            answers = collect(given, None if no_input else self._ask)
            self._refuse_contradictions(answers)
            self.stdout.write(f"Setting up {answers.name} at {answers.url}")
            with _quiet():
                link = set_up(answers, Report(self.stdout))
        except BadAnswer as error:
            raise CommandError(str(error)) from error
        self._say_what_is_next(link, answers)

    def _ask(self, question: str, default: str) -> str:
        """Ask at the terminal; without a question, say why the last answer cannot be."""
        if not question:
            self.stderr.write(f"  {default}")
            return ""
        try:
            return input(f"{question}{f' [{default}]' if default else ''}: ")
        except EOFError as error:
            raise CommandError("Nobody answers: pass --no-input and the answers as options.") from error

    def _refuse_contradictions(self, answers: Answers) -> None:
        lines = list(differences(answers))
        if lines:
            raise CommandError(
                "The shop runs by its environment, which says otherwise. Set there, then run this again:\n"
                + "\n".join(f"  {line}" for line in lines)
            )

    def _say_what_is_next(self, link: str, answers: Answers) -> None:
        steps = [
            f"Fill the drafts (imprint, privacy, terms …) and publish them: {answers.url}/admin/pages/",
            "Start the worker:  python manage.py shop_worker",
            "Payments:          python manage.py setup_stripe, then python manage.py check_stripe",
            "All settings:      python manage.py check --deploy",
        ]
        if not settings.SHOP_COUNTRY:
            steps.insert(
                0, f"Set SHOP_COUNTRY={answers.country}: until then forms begin with the language's own"
            )
        if link:
            steps.insert(0, f"Choose the owner's password (works once, for three days):\n     {link}")
        self.stdout.write("\nWhat to do next")
        for number, step in enumerate(steps, 1):
            self.stdout.write(f"  {number}. {step}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Wagtail logs each page and its index: a hundred lines in which the owner's link would be lost."""
    before = {name: logging.getLogger(name).level for name in CHATTY}
    try:
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.WARNING)
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
