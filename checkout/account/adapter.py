"""Where the accounts library meets the shop: logging in brings the bag along."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest

from checkout.bag.services import merge_on_login


class ShopAccountAdapter(DefaultAccountAdapter):
    """Makes the guest's bag the account's own at the POST that logs in: reading pages never change a bag."""

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        note = merge_on_login(request)
        if note:
            messages.info(request, note)
