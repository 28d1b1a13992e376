"""Blocks that show pictures large and products with their live prices."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from catalogue.facets.scope import private_sections
from home.blocks.links import LinkBlock
from home.blocks.previews import sample_categories, sample_picture, sample_products
from home.shelf import shelf_of

PRODUCT = "catalogue.ProductPage"
CATEGORY = "catalogue.CategoryPage"


class ShelfBlock(blocks.StructBlock):
    """A block that shows products: takes them from the page's shelf, or from one of its own in a preview."""

    class Meta:
        abstract = True

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context.setdefault("shelf", None)
        context["shelf"] = context["shelf"] or shelf_of([value])
        return context | self.shown(value, context["shelf"])

    def shown(self, value: Any, shelf: Any) -> dict[str, Any]:
        """What the template needs beside `value`."""
        raise NotImplementedError


class HeroBlock(ShelfBlock):
    """The entrance: a headline, one button, a picture from edge to edge and what hangs in it."""

    headline = blocks.CharBlock(max_length=80, label=_("Headline"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    button = LinkBlock(required=False, label=_("Button"))
    picture = ImageBlock(label=_("Picture"), help_text=_("Wide, about 2000 × 970."))
    phone_picture = ImageBlock(required=False, label=_("Picture for phones"), help_text=_("Upright, 4:5."))
    products = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=PRODUCT), default=[], max_num=6, label=_("On this wall")
    )

    class Meta:
        icon = "home"
        label = _("Hero")
        template = "home/blocks/hero.html"
        description = _("The entrance of the shop: headline, button, one wide picture.")

    def shown(self, value: Any, shelf: Any) -> dict[str, Any]:
        return {"cards": shelf.cards_of(value["products"])}

    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "headline": "Drawn by rules. Printed on paper.",
                "text": "Small programs, each with one idea.",
                "picture": sample_picture(),
                "products": sample_products(4),
            }
        )


class RailBlock(ShelfBlock):
    """A row of products that runs off the edge: picked by hand or by a rule."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    rule = blocks.ChoiceBlock(
        choices=[("picked", _("Picked below")), ("newest", _("The newest")), ("sale", _("On sale now"))],
        default="picked",
        label=_("Which products"),
    )
    products = blocks.ListBlock(
        blocks.PageChooserBlock(page_type=PRODUCT), default=[], max_num=12, label=_("Picked products")
    )
    count = blocks.IntegerBlock(default=8, min_value=2, max_value=12, label=_("At most"))
    link = LinkBlock(required=False, label=_("Link beside the title"))

    class Meta:
        icon = "arrow-right"
        label = _("Row of products")
        template = "home/blocks/rail.html"
        description = _(
            "A row of products with live prices. Without any it is left out; only the newest say so."
        )

    def shown(self, value: Any, shelf: Any) -> dict[str, Any]:
        return {"cards": shelf.cards_by(value["rule"], value["products"])[: value["count"]]}

    def get_preview_value(self) -> Any:
        return self.to_python({"title": "New on the wall", "rule": "newest", "count": 5})


class ProductBlock(ShelfBlock):
    """One product with its live price, to buy on the spot."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    product = blocks.PageChooserBlock(page_type=PRODUCT, label=_("Product"))

    class Meta:
        icon = "tag"
        label = _("Product to buy")
        template = "home/blocks/product.html"
        description = _("One product at its live price, to buy on the spot. Left out when it is gone.")

    def shown(self, value: Any, shelf: Any) -> dict[str, Any]:
        return {"offer": shelf.offer_of(value["product"])}

    def get_preview_value(self) -> Any:
        return self.to_python({"title": "From this story", "product": next(iter(sample_products(1)), None)})


class TileBlock(blocks.StructBlock):
    """One category with a picture and a note."""

    category = blocks.PageChooserBlock(page_type=CATEGORY, label=_("Category"))
    picture = ImageBlock(required=False, label=_("Picture"), help_text=_("Empty: the category's own."))
    note = blocks.CharBlock(required=False, max_length=60, label=_("Note"))


def _is_open(category: Any, private: tuple[str, ...]) -> bool:
    return bool(category and category.live and not category.path.startswith(private))


class TilesBlock(blocks.StructBlock):
    """Up to four categories; the first is the largest."""

    title = blocks.CharBlock(required=False, max_length=80, label=_("Title"))
    tiles = blocks.ListBlock(TileBlock(), min_num=1, max_num=4, label=_("Tiles"))

    class Meta:
        icon = "grip"
        label = _("Categories")
        template = "home/blocks/tiles.html"
        description = _("Up to four categories; the first is the largest.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        private = tuple(path for _pk, path in private_sections())
        context["tiles"] = [tile for tile in value["tiles"] if _is_open(tile["category"], private)]
        return context

    def get_preview_value(self) -> Any:
        picture = sample_picture()
        tiles = [{"category": key, "picture": picture, "note": "A note"} for key in sample_categories(4)]
        return self.to_python({"title": "Where a drawing can live", "tiles": tiles})


class StorySplitBlock(ShelfBlock):
    """A picture that runs off the edge, a story beside it, and one product to buy on the spot."""

    picture = ImageBlock(label=_("Picture"))
    is_flipped = blocks.BooleanBlock(required=False, label=_("Picture on the right"))
    kicker = blocks.CharBlock(required=False, max_length=80, label=_("Line above the title"))
    title = blocks.CharBlock(max_length=80, label=_("Title"))
    lead = blocks.TextBlock(required=False, rows=2, label=_("Lead"))
    text = blocks.RichTextBlock(required=False, features=["bold", "italic", "link"], label=_("Text"))
    link = LinkBlock(required=False, label=_("Link"))
    product = blocks.PageChooserBlock(required=False, page_type=PRODUCT, label=_("Product to buy here"))

    class Meta:
        icon = "doc-full"
        label = _("Story with a picture")
        template = "home/blocks/story_split.html"
        description = _("A story beside a large picture, with one product to buy.")

    def shown(self, value: Any, shelf: Any) -> dict[str, Any]:
        return {"offer": shelf.offer_of(value["product"])}

    def get_preview_value(self) -> Any:
        return self.to_python(
            {
                "picture": sample_picture(),
                "kicker": "From the journal",
                "title": "How a wind becomes a print",
                "lead": "Start with a field of arrows.",
                "product": next(iter(sample_products(1)), None),
            }
        )
