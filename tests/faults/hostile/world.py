"""The shop that is attacked: something of everything that an address can name."""

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.documents import get_document_model
from wagtail.models import Site

from catalogue.tests.factories import make_image, make_product
from checkout.orders.placing import place_order
from checkout.tests.paying import make_attempt, payment_of
from conftest import PASSWORD, make_customer


def build() -> None:
    """Add people, a paid order, a picture, a document and a redirect to the products that are there."""
    ada = make_customer("ada", "Ada Lovelace")
    get_user_model().objects.create_superuser("staff", "staff@example.com", PASSWORD)
    make_product("Tide", [("TIDE-A3", "A3", "24.00", 5000)], image=make_image())
    attempt = make_attempt({"TW-A4": 1}, user=ada)
    place_order(attempt.pk, payment_of(attempt))
    get_document_model().objects.create(title="Care", file=ContentFile(b"Keep dry.", "care.txt"))
    Redirect.objects.create(old_path="/old", redirect_link="/bag/")
    for setting in registry:  # made when staff first look at it
        setting.for_site(Site.objects.get(is_default_site=True))
