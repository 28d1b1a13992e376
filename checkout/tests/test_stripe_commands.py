"""The commands that check the account at Stripe and register the webhook."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from checkout.gateway import API_VERSION, EVENT_TYPES
from checkout.stripe_account import create_endpoint, endpoints, own_account, webhook_url

pytestmark = pytest.mark.django_db

URL = "https://shop.example/checkout/wh/"


@pytest.fixture(autouse=True)
def shop(double, settings):
    """A shop at an address, and an account that has no endpoint yet."""
    settings.SITE_URL = "https://shop.example"
    double.control.reset(keep_endpoints=False)
    yield double
    double.control.reset(keep_endpoints=False)


def run(name: str) -> tuple[str, bool]:
    """What a command printed, and whether it went well."""
    out = StringIO()
    try:
        call_command(name, stdout=out, no_color=True)
    except CommandError as error:
        return f"{out.getvalue()}\n{error}", False
    return out.getvalue(), True


def test_shop_that_is_set_up_passes_every_check():
    create_endpoint(URL)

    said, is_fine = run("check_stripe")

    assert is_fine
    lines = [line.split() for line in said.splitlines()]
    assert [words[0] for words in lines] == ["ok"] * 6
    assert "test mode" in said


def test_missing_endpoint_is_an_error_that_names_the_address():
    said, is_fine = run("check_stripe")

    assert not is_fine
    assert f"No webhook endpoint for {URL}. Run setup_stripe." in said


def test_missing_events_are_named_one_by_one(double):
    wanted = tuple(kind for kind in EVENT_TYPES if not kind.startswith("refund."))
    double.add_endpoint(URL, "whsec_test", enabled_events=wanted)

    said, is_fine = run("check_stripe")

    assert not is_fine
    assert "lacks refund.created, refund.failed, refund.updated." in said


def test_endpoint_of_all_events_lacks_none(double):
    double.add_endpoint(URL, "whsec_test")

    assert run("check_stripe")[1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "disabled"}, "is switched off"),
        ({"api_version": "2020-08-27"}, f"sends version 2020-08-27, the shop reads {API_VERSION}"),
        ({"api_version": None}, "sends version of the account"),
    ],
)
def test_endpoint_that_does_not_fit_is_an_error(double, changes, words):
    double.control.edit(create_endpoint(URL).id, changes)

    said, is_fine = run("check_stripe")

    assert (is_fine, words in said) == (False, True)


@pytest.mark.parametrize(
    ("seconds", "level", "words"),
    [
        (0, "ok", "agrees"),
        (120, "warning", "seconds behind Stripe's"),
        (-120, "warning", "seconds ahead of Stripe's"),
        (400, "error", "Webhooks are refused"),
        (-400, "error", "Webhooks are refused"),
    ],
)
def test_clock_is_compared_with_that_of_stripe(double, seconds, level, words):
    create_endpoint(URL)
    double.control.shift_clock(seconds)

    said, is_fine = run("check_stripe")

    assert is_fine == (level != "error")
    assert [line.split()[0] for line in said.splitlines() if words in line] == [level]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("STRIPE_SECRET_KEY", "sk_test_wrong", "does not accept STRIPE_SECRET_KEY"),
        ("STRIPE_PUBLIC_KEY", "", "STRIPE_PUBLIC_KEY is not set"),
        ("STRIPE_PUBLIC_KEY", "pk_live_1", "different modes"),
        ("STRIPE_WH_SECRETS", [], "STRIPE_WH_SECRET is not set"),
        ("STRIPE_API_BASE", "http://127.0.0.1:9", "could not be asked"),
    ],
)
def test_wrong_setting_is_an_error_in_plain_words(settings, name, value, words):
    create_endpoint(URL)
    setattr(settings, name, value)

    said, is_fine = run("check_stripe")

    assert (is_fine, words in said) == (False, True)
    assert "sk_test" not in said


def test_other_currency_is_only_a_warning(settings):
    create_endpoint(URL)
    settings.STRIPE_CURRENCY = "nok"

    said, is_fine = run("check_stripe")

    assert is_fine
    assert "warning The shop charges nok" in said


def test_setup_registers_the_endpoint_and_shows_its_secret_once(double):
    said, is_fine = run("setup_stripe")

    [made] = endpoints()
    assert is_fine
    assert (made.url, made.events, made.api_version) == (URL, frozenset(EVENT_TYPES), API_VERSION)
    assert said.split()[-1].startswith("whsec_")
    assert "whsec_" not in run("setup_stripe")[0]
    assert len(endpoints()) == 1


def test_setup_mends_an_endpoint_and_keeps_the_others(double):
    other = double.add_endpoint("https://other.example/", "whsec_1", enabled_events=("charge.refunded",))
    ours = double.add_endpoint(URL, "whsec_2", enabled_events=("charge.refunded",))
    double.control.edit(ours, {"status": "disabled"})

    assert run("setup_stripe")[1]

    events = {endpoint.id: (endpoint.events, endpoint.is_enabled) for endpoint in endpoints()}
    assert events == {
        other: (frozenset({"charge.refunded"}), True),
        ours: (frozenset(EVENT_TYPES), True),
    }
    assert run("check_stripe")[1]


def test_setup_says_that_an_old_version_cannot_be_changed(double):
    double.control.edit(create_endpoint(URL).id, {"api_version": "2020-08-27"})

    said, _is_fine = run("setup_stripe")

    assert "delete it in the dashboard" in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("STRIPE_SECRET_KEY", "sk_test_wrong", "does not accept"),
        ("STRIPE_API_BASE", "http://127.0.0.1:9", "could not be asked"),
        ("SITE_URL", "nonsense", "refused"),
    ],
)
def test_setup_that_cannot_be_says_why(settings, name, value, words):
    setattr(settings, name, value)

    said, is_fine = run("setup_stripe")

    assert (is_fine, words in said) == (False, True)


def test_account_is_read_without_changing_anything(double):
    account = own_account()

    assert (account.currency, account.can_charge, abs(account.clock_skew) < 5) == ("eur", True, True)
    assert [entry["method"] for entry in double.control.requests()] == ["GET"]
    assert webhook_url() == URL
