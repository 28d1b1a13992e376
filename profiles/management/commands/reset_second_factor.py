"""Takes the second factor off an account whose owner lost phone, key and recovery codes."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.template.loader import render_to_string

from profiles.mailing import queue
from profiles.models import User
from profiles.security_log import note


class Command(BaseCommand):
    help = "Takes the second factor off the account with this address, and tells its owner by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="a proven address of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        proven = EmailAddress.objects.filter(email=options["email"].strip().lower(), verified=True)
        address = proven.select_related("user").first()
        if address is None:
            raise CommandError("No account has proven this address.")
        with transaction.atomic():
            removed, _ = Authenticator.objects.filter(user=address.user).delete()
            queue(_notice(address.user, address.email))
        note("second_factor_reset", address.user.pk, user=address.user.pk, removed=removed)
        self.stdout.write(f"{removed} removed. The password is as it was, and the owner is told by mail.")


def _notice(user: User, email: str) -> EmailMessage:
    context = {"user": user, "SHOP_NAME": settings.SHOP_NAME, "current_site": {"name": settings.SHOP_NAME}}
    subject = render_to_string("mfa/email/reset_subject.txt", context).strip()
    return EmailMessage(subject, render_to_string("mfa/email/reset_message.txt", context).strip(), to=[email])
