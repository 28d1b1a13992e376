"""What everybody does in a shop within a day, through its own pages, under names of their own each time.

It runs under the release that is recorded and speaks to it as browsers, Stripe and the worker do; of
its code it knows what tests know.
"""

import json
import re
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale, Page, Site

from catalogue.models import BackInStockRequest, MovementKind, ProductPage, Review
from catalogue.reviews import product_key_of
from catalogue.stock import adjust
from catalogue.tests.factories import make_category, make_home, make_image, make_product
from catalogue.tests.test_editor import form, row
from checkout.bag.contents import bag_contents
from checkout.models import Bag, CheckoutAttempt, DeliverySettings, Order, OrderSettings
from checkout.worker import jobs, run_job
from conftest import PASSWORD, make_customer, signed_in
from home.models import ShopSettings
from stripe_double.errors import CardError
from stripe_double.signing import sign
from tests.scenarios.shopper import ADDRESS, page_in

EDIT, LIST = "/admin/pages", "/admin/products/"


class Story:
    """One day of the shop; `name` is part of everything that is made in it."""

    def __init__(self, name: str, double: Any) -> None:
        self.name, self.double = name, double
        users = get_user_model().objects
        self.staff = users.filter(username="staff").first() or users.create_superuser(
            "staff", "staff@example.com", PASSWORD
        )
        self.admin, self.told = signed_in(self.staff), set[str]()

    def tell(self) -> None:
        """The whole day, each part as often as it takes to reach every writer."""
        self.editors()
        self.customer = make_customer(self.name.lower(), f"{self.name} Lovelace")
        self.accounts()
        orders = [self.buy(signed_in(self.customer)), self.buy(Client()), self.buy(Client())]
        self.afterwards(*orders)
        self.by_webhook_alone()
        self.declined_and_left()
        self.close_of_day()

    # --- Editors ---

    def editors(self) -> None:
        """A product is written, corrected, copied, translated, moved, priced, imported and taken down."""
        home, self.category = make_home(), make_category(f"{self.name} prints")
        Locale.objects.get_or_create(language_code="de")
        home.save_revision(user=self.staff).publish()
        self.page = self._product_by_form()
        self.other = make_product(
            f"{self.name} dunes", [(f"{self.name}-DUNES", "", "9.00", 1)], self.category
        )
        self._change_product()
        self._copy_and_translate()
        self._many_products()
        self._pictures_and_settings()
        self._take_down()

    def _rows(self) -> tuple[dict[str, Any], ...]:
        sale = {
            "sale_price": "19.00",
            "sale_ends_at": f"{timezone.now() + timedelta(days=30):%Y-%m-%d %H:%M}",
        }
        return row(f"{self.name}-A3", **sale), row(f"{self.name}-A2", "A2", "44.00")

    def _form(self, **changes: Any) -> dict[str, Any]:
        title = f"{self.name} tide"
        return form(*self._rows(), **{"title": title, "slug": title.lower().replace(" ", "-"), **changes})

    def _product_by_form(self) -> ProductPage:
        picture = {"image": str(make_image(f"{self.name} wall").pk), "alt_text": "Waves"}
        address = f"{EDIT}/add/catalogue/productpage/{self.category.pk}/"
        done(self.admin.post(address, self._form(pictures=[picture])))
        for sku, pieces in ((f"{self.name}-A3", 40), (f"{self.name}-A2", 9)):
            done(self.admin.post(f"/admin/stock/adjust/{sku}/", counted(pieces)))
        return ProductPage.objects.get(title=f"{self.name} tide")

    def _change_product(self) -> None:
        """A draft by form, then a new name and slug that leave a redirect, then a scheduled version."""
        page = self.page
        draft = page.get_latest_revision_as_object()
        draft.summary = "A draft."
        draft.save_revision(user=self.staff)
        for variant in (renamed := page.get_latest_revision_as_object()).variants.all():
            variant.weight_g = 450
        renamed.slug += "-and-ebb"
        renamed.save_revision(user=self.staff).publish(user=self.staff)
        later = ProductPage.objects.get(pk=page.pk)
        later.go_live_at = timezone.now() - timedelta(minutes=1)
        later.save_revision(user=self.staff, approved_go_live_at=later.go_live_at)
        self.page = ProductPage.objects.get(pk=page.pk)

    def _copy_and_translate(self) -> None:
        title = f"{self.name} copy"
        copy = {"new_title": title, "new_slug": title.lower().replace(" ", "-"), "copy_subpages": ""}
        copy |= {"new_parent_page": str(self.category.pk), "publish_copies": "", "alias": ""}
        done(self.admin.post(f"{EDIT}/{self.page.pk}/copy/", copy))
        german = Locale.objects.get(language_code="de")
        translation = self.page.copy_for_translation(german, copy_parents=True)
        translation.title = f"{self.name} Flut"
        translation.save_revision(user=self.staff).publish(user=self.staff)

    def _many_products(self) -> None:
        for action, asked in (
            ("prices", {"step": "percent", "number": "10", "ending": ""}),
            ("stock", {"step": "add", "number": "3", "kind": "delivery", "note": "Truck 7"}),
        ):
            address = f"/admin/bulk/catalogue/productpage/{action}/?id={self.other.pk}&next={LIST}"
            shown = self.admin.post(address, asked).context["plan"].fingerprint
            done(self.admin.post(address, asked | {"apply": "1", "shown": shown}))
        content = f"sku,price,on_hand\n{self.name}-DUNES,45.00,12\n".encode()
        seen = self.admin.post(f"{LIST}import/", {"file": SimpleUploadedFile("c.csv", content)})
        done(self.admin.post(f"{LIST}import/", {"changes": seen.context["signed"]}))

    def _pictures_and_settings(self) -> None:
        upload = {"title": "Upload", "files[]": SimpleUploadedFile("u.png", png(), "image/png")}
        assert self.admin.post("/admin/images/multiple/add/", upload).json()["success"]
        site = Site.objects.get(is_default_site=True)
        for settings in (ShopSettings, DeliverySettings, OrderSettings):
            settings.for_site(site).save()
        done(self.admin.post("/admin/redirects/add/", redirect(self.name, site)))
        done(self.admin.post("/admin/users/new/", new_user(self.name)))

    def _take_down(self) -> None:
        """One product goes to another category and offline, one is deleted."""
        gone = make_product(f"{self.name} gone", [(f"{self.name}-GONE", "", "9.00", 1)], self.category)
        done(self.admin.post(f"{EDIT}/{gone.pk}/move/{make_category('Elsewhere').pk}/confirm/", {}))
        done(self.admin.post(f"{EDIT}/{gone.pk}/unpublish/", {}))
        done(self.admin.post(f"{EDIT}/{gone.pk}/delete/", {}))

    # --- Accounts ---

    def accounts(self) -> None:
        """Somebody signs up by mail and in; a customer keeps an address, a wish, and waits for a piece."""
        guest, email = Client(), f"new-{self.name.lower()}@example.com"
        done(guest.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD}))
        key = re.search(r"/accounts/confirm-email/([^/\s]+)/", mail.outbox[-1].body)
        assert key, mail.outbox[-1].body
        done(guest.post(f"/accounts/confirm-email/{key[1]}/"))
        done(guest.post("/accounts/login/", {"login": email, "password": PASSWORD}))
        self.client = signed_in(self.customer)
        done(self.client.post("/profile/details/", {k: v for k, v in ADDRESS.items() if k != "email"}))
        for word in ("add", "remove", "add"):
            done(self.client.post(f"/profile/wishlist/{product_key_of(self.other)}/{word}/"))
        adjust(sku=f"{self.name}-DUNES", delta=-12, kind=MovementKind.DAMAGE)
        done(self.client.post("/back-in-stock/", {"sku": f"{self.name}-DUNES", "email": email}))
        assert BackInStockRequest.objects.filter(sku=f"{self.name}-DUNES").exists()

    # --- Buying ---

    def fill_bag(self, client: Client, pieces: int = 2) -> Any:
        """Pieces go in, are counted anew, and one goes out again; answers the checkout's page."""
        for sku, quantity in ((f"{self.name}-A3", 1), (f"{self.name}-A2", 1)):
            done(client.post("/bag/add/", {"sku": sku, "quantity": str(quantity)}))
        done(client.post("/bag/update/", {"sku": f"{self.name}-A3", "quantity": str(pieces)}))
        done(client.post("/bag/remove/", {"sku": f"{self.name}-A2"}))
        page = client.get("/checkout/")
        assert page.status_code == 200, page
        return page_in(page)

    def gate(self, client: Client, page: Any) -> dict[str, Any]:
        fields = {**ADDRESS, "client_secret": page.secret, "amount": page.amount, "save_info": "on"}
        answer = client.post("/checkout/cache_checkout_data/", fields)
        assert answer.status_code == 200, answer.content
        return fields

    def buy(self, client: Client) -> Order:
        """From the bag to the thank-you page, then what Stripe tells of it."""
        page = self.fill_bag(client)
        fields = self.gate(client, page)
        self.double.control.pay(page.intent_id, "pm_card_visa")
        done(client.post("/checkout/", fields))
        self.webhooks()
        return Order.objects.get(stripe_pid=page.intent_id)

    def by_webhook_alone(self) -> None:
        """The browser never comes back; and once our own row is gone as well."""
        for is_lost in (False, True):
            page = self.fill_bag(client := Client())
            self.gate(client, page)
            self.double.control.pay(page.intent_id, "pm_card_visa")
            if is_lost:
                CheckoutAttempt.objects.get(stripe_pid=page.intent_id).delete()
            self.webhooks()
            assert Order.objects.filter(stripe_pid=page.intent_id).exists()

    def declined_and_left(self) -> None:
        """One card is declined; both shoppers leave, and their time runs out."""
        for is_declined in (True, False):
            page = self.fill_bag(client := Client(), 1)
            self.gate(client, page)
            if is_declined:
                with suppress(CardError):
                    self.double.control.pay(page.intent_id, "pm_card_chargeDeclined")
        self.webhooks()

    def webhooks(self) -> None:
        """Stripe delivers what it has not delivered yet, signed."""
        for event in reversed(self.double.control.events()):
            if event["id"] not in self.told:
                self.told.add(event["id"])
                deliver(event)

    # --- After the sale ---

    def afterwards(self, first: Order, second: Order, third: Order) -> None:
        """A refund here, one at Stripe, a dispute; a review that is read, and pieces that come back."""
        line = first.lines.get()
        asked = {"token": str(uuid4()), "what": "amount", "amount": "9.00", "reason": "asked"}
        done(
            self.admin.post(
                f"/admin/orders/refund/{first.pk}/", asked | {"expected": "9.00", "confirmed": "true"}
            )
        )
        self.double.control.refund(second.stripe_pid, 500)
        self.double.control.open_dispute(self.double.control.charges(third.stripe_pid)[0]["id"])
        self.webhooks()
        address = f"/profile/reviews/{product_key_of(line.product)}/"
        words = {"stars": "4", "title": "Calm lines", "text": "Above my desk.", "name": self.name}
        done(self.client.post(address, words))
        review = Review.objects.get(user=self.customer)
        done(self.admin.post(f"/admin/reviews/publish/{review.pk}/", {"seen": review.written_at.isoformat()}))
        adjust(sku=f"{self.name}-DUNES", delta=3, kind=MovementKind.DELIVERY)

    def close_of_day(self) -> None:
        """Every open checkout's time is over; the worker does each of its jobs; search and listings anew."""
        CheckoutAttempt.objects.filter(state="open").update(expires_at=timezone.now() - timedelta(minutes=1))
        for _round in range(2):
            failed = [job.name for job in jobs() if not run_job(job)]
            assert not failed, failed
            self.webhooks()
        for command in ("clearsessions", "rebuild_listings", "audit_money"):
            call_command(command, verbosity=0)
        assert all(bag_contents(bag) for bag in Bag.objects.all())
        assert Page.objects.live().exists()


def done(answer: Any) -> None:
    """The shop took what was posted and led on."""
    assert answer.status_code == 302, (answer.request["PATH_INFO"], answer.status_code, errors_of(answer))


def errors_of(answer: Any) -> Any:
    form = (answer.context or {}).get("form") if hasattr(answer, "context") else None
    return getattr(form, "errors", None) or re.sub(r"\s+", " ", answer.content.decode())[:2000]


def deliver(event: dict[str, Any]) -> None:
    body, moment = json.dumps(event), int(timezone.now().timestamp())
    headers = {"Stripe-Signature": sign(body, "whsec_test", moment)}
    answer = Client().post("/checkout/wh/", body, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content


def counted(pieces: int) -> dict[str, str]:
    return {"mode": "set", "pieces": str(pieces), "kind": "initial", "note": ""}


def png() -> bytes:
    from io import BytesIO

    file = BytesIO()
    Image.new("RGB", (8, 10), "#D9482B").save(file, "PNG")
    return file.getvalue()


def redirect(name: str, site: Site) -> dict[str, str]:
    return {
        "old_path": f"/{name.lower()}",
        "site": str(site.pk),
        "redirect_link": "https://example.com/shop/",
        "is_permanent": "on",
    }


def new_user(name: str) -> dict[str, str]:
    who = {"username": f"kim-{name}", "email": f"kim-{name.lower()}@example.com", "is_active": "on"}
    return who | {"first_name": "Kim", "last_name": "Okoye", "password1": PASSWORD, "password2": PASSWORD}
