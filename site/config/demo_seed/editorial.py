"""What the demo's editors have set up and left to do: search picks, a moved page, drafts that wait."""

from datetime import timedelta

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

from catalogue.models import ProductPage, ProductVariant
from config.demo_seed.editions import Book
from config.demo_seed.streams import block, rich, stream
from home.models import JournalPage
from profiles.models import User

# What shoppers type, and what editors put first: a page to go to and pieces to look at.
GIFT = {"en": "gift", "de": "geschenk"}
GIFTS = ("shop/postcards", "shop/postcards/corners", "shop/mugs/house-rules")
MOVED_FROM, MOVED_TO = "/shop/posters/following-wind", "shop/posters/tailwind"
DAYS_TO_PUBLICATION = 9
DRAFT_PRICE = "39.00"


def add_editorial(english: Book, german: Book) -> None:
    """Picks, redirect and drafts; written together with the pages."""
    for book in (english, german):
        query = Query.get(GIFT[book.edition.language])
        for place, key in enumerate(GIFTS):
            SearchPromotion.objects.create(query=query, page=book.pages[key], sort_order=place)
    Redirect.add_redirect(MOVED_FROM, redirect_to=english.pages[MOVED_TO])
    _add_scheduled_story(english.pages["journal"])
    _add_waiting_product(english.pages["shop/posters"])


def _add_scheduled_story(journal: Page) -> None:
    """A story that opens by itself in some days."""
    opens = timezone.now() + timedelta(days=DAYS_TO_PUBLICATION)
    story = JournalPage(
        title="The angle that plants found first",
        slug="the-angle-that-plants-found-first",
        intro="Turn by 137.5 degrees, set a dot, and do not stop before fifteen hundred.",
        body=stream([block("text", rich(["It is the angle that leaves no gap and makes no spoke."]))]),
        date=timezone.localdate(opens),
        live=False,
        go_live_at=opens,
    )
    journal.add_child(instance=story)
    story.save_revision().publish()


def _add_waiting_product(category: Page) -> None:
    """A product without picture and stock that an editor has sent for approval."""
    editor = User.objects.get(username="edith")
    page = ProductPage(
        title="Night Ferry",
        slug="night-ferry",
        label="Poster, A3",
        summary="Waves, seed 88. The picture is still drying.",
        option_1_name="Paper size",
        live=False,
        owner=editor,
    )
    page.variants = [ProductVariant(sku="MOT-NIGHTFERRY-A3", option_1="A3", price=DRAFT_PRICE, weight_g=190)]
    category.add_child(instance=page)
    page.save_revision(user=editor)
    if workflow := page.get_workflow():
        workflow.start(page, editor)
