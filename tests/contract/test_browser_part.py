"""The browser part in a real Chromium, on a page with a strict content policy."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Frame, FrameLocator, Page, expect
from stripe import StripeClient

from stripe_double import StripeDouble
from tests.browser.conftest import REPORT_VIOLATIONS
from tests.contract.conftest import new_intent
from tests.contract.storefront import Storefront

pytestmark = pytest.mark.browser

FRAME = "iframe[name^='__privateStripeFrame']"
PAN = re.compile(r"4242 ?4242|4000 ?00")


@dataclass
class Till:
    """A page with an element, and the intent it pays."""

    page: Page
    intent_id: str
    fields: FrameLocator
    challenge: FrameLocator

    def type_card(self, number: str, **names: str) -> None:
        self.fill(names.get("number_field", "number"), number)
        self.fill(names.get("expiry_field", "expiry"), "12 / 34")
        self.fill("cvc", "123")

    def fill(self, name: str, text: str) -> None:
        self.fields.locator(f"[name='{name}']").fill(text)

    def pay(self) -> None:
        self.page.locator("#pay").click()

    def result(self, text: str) -> None:
        expect(self.page.locator("#result")).to_have_text(text)


@pytest.fixture
def shop(double: StripeDouble) -> Iterator[Storefront]:
    storefront = Storefront(double.port)
    yield storefront
    storefront.shutdown()
    storefront.server_close()


@pytest.fixture
def open_till(
    page: Page, context: BrowserContext, shop: Storefront, double: StripeDouble, api: StripeClient
) -> Iterator[Callable[..., Till]]:
    """`open_till(element)` opens the page; no card number, violation or error may come of any test."""
    heard: list[str] = []
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("console", lambda message: heard.append(message.text))
    context.on("weberror", lambda error: heard.append(str(error.error)))

    def open_page(element: str = "payment", **params: object) -> Till:
        intent = new_intent(api, **params)
        query = f"client_secret={intent.client_secret}&key={double.public_key}&element={element}"
        page.goto(f"{shop.url}/pay.html?{query}")
        expect(page.locator("body[data-ready='yes']")).to_be_attached()
        return Till(page, intent.id, page.frame_locator(FRAME), page.frame_locator("dialog iframe"))

    yield open_page
    assert [text for text in heard if "Failed to load resource" not in text] == []
    assert [request for request in shop.seen if PAN.search(request)] == []


def test_good_card_pays_with_the_payment_element(double, open_till):
    till = open_till()

    till.type_card("4242424242424242")
    till.pay()

    till.result("succeeded")
    assert double.control.intent(till.intent_id)["amount_received"] == 5050


def test_refused_card_says_so_and_another_one_pays(double, open_till):
    till = open_till()
    till.type_card("4000000000009995")
    till.pay()
    till.result("card_declined insufficient_funds")
    expect(till.page.locator("#message")).to_have_text("Your card has insufficient funds.")

    till.type_card("4242424242424242")
    till.pay()

    till.result("succeeded")
    assert [charge["status"] for charge in double.control.charges()] == ["failed", "succeeded"]


@pytest.mark.parametrize(
    ("button", "text", "status"),
    [
        ("#test-source-authorize-3ds", "succeeded", "succeeded"),
        ("#test-source-fail-3ds", "payment_intent_authentication_failure", "requires_payment_method"),
    ],
)
def test_bank_check_decides_in_the_overlay(double, open_till, button, text, status):
    till = open_till()
    till.type_card("4000002500003155")
    till.pay()

    expect(till.challenge.get_by_role("heading")).to_be_focused()
    till.challenge.locator(button).click()

    till.result(text)
    assert till.page.locator("dialog").count() == 0
    assert double.control.intent(till.intent_id)["status"] == status


def test_bank_check_keeps_to_the_keyboard_and_is_accessible(double, open_till):
    till = open_till()
    till.type_card("4000002500003155")
    till.pay()
    expect(till.challenge.get_by_role("heading")).to_be_focused()

    assert_accessible(till.page.frames[-1])
    till.page.keyboard.press("Tab")
    expect(till.challenge.locator("#test-source-authorize-3ds")).to_be_focused()
    till.page.keyboard.press("Escape")

    till.result("payment_intent_authentication_failure")
    assert double.control.charges() == []


def test_card_element_pays_and_names_its_errors(double, open_till):
    till = open_till("card")
    names = {"number_field": "cardnumber", "expiry_field": "exp-date"}
    till.type_card("4242424242424241", **names)
    expect(till.page.locator("#message")).to_have_text("Check the card number: a digit seems wrong")

    till.type_card("4000002760003184", **names)
    till.fill("postal", "10435")
    expect(till.page.locator("body")).to_have_attribute("data-complete", "true")
    till.pay()
    till.challenge.locator("#test-source-authorize-3ds").click()

    till.result("succeeded")
    assert double.control.charges()[0]["billing_details"]["address"]["postal_code"] == "10435"


@pytest.mark.parametrize(("verb", "status"), [("Authorize", "succeeded"), ("Fail", "failed")])
def test_redirect_method_comes_back_with_its_status(double, open_till, verb, status):
    till = open_till()
    till.fields.get_by_role("tab", name="Bank redirect").click()
    till.pay()

    till.page.get_by_role("button", name=f"{verb} test payment").click()
    till.page.wait_for_url("**/back.html?**")

    query = parse_qs(urlsplit(till.page.url).query)
    assert (query["payment_intent"], query["redirect_status"]) == ([till.intent_id], [status])
    assert len(double.control.charges()) == int(status == "succeeded")


def test_debit_is_processing_until_the_bank_answers(double, open_till):
    till = open_till()
    till.fields.get_by_role("tab", name="SEPA debit").click()
    till.fill("iban", "DE89 3704 0044 0532 0130 00")
    till.fill("name", "Ada Lovelace")
    till.fill("email", "ada@example.org")
    till.pay()

    till.result("processing")
    assert double.control.settle(till.intent_id)["status"] == "succeeded"


def test_missing_details_are_shown_beside_their_fields(double, open_till):
    till = open_till()
    till.fill("number", "4242424242424242")
    till.pay()

    expiry = till.fields.locator("[name='expiry']")
    expect(expiry).to_be_focused()
    expect(expiry).to_have_attribute("aria-invalid", "true")
    expect(expiry).to_have_accessible_description("Enter month and year")
    till.result("incomplete_expiry")
    assert double.control.charges() == []


def test_lost_answer_is_an_error_not_a_success(double, open_till):
    till = open_till()
    double.control.add_fault("payment_intents.confirm", "drop_after")
    till.type_card("4242424242424242")
    till.pay()

    expect(till.page.locator("#message")).to_contain_text("could not be reached")
    assert double.control.intent(till.intent_id)["status"] == "succeeded"


def test_bank_goes_back_to_no_foreign_site(double, page, shop, api):
    intent = new_intent(api)
    asked = api.v1.payment_intents.confirm(
        intent.id, {"payment_method_data": {"type": "ideal"}, "return_url": "https://evil.example/"}
    )
    target = urlsplit(asked.next_action.redirect_to_url.url)

    page.goto(f"{shop.url}/_stripe{target.path}?{target.query}")
    assert_accessible(page)
    page.get_by_role("button", name="Authorize").click()

    expect(page.get_by_role("alert")).to_contain_text("goes back only to its own")
    assert page.url.startswith(shop.url)


@pytest.mark.parametrize(
    ("key", "complaint"),
    [("", "it was empty"), ("sk_test_x", "Never use a secret key"), ("pk_live_x", "refuses live keys")],
)
def test_wrong_keys_are_refused_in_the_browser(page, shop, open_till, key, complaint):
    open_till()

    message = page.evaluate("key => { try { Stripe(key) } catch (error) { return error.message } }", key)

    assert complaint in message


def test_script_offers_the_names_of_stripe_js(page, open_till):
    open_till()
    stripe_names = """elements confirmCardPayment confirmPayment retrievePaymentIntent createPaymentMethod
        handleNextAction handleCardAction registerAppInfo"""
    element_names = """mount unmount destroy update focus blur clear collapse on once off addEventListener
        removeEventListener"""
    group_names = "create getElement update fetchUpdates submit"

    missing = page.evaluate(
        """([names, elementNames, groupNames]) => {
            const stripe = Stripe("pk_test_x");
            const group = stripe.elements({ mode: "payment", amount: 100, currency: "eur" });
            const lacks = (thing, list) => list.split(/\\s+/).filter((n) => typeof thing[n] !== "function");
            const stubs = ["address", "linkAuthentication", "expressCheckout", "card", "payment"];
            return [...lacks(stripe, names), ...lacks(group, groupNames),
                ...stubs.flatMap((type) => lacks(group.create(type), elementNames))];
        }""",
        [stripe_names, element_names, group_names],
    )

    assert missing == []


def test_amount_changes_are_fetched_without_a_new_page(page, api, open_till):
    till = open_till()
    api.v1.payment_intents.update(till.intent_id, {"amount": 6000, "currency": "usd"})

    tabs = till.fields.get_by_role("tab")
    expect(tabs).to_have_count(3)
    page.evaluate("window.till.fetchUpdates()")

    expect(tabs).to_have_count(0)
    till.type_card("4242424242424242")
    till.pay()
    till.result("succeeded")


@pytest.mark.parametrize("element", ["payment", "card"])
def test_fields_are_accessible_and_in_order(open_till, element):
    till = open_till(element)
    [_, frame] = till.page.frames
    till.page.locator("#pay").focus()
    order = []
    for _ in range(4):
        till.page.keyboard.press("Shift+Tab")
        order.append(frame.evaluate("document.activeElement.name || document.activeElement.id"))

    expected = {
        "payment": ["country", "cvc", "expiry", "number"],
        "card": ["postal", "cvc", "exp-date", "cardnumber"],
    }
    assert order == expected[element]
    assert_accessible(till.page)
    assert_accessible(frame)


def assert_accessible(place: Page | Frame) -> None:
    """Fail with axe's report; frames are checked one by one."""
    results = Axe().run(place, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()


OPTED_OUT = """async ([fields, billing_details]) => {
  const stripe = window.Stripe("pk_test_double");
  const clientSecret = new URLSearchParams(location.search).get("client_secret");
  const elements = stripe.elements({ clientSecret });
  try {
    const element = elements.create("payment", { fields });
    const ready = new Promise(resolve => element.on("ready", resolve));
    element.mount("#element");
    await ready;
    const confirmParams = { payment_method_data: { billing_details } };
    const { error } = await stripe.confirmPayment({ elements, confirmParams, redirect: "if_required" });
    return error.code;
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}"""
ALL_OF_IT = {
    "name": "Ida",
    "email": "ida@example.org",
    "phone": "",
    "address": dict.fromkeys(("line1", "line2", "city", "state", "country", "postal_code"), ""),
}


@pytest.mark.parametrize("left_out", ["name", "phone", "address"])
def test_what_the_element_was_told_never_to_ask_for_must_be_handed_over(open_till, left_out):
    never = {"billingDetails": dict.fromkeys(ALL_OF_IT, "never")}
    given = {name: value for name, value in ALL_OF_IT.items() if name != left_out}

    said = open_till().page.evaluate(OPTED_OUT, [never, given])

    part = "address.line1" if left_out == "address" else left_out
    assert said.startswith(f'IntegrationError: You specified "never" for fields.billing_details.{part} when')


def test_empty_text_is_handed_over_too_and_the_card_is_looked_at_next(open_till):
    never = {"billingDetails": dict.fromkeys(ALL_OF_IT, "never")}

    assert open_till().page.evaluate(OPTED_OUT, [never, ALL_OF_IT]) == "incomplete_number"


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"billingDetails": {"adress": "never"}}, "Unrecognized elements.create('payment') parameter"),
        (
            {"billingDetails": {"address": {"zip": "never"}}},
            "Unrecognized elements.create('payment') parameter",
        ),
        ({"billingDetails": {"address": "nevr"}}, "Invalid value for elements.create('payment')"),
        ({"billingDetails": "no"}, "Invalid value for elements.create('payment')"),
    ],
)
def test_field_the_element_does_not_know_is_refused(open_till, fields, complaint):
    assert complaint in open_till().page.evaluate(OPTED_OUT, [fields, ALL_OF_IT])
