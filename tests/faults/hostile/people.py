"""Whose browser an attack comes from: a stranger's, a shopper's before paying, a customer's, the staff's."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.test import Client

from conftest import enter

HIDDEN = 'name="{}"[^>]*value="([^"]*)"'


@dataclass
class Person:
    """The cookies of one browser, the token of its forms, and its open checkout where it has one."""

    name: str
    cookies: dict[str, str]
    secret: str = ""
    amount: str = ""

    @property
    def token(self) -> str:
        return self.cookies.get("csrftoken", "")


def stranger() -> Person:
    """Nobody: not even a cookie."""
    return Person("stranger", {})


def guest() -> Person:
    """A browser that has seen a form."""
    return _with_token(Person("guest", {}), Client())


def shopper() -> Person:
    """Somebody at the checkout, with a payment at Stripe that is not paid."""
    browser = Client()
    browser.post("/bag/add/", {"sku": "TW-A4", "quantity": "2"})
    page = browser.get("/checkout/").content.decode()
    secret, amount = (re.search(HIDDEN.format(name), page) for name in ("client_secret", "amount"))
    assert secret, "no checkout"
    assert amount
    return _with_token(Person("shopper", {}, secret.group(1), amount.group(1)), browser)


def _account(username: str) -> Person:
    browser = Client()
    user = get_user_model().objects.get(username=username)
    enter(browser, user)
    return _with_token(Person(username, {}), browser)


def _with_token(person: Person, browser: Client) -> Person:
    browser.get("/accounts/login/" if "sessionid" not in browser.cookies else "/accounts/password/change/")
    if "csrftoken" not in browser.cookies:
        browser.get("/accounts/login/")
    person.cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    return person


MAKERS: dict[str, Callable[[], Person]] = {
    "stranger": stranger,
    "guest": guest,
    "shopper": shopper,
    "ada": lambda: _account("ada"),
    "staff": lambda: _account("staff"),
}


class People:
    """Everybody, each made when first needed, and anew after they lost their session."""

    def __init__(self) -> None:
        self._known: dict[str, Person] = {}

    def get(self, name: str) -> Person:
        if name not in self._known:
            self._known[name] = MAKERS[name]()
        return self._known[name]

    def forget(self) -> None:
        """Let everybody begin anew."""
        self._known.clear()
