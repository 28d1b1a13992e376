"""Who is signed in proves it once more before money or people are touched; what was filled in is kept.

A session that somebody stole, or that was left open, is not enough for these.
"""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

KEPT = "kept_until_asked_again"
NEVER_KEPT = ("csrfmiddlewaretoken", "password1", "password2")


def was_asked_lately(request: HttpRequest) -> bool:
    """Whether password or factor (whoever has one: the factor) was given in the last five minutes."""
    user: Any = request.user
    records = get_authentication_records(request, user)
    if is_mfa_enabled(user):
        records = [record for record in records if record.get("method") == "mfa"]
    newest = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT


def ask_again(request: HttpRequest) -> HttpResponse:
    """Send to the page that asks, and from there back to this one; a posted form waits in the session."""
    if request.method == "POST":
        request.session[KEPT] = {"path": request.path, "form": _without_secrets(request.POST)}
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:  # neither password nor factor: nothing that could be asked for
        raise PermissionDenied
    return HttpResponseRedirect(f"{methods[0]['url']}?{_back_to(request)}")


def kept_form(request: HttpRequest) -> QueryDict | None:
    """The form that waited for this page, once."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["form"], mutable=True)


def _without_secrets(form: QueryDict) -> str:
    told = form.copy()
    for name in NEVER_KEPT:
        told.pop(name, None)
    return told.urlencode()


def _back_to(request: HttpRequest) -> str:
    query = QueryDict(mutable=True)
    query["next"] = request.get_full_path()
    return query.urlencode()
