"""What the demo shop is filled with. The pictures are stand-ins: drawing them is tested where it is done."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Sum
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.html import strip_tags
from PIL import Image
from wagtail.models import Page, PageLogEntry, Site

from catalogue.blocks import StoryBlock
from catalogue.models import (
    BackInStockRequest,
    CategoryPage,
    ProductPage,
    ProductVariant,
    Review,
    ReviewState,
    StockMovement,
    StockRecord,
)
from checkout.account.buyers import has_bought
from checkout.account.wishes import wishlist_of
from checkout.models import Order, OrderState, Wish
from config.demo_seed.orders import PAST_ORDERS
from config.demo_seed.people import PEOPLE
from home.blocks import ArticleBlock, HomeBlock
from home.demo.art.studio import STAMP, pictures, recipe
from home.demo.products import PRODUCTS
from home.models import HomePage, JournalPage, ShopImage, StandardPage
from profiles.models import User

pytestmark = pytest.mark.slow

ADDRESS = "http://127.0.0.1:8123"


@pytest.fixture(scope="module")
def seeded_shop(django_db_setup, django_db_blocker, running_double, tmp_path_factory) -> Iterator[None]:
    """A shop that `seed_demo` has filled, with grey pictures: once for this file, then rolled back."""
    folder = tmp_path_factory.mktemp("demo")
    stand_in_art(folder / "art")
    running_double.control.reset(keep_endpoints=False)
    patient = {"STRIPE_CONNECT_TIMEOUT": 10.0, "STRIPE_READ_TIMEOUT": 20.0}
    site = {"STRIPE_API_BASE": running_double.base_url, "SITE_URL": ADDRESS, "VAR_DIR": folder}
    with django_db_blocker.unblock(), override_settings(**patient, **site), transaction.atomic():
        call_command("seed_demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(seeded_shop, db) -> None:
    """The filled shop; what a test changes is rolled back after it."""


def stand_in_art(folder: Path) -> None:
    folder.mkdir()
    (folder / STAMP).write_text(recipe())
    for picture in pictures():
        Image.new("RGB", (8, 10), "grey").save(folder / picture.name)


def counted() -> dict[str, int]:
    """How many rows there are of all that the seeding writes."""
    models = (
        *(Page, PageLogEntry, ShopImage, ProductVariant, StockRecord, StockMovement),
        *(User, Order, Review, Wish, BackInStockRequest),
    )
    return {model.__name__: model.objects.count() for model in models}


def test_the_demo_shop_is_full_and_varied(seeded):
    free = StockRecord.objects.annotate(free_now=F("on_hand") - F("reserved"))
    by_product = {
        page: free.filter(sku__in=page.variants.values("sku")).aggregate(n=Sum("free_now"))["n"]
        for page in ProductPage.objects.live()
    }

    assert CategoryPage.objects.live().filter(locale__language_code="en").count() == 4
    assert len(by_product) >= 2 * 24
    assert 0 in by_product.values()
    assert ProductVariant.objects.filter(sale_price__lt=F("price")).exists()
    for_sale = ProductVariant.objects.filter(page__live=True)
    assert StockRecord.objects.count() == for_sale.values("sku").distinct().count()


def test_products_of_the_demo_pick_others_of_their_language(seeded):
    for language in ("en", "de"):
        products = ProductPage.objects.live().filter(locale__language_code=language)
        picked = {page: [block.value for block in page.related] for page in products}
        assert {other.locale for others in picked.values() for other in others} == {products[0].locale}


def test_every_page_of_the_demo_is_there_in_german(seeded):
    english = Page.objects.live().filter(locale__language_code="en", depth__gt=1)
    german = {page.translation_key: page for page in Page.objects.live().filter(locale__language_code="de")}

    assert set(german) == {page.translation_key for page in english}
    assert {page.url.split("/")[1] for page in german.values()} == {"de"}


def test_german_products_share_their_skus_and_prices(seeded):
    def sold(page):
        return {variant.sku: (variant.price, variant.sale_price) for variant in page.variants.all()}

    products = ProductPage.objects.live().filter(locale__language_code="de")

    assert products.count() == len(PRODUCTS)
    for page in products:
        assert sold(page) == sold(page.get_translations().get())


@pytest.mark.parametrize("path", ["/de/", "/de/alle-stuecke/", "/de/alle-stuecke/poster/rueckenwind/"])
def test_german_pages_of_the_demo_say_nothing_in_english(seeded, eve: Client, path):
    page = eve.get(path)
    text = strip_tags(re.sub(r"<(script|style).*?</\1>", "", page.content.decode(), flags=re.S))

    assert page.status_code == 200
    assert "\xa0€" in text
    assert re.findall(r"\b(?:the|and|with|from|your|you|add|delivery|free|sold out|sale)\b", text, re.I) == []


def test_seeding_twice_changes_nothing(seeded):
    before = counted()

    call_command("seed_demo")

    assert counted() == before


def test_past_orders_are_paid_and_in_the_right_hands(seeded):
    orders = Order.objects.all()

    assert {order.state for order in orders} == {OrderState.PAID}
    owners = Counter(order.user_profile.user.username if order.user_profile else "" for order in orders)
    assert owners == Counter(past.username for past in PAST_ORDERS)


def test_customer_has_reviewed_what_she_bought_and_wishes_for_more(seeded):
    ada = User.objects.get(username="ada")

    states = Counter(Review.objects.filter(user=ada).values_list("state", flat=True))
    assert states == {ReviewState.PUBLISHED: 4, ReviewState.WAITING: 1}
    assert all(has_bought(review.user, review.product_key) for review in Review.objects.all())
    assert len(wishlist_of(ada).rows) == Wish.objects.count() == 3


def test_one_product_has_more_reviews_than_its_page_shows(seeded, eve: Client):
    mug = ProductPage.objects.live().with_sku("MOT-MUG-TAILWIND").get(locale__language_code="en")
    published = Review.objects.filter(product_key=mug.translation_key, state=ReviewState.PUBLISHED)
    oldest = published.earliest("written_at")

    assert published.count() > 10
    assert set(published.values_list("language", flat=True)) == {"en", "de"}
    assert oldest.title not in eve.get(mug.url).content.decode()
    assert oldest.title in eve.get(f"{mug.url}?page=2").content.decode()


def test_staff_find_something_to_do(seeded):
    assert Review.objects.filter(state=ReviewState.WAITING).count() > 2
    waiting = BackInStockRequest.objects.all()
    assert {request.language for request in waiting} == {"en", "de"}
    assert not StockRecord.objects.filter(sku__in=waiting.values("sku"), on_hand__gt=0).exists()


def test_every_kind_of_block_stands_on_some_page(seeded):
    bodies = [HomePage.objects.get(locale__language_code="en").body]
    bodies += [page.body for model in (StandardPage, JournalPage) for page in model.objects.live()]
    stories = [page.story for page in ProductPage.objects.live()]

    assert {part.block_type for body in bodies for part in body} == {*HomeBlock().child_blocks} | {
        *ArticleBlock().child_blocks
    }
    assert {part.block_type for story in stories for part in story} == {*StoryBlock().child_blocks}
    rails = [part.value["rule"] for body in bodies for part in body if part.block_type == "rail"]
    assert set(rails) == {"picked", "newest", "sale"}


def test_a_moved_poster_is_found_under_its_old_address(seeded, eve: Client):
    answer = eve.get("/shop/posters/following-wind/")

    assert (answer.status_code, urlsplit(answer["Location"]).path) == (301, "/shop/posters/tailwind/")


@pytest.mark.parametrize(
    ("path", "picked", "first"),
    [
        ("/search/?q=Gift", "/shop/postcards/", ["Corners", "House Rules"]),
        ("/de/search/?q=Geschenk", "/de/alle-stuecke/postkarten/", ["Ecken", "Hausordnung"]),
    ],
)
def test_editors_put_the_postcards_before_what_is_found(seeded, eve: Client, path, picked, first):
    answer = eve.get(path)

    assert [urlsplit(page.full_url).path for page in answer.context["picks"]] == [picked]
    assert [card.title for card in answer.context["cards"]] == first


def test_a_product_waits_for_approval_and_a_story_for_its_day(seeded, eve: Client):
    draft, story = ProductPage.objects.get(slug="night-ferry"), JournalPage.objects.get(live=False)

    assert draft.workflow_in_progress
    assert not draft.gallery_images.exists()
    assert story.go_live_at == story.scheduled_revision.approved_go_live_at > timezone.now()
    assert eve.get("/shop/posters/night-ferry/").status_code == 404


def test_the_pages_of_the_demo_open(seeded, eve: Client):
    assert Site.objects.get(is_default_site=True).root_url == ADDRESS

    opened = {
        page.full_url: eve.get(urlsplit(page.full_url).path).status_code
        for page in Page.objects.live().exclude(depth=1)
    }

    assert set(opened.values()) == {200}


def test_each_account_signs_in_and_enters_only_what_is_theirs(seeded):
    entered = {}
    for person in PEOPLE:
        browser = Client()
        assert browser.login(username=person.username, password=person.password)
        paths = ("/admin/", "/admin/images/add/", "/admin/users/")
        entered[person.username] = [browser.get(path).status_code == 200 for path in paths]

    assert entered == {
        "olive": [True, True, True],
        "milo": [True, True, False],
        "edith": [True, True, False],
        "hugo": [True, False, False],
        "rosa": [True, False, False],
        "vera": [True, False, False],
        "ada": [False, False, False],
        "ben": [False, False, False],
    }


@pytest.mark.django_db
def test_a_real_shop_is_never_seeded(settings):
    settings.SHOP_DEMO = False
    before = counted()

    with pytest.raises(CommandError, match="for the demo alone"):
        call_command("seed_demo")

    assert counted() == before
