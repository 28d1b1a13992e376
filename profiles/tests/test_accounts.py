"""Accounts by e-mail: sign up, confirm, sign in, forget the password; and what outsiders may not learn."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from profiles.mailing import send_account_mails
from profiles.models import User
from profiles.services import profile_of

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-test-passphrase"
NEW = "quite-another-passphrase"
LOGIN, SIGNUP, RESET = (reverse(f"account_{name}") for name in ("login", "signup", "reset_password"))


@pytest.fixture(autouse=True)
def forget_earlier_tries():
    cache.clear()


def sign_up(client, email: str = "new@example.com", password: str = PASSWORD):
    return client.post(SIGNUP, {"email": email, "password1": password, "password2": password})


def sign_in(client, password: str = PASSWORD, email: str = "ada@example.com", **fields: str):
    return client.post(LOGIN, {"login": email, "password": password, **fields})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def posted(mailoutbox):
    """`posted()`: all mails so far, the worker's next turn included."""

    def turn():
        send_account_mails()
        return mailoutbox

    return turn


def link_in(mail) -> str:
    found = re.search(r"http://testserver(/accounts/\S+)", mail.body)
    assert found
    return found[1]


def test_account_works_once_its_address_is_confirmed(client, posted):
    assert sign_up(client)["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    link = link_in(posted()[0])
    assert "Is <b>new@example.com</b> your e-mail address?" in client.get(link).content.decode()
    assert not EmailAddress.objects.get().verified

    client.post(link)
    response = sign_in(client, email="new@example.com")

    assert EmailAddress.objects.get().verified
    assert response["Location"] == "/profile/"
    assert is_signed_in(client)


def test_unconfirmed_account_cannot_sign_in(client, posted):
    sign_up(client)

    response = sign_in(client, email="new@example.com")

    assert response["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(client)


@pytest.mark.parametrize("password", ["short-pass1", "123456789012", "1qaz2wsx3edc", "new@example.com"])
def test_weak_passwords_make_no_account(client, posted, password):
    response = sign_up(client, password=password)

    assert response.status_code == 200
    assert "field__error" in response.content.decode()
    assert not User.objects.exists()
    assert posted() == []


def test_signing_up_twice_tells_outsiders_nothing(client, ada, posted):
    known = sign_up(client, "ada@example.com")
    unknown = sign_up(client, "new@example.com")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in posted()] == [["ada@example.com"], ["new@example.com"]]
    assert "There is one already." in posted()[0].body
    assert User.objects.filter(email="ada@example.com").count() == 1


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
def test_wrong_password_and_unknown_address_look_alike(client, ada, email):
    response = sign_in(client, "not-the-right-passphrase", email)

    assert response.status_code == 200
    assert "E-mail address and password do not fit together." in response.content.decode()
    assert not is_signed_in(client)


def test_sixth_try_waits_even_with_the_right_password(client, ada, settings):
    settings.SHOP_RATE_LIMITS = True
    for _turn in range(5):
        sign_in(client, "not-the-right-passphrase")

    response = sign_in(client)

    assert "Too many tries." in response.content.decode()
    assert not is_signed_in(client)


def test_many_tries_from_one_address_are_stopped(client, db, settings):
    settings.SHOP_RATE_LIMITS = True
    for number in range(10):
        sign_in(client, "not-the-right-passphrase", f"{number}@example.com")

    response = sign_in(client, "not-the-right-passphrase", "eleventh@example.com")

    assert "Too many tries." in response.content.decode()


def test_closed_account_cannot_sign_in(client, ada):
    User.objects.update(is_active=False)

    response = sign_in(client)

    assert response["Location"] == reverse("account_inactive")
    assert "This account is closed" in client.get(response["Location"]).content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "\\\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_away(client, ada, target):
    assert sign_in(client, next=target)["Location"] == "/profile/"


def test_signing_in_leads_back_into_the_shop(client, ada):
    assert sign_in(client, next="/bag/")["Location"] == "/bag/"


def test_forgotten_password_is_chosen_anew_by_mail(client, ada, posted):
    client.post(RESET, {"email": "ada@example.com"})
    form = client.get(link_in(posted()[0]), follow=True)
    address = form.redirect_chain[-1][0]

    client.post(address, {"password1": NEW, "password2": NEW})

    ada.refresh_from_db()
    assert ada.check_password(NEW)
    assert posted()[1].subject == "Your password was changed"
    assert sign_in(client, NEW)["Location"] == "/profile/"


def test_reset_link_works_once(client, ada, posted):
    client.post(RESET, {"email": "ada@example.com"})
    link = link_in(posted()[0])
    address = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(address, {"password1": NEW, "password2": NEW})

    response = client.get(link, follow=True)

    assert "This link no longer works" in response.content.decode()


def test_reset_tells_outsiders_nothing(client, ada, posted):
    known = client.post(RESET, {"email": "ada@example.com"})
    unknown = client.post(RESET, {"email": "nobody@example.com"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(posted()) == 2


def test_mails_are_signed_by_the_shop(client, ada, posted):
    client.post(RESET, {"email": "ada@example.com"})

    assert posted()[0].subject == "Choose a new password"
    assert posted()[0].body.startswith("Hello,\n\nhere you can choose a new password")
    assert posted()[0].body.endswith("\n\nMotacilla")


def ask_for_another_address(client, password: str):
    """Ask, and give the password that is then asked for."""
    asked = client.post(reverse("account_email"), {"email": "lovelace@example.com", "action_add": ""})
    assert asked["Location"] == f"{reverse('account_reauthenticate')}?next=%2Faccounts%2Femail%2F"
    return client.post(asked["Location"], {"password": password, "next": reverse("account_email")})


def test_changing_the_address_needs_the_password_again(ada_client, posted):
    response = ask_for_another_address(ada_client, "not-the-right-passphrase")

    assert "This is not your password." in response.content.decode()
    assert posted() == []
    assert not EmailAddress.objects.filter(email="lovelace@example.com").exists()


def test_address_changes_once_the_new_one_is_confirmed(client, ada, posted):
    sign_in(client)
    ask_for_another_address(client, PASSWORD)
    page = client.get(reverse("account_email")).content.decode()
    assert "We sent a link to lovelace@example.com." in page
    assert "style=" not in page

    client.post(link_in(posted()[0]))

    ada.refresh_from_db()
    assert ada.email == "lovelace@example.com"


def test_password_change_needs_the_current_one(client, ada):
    sign_in(client)
    address = reverse("account_change_password")

    client.post(address, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)

    client.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    ada.refresh_from_db()
    assert ada.check_password(NEW)


def test_signing_out_needs_a_post(ada_client):
    assert "Your bag stays with your account." in ada_client.get(reverse("account_logout")).content.decode()
    assert is_signed_in(ada_client)

    ada_client.post(reverse("account_logout"))

    assert not is_signed_in(ada_client)


ENTRANCE = ["login", "signup", "reset_password", "reset_password_done", "email_verification_sent", "inactive"]


@pytest.mark.parametrize("name", ENTRANCE)
def test_entrance_pages_answer_guests_in_our_look(client, name):
    html = client.get(reverse(f"account_{name}")).content.decode()

    assert '<body class="entrance">' in html
    assert html.count("<h1") == 1
    assert "placeholder=" not in html


def test_admin_is_entered_through_the_same_throttled_door(client, staff):
    response = client.get("/admin/login/?next=/admin/pages/")

    assert response["Location"] == f"{LOGIN}?next=%2Fadmin%2Fpages%2F"


def test_sign_up_refuses_an_address_with_an_invisible_line_break(eve, posted):
    form = {"email": "ida@exam\u2028ple.org", "password1": PASSWORD, "password2": PASSWORD}

    answer = eve.post("/accounts/signup/", form)

    assert answer.context["form"].errors == {"email": ["Enter a valid email address."]}
    assert posted() == []


@pytest.mark.parametrize(
    "typed", ["\u200bada@example.com\u00a0", "ａｄａ@example.com", "ada@exam\u00adple.com"]
)
def test_who_copies_an_address_with_unseen_signs_can_sign_in(client, ada, typed):
    answer = sign_in(client, email=typed)

    assert answer.status_code == 302
    assert is_signed_in(client)


def test_new_account_gets_the_address_without_unseen_signs(client, db):
    sign_up(client, email="\ufeffnew@exam\u00adple.com")

    assert list(User.objects.values_list("email", flat=True)) == ["new@example.com"]


def test_delivery_details_are_kept_tidied_with_a_number_that_can_be_dialled(client, ada):
    client.force_login(ada)
    details = {
        "full_name": " Ada\u00a0L.",
        "phone_number": "030\u00a0123\u2011456",
        "country": "DE",
        "street_address1": "Hauptstraße 1",
        "postcode": "\u200e10435",
        "town_or_city": "Berlin",
    }

    answer = client.post("/profile/details/", details)

    profile = profile_of(ada)
    assert answer.status_code == 302
    assert (profile.default_phone_number, profile.default_postcode) == ("+4930123456", "10435")
    assert profile.default_full_name == "Ada L."
