"""A direct debit in a browser: its page, its end, and a refused field; what was typed comes back."""

import re

from playwright.sync_api import expect

from checkout.models import AwaitedPayment, BagLine, Order
from checkout.reconcile import reconcile

AWAITED = re.compile(r"/checkout/awaited/MO-P-[0-9A-Z-]+/$")


def debit(till) -> None:
    till.open("TW-A3")
    till.fill()
    till.choose("SEPA")
    till.payment_box.locator("[name=iban]").fill("DE89370400440532013000")
    till.pay()
    expect(till.page).to_have_url(AWAITED, timeout=15_000)


def test_debit_leads_to_a_page_that_says_what_is_awaited(till, stripe, axe_clean):
    debit(till)

    expect(till.page.get_by_role("heading", level=1)).to_have_text("Waiting for your bank")
    expect(till.page.get_by_text("€42.90").first).to_be_visible()
    assert (BagLine.objects.count(), Order.objects.count()) == (0, 0)
    axe_clean(till.page)

    stripe.control.settle(AwaitedPayment.objects.get().attempt.stripe_pid, "fail")
    assert reconcile().problems == []
    till.page.reload()
    expect(till.page.get_by_role("heading", level=1)).to_have_text("Your bank did not pay")
    axe_clean(till.page)

    till.page.get_by_role("button", name="Put them back into my bag").click()

    expect(till.page).to_have_url(re.compile("/bag/$"))
    assert BagLine.objects.get().sku == "TW-A3"


def test_field_that_stripe_minds_is_marked(till, stripe, complaints):
    complaints.expect("400")
    till.open("TW-A3")
    till.fill()
    till.fill_card()
    stripe.control.add_fault(
        "payment_intents.update", "error", status=400, code="invalid", param="shipping[address][postal_code]"
    )

    till.pay()

    expect(till.page.locator("#id_postcode")).to_have_attribute("aria-invalid", "true")
    expect(till.page.locator("#error-summary")).to_contain_text("does not accept this postcode")
    assert stripe.control.charges() == []


def test_refusal_at_the_bank_comes_back_to_what_was_typed(till, complaints):
    till.open("TW-A3")
    till.fill()
    till.choose("Bank redirect")
    till.pay()

    till.page.get_by_role("button", name="Fail test payment").click()

    expect(till.page).to_have_url(re.compile(r"/checkout/$"))
    expect(till.page.locator("#id_street_address1")).to_have_value("Kastanienallee 12")
    expect(till.page.get_by_label("Country")).to_have_value("DE")
