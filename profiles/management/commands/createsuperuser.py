"""Django's `createsuperuser`, which without a terminal takes any password from the environment."""

import os
from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError

from profiles.models import User


class Command(createsuperuser.Command):
    """Asks the shop's rules about that password too."""

    def handle(self, *args: Any, **options: Any) -> None:
        password = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
        if password and not options["interactive"]:
            known = User(username=options["username"] or "", email=options["email"] or "")
            try:
                validate_password(password, known)
            except ValidationError as error:
                raise CommandError("; ".join(error.messages)) from error
        super().handle(*args, **options)
