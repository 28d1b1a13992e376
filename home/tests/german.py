"""A shop that is translated from entrance to terms, for tests that read it in German."""

from decimal import Decimal

from django.utils.text import slugify
from wagtail.models import Locale, Page

from catalogue.models import ProductPage
from catalogue.tests.factories import count, make_home, make_image, make_product, make_variant
from home.models import StandardPage

SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def translate(page: Page, title: str, **fields: str) -> Page:
    """The live German page of `page`, with other words."""
    german, _made = Locale.objects.get_or_create(language_code="de")
    twin = page.specific.copy_for_translation(german)
    twin.title, twin.slug = title, slugify(title.lower().translate(SPELT_OUT))
    for name, value in fields.items():
        setattr(twin, name, value)
    twin.save_revision().publish()
    return type(twin).objects.get(pk=twin.pk)


def make_german_shop() -> tuple[ProductPage, ProductPage]:
    """The poster "Tailwind" in two sizes, one on sale, and its German twin "Rückenwind"."""
    home = make_home()
    variants = [
        make_variant("TW-A4", "A4", "24.00", sale_price=Decimal("22.00")),
        make_variant("TW-A3", "A3", "39.00"),
    ]
    page = make_product("Tailwind", variants, image=make_image())
    count("TW-A4", 5), count("TW-A3", 5)
    terms = home.add_child(instance=StandardPage(title="Terms", slug="terms"))
    catalogue, category = page.get_ancestors().filter(depth__gt=2)
    translate(home, "Zuhause")
    translate(catalogue, "Alle Stücke")
    translate(category, "Plakate")
    translate(terms, "AGB")
    return page, translate(page, "Rückenwind", option_1_name="Papierformat")
