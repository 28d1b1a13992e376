"""A shopper who writes down what they did, and who does not give up because a connection broke."""

import time
from collections.abc import Callable

import requests

from tests.faults.history import History
from tests.faults.shop import RunningShop
from tests.scenarios.shopper import Page, Shopper, page_in

# A killed worker is back within a second, a crashed database within a few.
PATIENCE_S = 40


class GaveUp(Exception):
    """The shop did not come back for this shopper."""


class Buyer:
    """One browser from the bag to the order; every request goes through `history`."""

    def __init__(self, name: str, shop: RunningShop, history: History) -> None:
        self.name = name
        self.shop = shop
        self.history = history
        self.browser = Shopper(shop.place.url, shop.double)
        self.page: Page | None = None

    def ask(self, what: str, act: Callable[[], requests.Response]) -> requests.Response | None:
        return self.history.ask(self.name, what, act)

    def insist(self, what: str, act: Callable[[], requests.Response]) -> requests.Response:
        """Ask until there is a clear answer, as a shopper does who presses the button again."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            response = self.ask(what, act)
            if response is not None:
                return response
            time.sleep(0.1)
        raise GaveUp(what)

    def fill_bag(self, sku: str, quantity: int = 1) -> None:
        self.insist(f"add {quantity} {sku}", lambda: self.browser.add(sku, quantity))

    def try_page(self) -> requests.Response | None:
        return self.ask("page", self._load)

    def load_page(self) -> Page | None:
        """The checkout page; None when it sends this shopper to the order that is there already."""
        self.page = None
        self.insist("page", self._load)
        return self.page

    def _load(self) -> requests.Response:
        response = self.browser.get("/checkout/", allow_redirects=False)
        self.page = page_in(response) if response.status_code == 200 else None
        return response

    def try_gate(self) -> requests.Response | None:
        assert self.page
        page = self.page
        return self.ask("gate", lambda: self.browser.gate(page))

    def gate(self) -> bool:
        """Through the gate; False when the shop says that this is paid already or asks for a new page."""
        assert self.page
        page = self.page
        answer = self.insist("gate", lambda: self.browser.gate(page))
        return answer.status_code == 200 and "client_secret" in answer.json()

    def confirm(self, method: str = "pm_card_visa") -> bool:
        """Pay at Stripe; False when Stripe refuses (paid or canceled already)."""
        assert self.page
        try:
            self.browser.confirm(self.page, method)
        except Exception as error:
            self.history.note(self.name, "confirm", f"fail {error}")
            return False
        self.history.note(self.name, "confirm", "ok")
        return True

    def try_finish(self) -> requests.Response | None:
        assert self.page
        page = self.page
        return self.ask("finish", lambda: self.browser.finish(page))

    def finish(self) -> None:
        """Post the form until the shop has said something clear."""
        assert self.page
        page = self.page
        self.insist("finish", lambda: self.browser.finish(page))

    def go_on(self) -> None:
        """From wherever the last fault left this shopper to an order, by reloading the page."""
        if self.load_page() and self.gate() and self.confirm():
            self.finish()
