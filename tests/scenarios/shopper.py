"""A shopper over real HTTP: the requests that a browser would send, one method a step."""

import hashlib
import hmac
import re
import time
from dataclasses import dataclass, field
from typing import Any

import requests

ADDRESS = {
    "full_name": "Ida Lindqvist",
    "email": "ida@example.org",
    "phone_number": "+49301234567",
    "country": "DE",
    "street_address1": "Kastanienallee 12",
    "street_address2": "",
    "postcode": "10435",
    "town_or_city": "Berlin",
    "county": "",
    "delivery_method": "standard",
}
TIMEOUT_S = 30
PATIENCE = 40


@dataclass
class Page:
    """One checkout page as loaded: what it showed and would post."""

    secret: str
    amount: int

    @property
    def intent_id(self) -> str:
        return self.secret.partition("_secret_")[0]


@dataclass
class Shopper:
    """One browser: a cookie jar against the running shop at `url`, and the Stripe it pays with."""

    url: str
    stripe: Any
    http: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str, **kwargs: Any) -> requests.Response:
        return self.http.get(self.url + path, timeout=TIMEOUT_S, **kwargs)

    def send(self, path: str, fields: dict[str, Any], **kwargs: Any) -> requests.Response:
        """POST a form with the token that the site gave this browser."""
        token = {"csrfmiddlewaretoken": self._token()}
        return self.http.post(
            self.url + path, {**fields, **token}, timeout=TIMEOUT_S, allow_redirects=False, **kwargs
        )

    def _token(self) -> str:
        if "csrftoken" not in self.http.cookies:
            self.get("/bag/")
            login = self.get("/accounts/login/")
            if "csrftoken" not in self.http.cookies:  # a shop that is down gives none
                login.raise_for_status()
        return self.http.cookies["csrftoken"]

    def add(self, sku: str, quantity: int = 1) -> requests.Response:
        return self.send("/bag/add/", {"sku": sku, "quantity": quantity})

    def open_checkout(self) -> Page:
        """Load the checkout; the test fails here if it does not load."""
        tab = self.try_checkout()
        assert tab, "the checkout sends this shopper away"
        return tab

    def try_checkout(self) -> Page | None:
        """Load the checkout, as patient with a busy shop as a browser; None when it sends one elsewhere."""
        response = self.get("/checkout/", allow_redirects=False)
        for _again in range(PATIENCE):
            if response.status_code != 503:
                break
            time.sleep(0.2)
            response = self.get("/checkout/", allow_redirects=False)
        if response.is_redirect:
            return None
        assert response.status_code == 200, response.status_code
        return page_in(response)

    def gate(self, page: Page, **changes: Any) -> requests.Response:
        """`cache_checkout_data`, as the page posts it."""
        fields = {**ADDRESS, "client_secret": page.secret, "amount": page.amount, **changes}
        return self.send("/checkout/cache_checkout_data/", fields)

    def confirm(self, page: Page, card: str = "pm_card_visa") -> dict[str, Any]:
        """Confirm at Stripe, as the browser does, without the shop."""
        paid: dict[str, Any] = self.stripe.control.pay(page.intent_id, card)
        return paid

    def bank_account(self) -> str:
        """A payment method whose money takes days, made as the browser makes it."""
        fields = {
            "type": "sepa_debit",
            "sepa_debit[iban]": "DE89370400440532013000",
            "billing_details[name]": ADDRESS["full_name"],
            "billing_details[email]": ADDRESS["email"],
        }
        answer = requests.post(
            f"{self.stripe.base_url}/v1/payment_methods",
            fields,
            auth=(self.stripe.public_key, ""),
            timeout=TIMEOUT_S,
        )
        method: str = answer.json()["id"]
        return method

    def finish(self, page: Page, **changes: Any) -> requests.Response:
        """The last step: the form goes to the checkout."""
        fields = {**ADDRESS, "client_secret": page.secret, "amount": page.amount, **changes}
        return self.send("/checkout/", fields)

    def pay(self, page: Page, **changes: Any) -> requests.Response:
        """Gate, confirm and finish in one go."""
        passed = self.gate(page, **changes)
        assert passed.status_code == 200, passed.text
        self.confirm(page)
        return self.finish(page, **changes)

    def signed_post(self, body: str, secret: str = "whsec_test") -> requests.Response:
        """A webhook delivery of `body`, rightly signed."""
        moment = int(time.time())
        signature = hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
        header = {"Stripe-Signature": f"t={moment},v1={signature}"}
        return self.http.post(f"{self.url}/checkout/wh/", body, headers=header, timeout=TIMEOUT_S)

    def forget_cookies(self) -> None:
        """As if the browser had lost its session."""
        self.http.cookies.clear()


def page_in(response: requests.Response) -> Page:
    """The checkout page that was answered."""
    secret, amount = (_hidden(response.text, name) for name in ("client_secret", "amount"))
    return Page(secret, int(amount))


def _hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', html)
    assert found, f"no hidden field {name}"
    return found.group(1)
