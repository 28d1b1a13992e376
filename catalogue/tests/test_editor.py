"""The product editor: what is refused beside its field, and what may be saved as a draft."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from catalogue.models import ProductPage, ProductVariant
from catalogue.tests.factories import make_category, make_image, make_product, make_variant

pytestmark = pytest.mark.django_db


def row(sku="TIDE-A3", option_1="A3", price="24.00", **changes: Any):
    empty = {"option_2": "", "sale_price": "", "sale_starts_at": "", "sale_ends_at": "", "image": ""}
    return {"sku": sku, "option_1": option_1, "price": price, "weight_g": "", **empty, **changes}


def form(*rows, publish=True, pictures=(), **changes):
    data = {
        "title": "Tide",
        "slug": "tide",
        "label": "",
        "summary": "",
        "option_1_name": "Paper size",
        "option_2_name": "",
        "story": streamfield(
            [("lead", "Every point holds an arrow."), ("paragraph", rich_text("<p>Ink.</p>"))]
        ),
        "details": streamfield([]),
        "related": streamfield([]),
        "gallery_images": inline_formset(list(pictures)),
        "variants": inline_formset(list(rows)),
        "properties": inline_formset([]),
        "comments": inline_formset([]),
    } | changes
    return nested_form_data(data | ({"action-publish": "yes"} if publish else {}))


def create(client, *rows, **changes):
    """Post the form for a new product; answers the response."""
    path = reverse("wagtailadmin_pages:add", args=["catalogue", "productpage", make_category().pk])
    return client.post(path, form(*rows, **changes))


def edit(client, page, *rows, initial=0, **changes):
    data = form(*rows, **changes) | {"variants-INITIAL_FORMS": str(initial)}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def row_errors(answer):
    """The errors of each variant's row: a list of {field: [message]}."""
    return [dict(errors) for errors in answer.context["form"].formsets["variants"].errors]


def test_product_with_variants_is_published_from_the_editor(staff_client):
    picture = {"image": str(make_image().pk), "alt_text": "Waves"}

    answer = create(staff_client, row(), row("TIDE-A2", "A2", "44.00"), pictures=[picture])

    page = ProductPage.objects.get()
    assert answer.status_code == 302
    assert page.live
    assert [variant.sku for variant in page.variants.all()] == ["TIDE-A3", "TIDE-A2"]
    assert page.gallery_images.get().alt_text == "Waves"


def test_same_sku_twice_on_a_page_is_a_field_error(staff_client):
    answer = create(staff_client, row(), row("tide-a3", "A2"))

    assert answer.status_code == 200
    assert row_errors(answer) == [{}, {"sku": ["This SKU is used twice here."]}]
    assert not ProductPage.objects.exists()


def test_sku_of_another_product_is_a_field_error(staff_client):
    make_product("Dunes", [("DUNES", "", "9.00", 1)])

    answer = create(staff_client, row("dunes"))

    assert row_errors(answer) == [{"sku": ["“Dunes” already has this SKU."]}]
    assert ProductVariant.objects.count() == 1


def test_sku_of_an_unpublished_draft_is_a_field_error(staff_client):
    page = make_product("Dunes", [("DUNES", "", "9.00", 1)])
    page.variants = [make_variant("DUNES-NEW")]
    page.save_revision()

    answer = create(staff_client, row("DUNES-NEW"))

    assert row_errors(answer) == [{"sku": ["“Dunes” already has this SKU."]}]


def test_sku_of_a_scheduled_version_is_a_field_error(staff_client):
    page = make_product("Dunes", [("DUNES", "", "9.00", 1)])
    page.variants = [make_variant("DUNES-NEW")]
    page.go_live_at = datetime(2099, 1, 1, tzinfo=UTC)
    page.save_revision().publish()
    draft = page.get_latest_revision_as_object()
    draft.variants = [make_variant("DUNES-OTHER")]
    draft.save_revision()

    answer = create(staff_client, row("DUNES-NEW"))

    assert row_errors(answer) == [{"sku": ["“Dunes” already has this SKU."]}]


def test_taken_sku_is_refused_for_a_draft_too(staff_client):
    make_product("Dunes", [("DUNES", "", "9.00", 1)])

    answer = create(staff_client, row("DUNES"), publish=False)

    assert row_errors(answer) == [{"sku": ["“Dunes” already has this SKU."]}]


def test_own_sku_may_stay_when_the_page_is_edited(staff_client):
    page = make_product()
    variant = page.variants.get()

    edit(staff_client, page, row(price="20.00", id=str(variant.pk)), initial=1)

    assert ProductVariant.objects.get().price == 20
    assert ProductVariant.objects.get().pk == variant.pk


def test_translation_may_keep_the_sku_of_its_original(staff_client):
    german = Locale.objects.create(language_code="de")
    page = make_product().copy_for_translation(german, copy_parents=True)
    variant = page.variants.get()

    answer = edit(staff_client, page, row(id=str(variant.pk)), initial=1, title="Gezeiten")

    assert answer.status_code == 302
    assert ProductPage.objects.get(pk=page.pk).live


def test_original_may_keep_the_sku_of_its_alias(staff_client):
    page = make_product()
    page.create_alias(parent=make_category("Sale"), update_slug="tide")

    answer = edit(staff_client, page, row(id=str(page.variants.get().pk)), initial=1)

    assert answer.status_code == 302


def test_deleted_row_frees_its_sku_within_the_page(staff_client):
    page = make_product()
    gone = row(id=str(page.variants.get().pk), DELETE="1")

    answer = edit(staff_client, page, gone, row(price="30.00"), initial=1)

    assert answer.status_code == 302
    assert ProductVariant.objects.get().price == 30


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sku": "TIDE A3"}, "sku"),
        ({"sku": "TIDE/A3"}, "sku"),
        ({"sku": "TÏDE"}, "sku"),
        ({"sku": "x" * 65}, "sku"),
        ({"sku": ""}, "sku"),
        ({"price": ""}, "price"),
        ({"price": "-1"}, "price"),
        ({"price": "1.234"}, "price"),
        ({"price": "123456789.00"}, "price"),
        ({"sale_price": "24.00"}, "sale_price"),
        ({"sale_price": "30.00"}, "sale_price"),
        ({"sale_starts_at": "2026-12-02 00:00", "sale_ends_at": "2026-12-01 00:00"}, "sale_ends_at"),
        ({"sale_starts_at": "2026-12-01 00:00", "sale_ends_at": "2026-12-01 00:00"}, "sale_ends_at"),
        ({"weight_g": "-5"}, "weight_g"),
    ],
)
def test_bad_variant_is_refused_beside_its_field(staff_client, changes, field):
    answer = create(staff_client, row(**changes))

    assert answer.status_code == 200
    assert list(row_errors(answer)[0]) == [field]
    assert not ProductPage.objects.exists()


def test_two_variants_with_the_same_options_are_refused(staff_client):
    answer = create(staff_client, row(), row("TIDE-B", "a3"))

    assert row_errors(answer) == [{}, {"option_1": ["Another variant has the same options."]}]


def test_two_variants_without_options_are_refused(staff_client):
    answer = create(staff_client, row(option_1=""), row("TIDE-B", ""))

    assert row_errors(answer) == [{}, {"option_1": ["Another variant has the same options."]}]


def test_publishing_needs_a_variant(staff_client):
    answer = create(staff_client)

    errors = answer.context["form"].non_field_errors()
    assert errors == ["Add at least one variant with a SKU and a price before publishing."]
    assert not ProductPage.objects.exists()


def test_draft_may_be_saved_without_a_variant(staff_client):
    answer = create(staff_client, publish=False)

    assert answer.status_code == 302
    assert not ProductPage.objects.get().live


def test_picture_needs_its_alternative_text(staff_client):
    answer = create(staff_client, row(), pictures=[{"image": str(make_image().pk), "alt_text": ""}])

    assert answer.context["form"].formsets["gallery_images"].errors == [
        {"alt_text": ["This field is required."]}
    ]


def test_editor_opens_for_new_and_old_products(staff_client):
    page = make_product(image=make_image())
    path = reverse("wagtailadmin_pages:add", args=["catalogue", "productpage", make_category().pk])

    assert staff_client.get(path).status_code == 200
    assert "TIDE-A3" in staff_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text


def test_autosave_of_a_draft_answers_with_the_row_ids(staff_client):
    page = make_product()
    data = form(row(id=str(page.variants.get().pk)), row("TIDE-A2", "A2"), publish=False)
    data |= {"variants-INITIAL_FORMS": "1"}

    answer = staff_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), data, headers={"accept": "application/json"}
    )

    assert answer.json()["success"]
    draft = ProductPage.objects.get().get_latest_revision_as_object()
    assert [variant.sku for variant in draft.variants.all()] == ["TIDE-A3", "TIDE-A2"]
    assert ProductVariant.objects.get().sku == "TIDE-A3"


def test_autosave_with_a_taken_sku_is_refused_politely(staff_client):
    make_product("Dunes", [("DUNES", "", "9.00", 1)])
    page = make_product()
    data = form(row(id=str(page.variants.get().pk)), row("DUNES", "A2"), publish=False)
    data |= {"variants-INITIAL_FORMS": "1"}

    answer = staff_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), data, headers={"accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["success"]) == (400, False)
    assert not ProductPage.objects.get(pk=page.pk).has_unpublished_changes
