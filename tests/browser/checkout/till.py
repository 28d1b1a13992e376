"""The checkout as a shopper meets it in a browser."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import FrameLocator, Locator, Page, expect

from checkout.models import Order

SUCCESS = re.compile(r"/checkout/success/MO-[0-9A-Z-]+/$")
DETAILS = {
    "full_name": "Ida Lindqvist",
    "email": "ida.lindqvist@example.org",
    "phone_number": "+49301234567",
    "street_address1": "Kastanienallee 12",
    "postcode": "10435",
    "town_or_city": "Berlin",
}


class Till:
    """One browser page on its way through the checkout."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def add(self, sku: str, quantity: int = 1) -> None:
        """Put pieces into the bag, as another tab of the same browser would."""
        form = {"sku": sku, "quantity": str(quantity), "next": "/bag/"}
        own_page = {"Sec-Fetch-Site": "same-origin"}  # said by every browser; the form itself has no token
        assert self.page.request.post("/bag/add/", form=form, headers=own_page).ok

    def open(self, *skus: str) -> None:
        """Come to the checkout with one piece each, and wait until paying is possible."""
        for sku in skus:
            self.add(sku)
        self.page.goto("/checkout/")
        expect(self.button).to_be_enabled()

    def fill(self, **changes: str) -> None:
        self.page.get_by_label("Country").select_option(changes.pop("country", "DE"))
        self.fill_details(**changes)

    def fill_details(self, **changes: str) -> None:
        """All but the country, in any language."""
        for name, value in (DETAILS | changes).items():
            self.page.locator(f"#id_{name}").fill(value)

    def fill_card(self, number: str = "4242424242424242") -> None:
        box = self.payment_box
        box.locator("[name=number]").fill(number)
        box.locator("[name=expiry]").fill("12 / 34")
        box.locator("[name=cvc]").fill("123")

    def fill_card_element(self, number: str = "4242424242424242") -> None:
        box = self.page.frame_locator("iframe[title='Secure card payment input frame']")
        box.locator("[name=cardnumber]").fill(number)
        box.locator("[name=exp-date]").fill("12 / 34")
        box.locator("[name=cvc]").fill("123")

    def choose(self, way: str) -> None:
        self.payment_box.get_by_role("tab", name=way).click()

    def pay(self) -> None:
        self.button.click()

    def decide(self, verdict: str) -> None:
        """Answer the bank's check in the overlay: "authorize" or "fail"."""
        overlay = self.page.frame_locator("iframe[title='Secure 3D Secure authentication frame']")
        overlay.locator(f"#test-source-{verdict}-3ds").click()

    def arrived_order(self) -> Order:
        """The order whose page is shown; waits for it."""
        expect(self.page).to_have_url(SUCCESS, timeout=15_000)
        return Order.objects.get(order_number=self.page.url.split("/")[-2])

    @property
    def button(self) -> Locator:
        return self.page.locator("#pay")

    @property
    def message(self) -> Locator:
        return self.page.locator("#payment-message")

    @property
    def payment_box(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title='Secure payment input frame']")


def wait_for(is_so: Callable[[], bool], page: Page | None = None, seconds: float = 10.0) -> None:
    """Wait until something happens outside of `page`, which goes on meanwhile; fails when it does not."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "It did not happen in time."
        # A page's routes are answered only while Playwright is at work.
        page.wait_for_timeout(50) if page else time.sleep(0.05)
