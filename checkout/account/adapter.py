"""Where the accounts library meets the shop: logging in brings the bag along, and the wish that led there."""

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from checkout.account.login_limits import login_try
from checkout.account.security_events import note_for
from checkout.account.wishes import WishlistFull, add_remembered
from checkout.account.wishlist_views import say_added, say_full
from checkout.bag.services import merge_on_login
from checkout.limits import TooMany
from checkout.session import held_attempts, keep_former
from profiles.mailing import queue
from profiles.second_factor import grace_ends, is_reminded
from profiles.security_log import hashed


class QueuedMessage(EmailMessage):
    """A mail whose `send` leaves it to the worker."""

    def send(self, fail_silently: bool = False, *, using: str | None = None) -> int:
        queue(self)
        return 1


class ShopAccountAdapter(DefaultAccountAdapter):
    """Makes the guest's bag the account's own at the POST that logs in: reading pages never change a bag."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail address and password do not fit together."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, or choose a new password."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """As the library's; an address that cannot even be parsed (`//[`) is not safe, and no error."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse too many tries; the library takes the right ones back (`rollback`)."""
        tried = login_try(request, credentials.get("email") or credentials.get("username") or "")
        try:
            tried.spend()
        except TooMany as error:
            raise self.validation_error("too_many_login_attempts") from error
        self._login_failed_rl_usage = tried

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Who has just chosen a new password, by mail, may use it at once."""
        login_try(request, credentials.get("email") or "").forget()

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> "QueuedMessage":
        """As the library's, to be sent by the worker; our mails about accounts are text alone.

        Every address in one is the shop's own, whatever host and port was asked.
        """
        message = super().render_mail(template_prefix, email, context | _at_home(context), headers)
        return QueuedMessage(message.subject, message.body, to=message.to)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A line in the security log, which tells the same address again and names none."""
        login = credentials.get("email") or credentials.get("username") or ""
        note_for(request, "sign_in_failed", login=hashed(login))

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        methods = {record["method"] for record in get_authentication_records(request, user)}
        note_for(request, "sign_in", user=user, by=",".join(sorted(methods)))
        response: HttpResponse = super().post_login(request, user, **more)
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """As the library's; whoever has a second factor is asked for that, which no keylogger knows."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [method for method in methods if method["id"].startswith("mfa_")]
        return factors or methods

    def logout(self, request: HttpRequest) -> None:
        """Signing out ends no hold, and lets nobody begin a new one at once either."""
        held = held_attempts(request)
        super().logout(request)
        keep_former(request, held)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note = merge_on_login(request)
        if note:
            messages.info(request, note)
        _add_wish(request, user)
        if is_reminded(user):
            text = _("Your role needs a second factor. Set one up before %(day)s.")
            messages.warning(request, text % {"day": date_format(grace_ends(user), "DATE_FORMAT")})


def _at_home(context: Mapping[str, Any]) -> dict[str, str]:
    """The addresses in `context`, which the library makes of the request, below `SITE_URL`."""
    found = {name: urlsplit(value) for name, value in context.items() if name.endswith("_url") and value}
    return {name: settings.SITE_URL + urlunsplit(("", "", *parts[2:])) for name, parts in found.items()}


def _add_wish(request: HttpRequest, user: Any) -> None:
    try:
        page = add_remembered(request, user)
    except WishlistFull:
        say_full(request)
    else:
        if page:
            say_added(request, page)
