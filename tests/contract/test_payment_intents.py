"""PaymentIntents are made, read, changed, cancelled and listed as at Stripe."""

import pytest
import stripe

from tests.contract.conftest import new_intent, paid_intent

ADDRESS = {"line1": "Main Street 1", "city": "Cork", "country": "IE"}


def test_new_intent_waits_for_a_payment_method(either):
    intent = new_intent(either, metadata={"attempt": "a1"}, receipt_email="ada@example.org")

    assert intent.status == "requires_payment_method"
    assert (intent.amount, intent.amount_received, intent.currency) == (5050, 0, "eur")
    assert intent.client_secret.startswith(f"{intent.id}_secret_")
    assert intent.metadata.to_dict() == {"attempt": "a1"}
    assert intent.livemode is False
    assert intent.latest_charge is None


@pytest.mark.parametrize(
    ("params", "code", "param"),
    [
        ({"amount": 49}, "amount_too_small", "amount"),
        ({"amount": 100_000_000}, "amount_too_large", "amount"),
        ({"amount": "10.5"}, "parameter_invalid_integer", "amount"),
        ({"amount": 0}, "parameter_invalid_integer", "amount"),
        ({"amount": None}, "parameter_missing", "amount"),
        ({"color": "red"}, "parameter_unknown", "color"),
        ({"receipt_email": "nobody"}, "email_invalid", "receipt_email"),
    ],
)
def test_bad_parameters_are_refused_by_name(either, params, code, param):
    fields = {"amount": 5050, "currency": "eur", **params}
    fields = {name: value for name, value in fields.items() if value is not None}

    with pytest.raises(stripe.InvalidRequestError) as refused:
        either.v1.payment_intents.create(fields)

    assert (refused.value.http_status, refused.value.code, refused.value.param) == (400, code, param)


@pytest.mark.parametrize(
    "params",
    [
        {"currency": "xxq"},
        {"metadata": {"k" * 41: "v"}},
        {"metadata": {"key": "v" * 501}},
        {"metadata": {f"key{index}": "v" for index in range(51)}},
        {"shipping": {"name": "Ada"}},
        {"shipping": {"address": ADDRESS}},
        {"automatic_payment_methods": {"allow_redirects": "never"}},
    ],
    ids=["currency", "long key", "long value", "51 keys", "no address", "no name", "no enabled"],
)
def test_limits_are_kept_and_nothing_is_made(double, api, params):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        new_intent(api, **params)

    assert refused.value.http_status == 400
    assert double.control.intents() == []


def test_fifty_metadata_keys_of_full_length_are_kept(either):
    full = {f"{index:02}".ljust(40, "k"): "v" * 500 for index in range(50)}

    intent = new_intent(either, metadata=full)

    assert either.v1.payment_intents.retrieve(intent.id).metadata.to_dict() == full


def test_update_merges_metadata_and_empty_deletes(either):
    intent = new_intent(either, metadata={"bag": "{}", "save_info": "true"})

    changed = either.v1.payment_intents.update(
        intent.id, {"amount": 6000, "metadata": {"bag": "", "username": "ada"}}
    )
    cleared = either.v1.payment_intents.update(intent.id, {"metadata": ""})

    assert changed.amount == 6000
    assert changed.metadata.to_dict() == {"save_info": "true", "username": "ada"}
    assert cleared.metadata.to_dict() == {}


def test_paid_intent_refuses_an_amount_but_takes_notes(either):
    intent = paid_intent(either)

    with pytest.raises(stripe.InvalidRequestError) as refused:
        either.v1.payment_intents.update(intent.id, {"amount": 9900})
    noted = either.v1.payment_intents.update(intent.id, {"metadata": {"order": "M1"}})

    assert refused.value.code == "payment_intent_unexpected_state"
    assert refused.value.error.payment_intent.id == intent.id
    assert (noted.amount, noted.metadata["order"]) == (5050, "M1")


def test_cancelled_intent_can_never_be_paid(either):
    intent = new_intent(either)

    gone = either.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        either.v1.payment_intents.confirm(
            intent.id, {"payment_method": "pm_card_visa", "return_url": "https://shop.example/back"}
        )

    assert (gone.status, gone.cancellation_reason) == ("canceled", "abandoned")
    assert refused.value.code == "payment_intent_unexpected_state"
    assert refused.value.error.payment_intent.status == "canceled"


def test_paid_intent_cannot_be_cancelled(either):
    intent = paid_intent(either)

    with pytest.raises(stripe.InvalidRequestError) as refused:
        either.v1.payment_intents.cancel(intent.id)

    assert refused.value.code == "payment_intent_unexpected_state"
    assert either.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_latest_charge_is_an_id_until_expanded(either):
    intent = paid_intent(either)

    plain = either.v1.payment_intents.retrieve(intent.id)
    full = either.v1.payment_intents.retrieve(intent.id, {"expand": ["latest_charge"]})

    assert plain.latest_charge.startswith("ch_") or plain.latest_charge.startswith("py_")
    assert full.latest_charge.id == plain.latest_charge
    assert full.latest_charge.payment_method_details.card.last4 == "4242"


def test_list_pages_backwards_through_time(either):
    made = [new_intent(either, amount=1000 + index).id for index in range(3)]

    first = either.v1.payment_intents.list({"limit": 2})
    second = either.v1.payment_intents.list({"limit": 1, "starting_after": first.data[-1].id})
    none = either.v1.payment_intents.list({"created": {"lt": 946684800}})

    assert [intent.id for intent in [*first.data, *second.data]] == made[::-1]
    assert first.has_more is True
    assert (none.data, none.has_more) == ([], False)


def test_unknown_intent_is_a_missing_resource(either):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        either.v1.payment_intents.retrieve("pi_3NobodyKnowsThisOne")

    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")


def test_amounts_follow_the_decimals_of_the_currency(api):
    yen = new_intent(api, amount=1500, currency="jpy")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        new_intent(api, amount=1501, currency="kwd")

    assert (yen.amount, yen.payment_method_types) == (1500, ["card"])
    assert refused.value.code == "invalid_charge_amount"


def test_types_and_automatic_methods_exclude_each_other(api):
    with pytest.raises(stripe.InvalidRequestError):
        new_intent(api, payment_method_types=["card"], automatic_payment_methods={"enabled": True})
    redirects = new_intent(api)
    card_only = new_intent(api, automatic_payment_methods={"enabled": True, "allow_redirects": "never"})

    assert redirects.payment_method_types == ["card", "ideal", "sepa_debit"]
    assert card_only.payment_method_types == ["card", "sepa_debit"]


def test_wrong_key_is_an_authentication_error(double):
    stranger = stripe.StripeClient("sk_test_somebody", base_addresses={"api": double.base_url})

    with pytest.raises(stripe.AuthenticationError):
        new_intent(stranger)

    assert double.control.intents() == []


def test_account_and_version_are_told(double, api):
    account = api.v1.accounts.retrieve_current()

    assert account.id == double.account.account_id
    assert account.last_response.headers["Stripe-Version"] == stripe.api_version
    assert account.last_response.headers["Request-Id"].startswith("req_")
