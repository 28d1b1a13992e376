"""The catalogue: only live pages sell, at live prices, under SKUs of their own."""

from tests.saboteurs.kinds import patched

QUERIES = "catalogue/models/queries.py"
VISIBLE = "return self.live().filter(in_time).outside_private_sections()"
PRICES = "catalogue/tests/test_price_history.py"
OFFERS = "catalogue/tests/test_offers.py"

SABOTEURS = (
    patched(
        "drafts-not-sold",
        "What is not published cannot be bought.",
        QUERIES,
        VISIBLE,
        "return self.filter(in_time).outside_private_sections()",
        f"{OFFERS}::test_draft_product_is_not_for_sale",
    ),
    patched(
        "expired-not-sold",
        "What is past its expiry cannot be bought, even if the scheduler is late.",
        QUERIES,
        VISIBLE,
        "return self.live().outside_private_sections()",
        f"{OFFERS}::test_expired_product_is_not_for_sale_before_the_scheduler_runs",
    ),
    patched(
        "private-not-sold",
        "What is in a private section cannot be bought.",
        QUERIES,
        VISIBLE,
        "return self.live().filter(in_time)",
        f"{OFFERS}::test_product_in_a_private_category_is_not_for_sale",
    ),
    patched(
        "draft-prices-not-charged",
        "A price that is only in a draft is charged to nobody.",
        "catalogue/offers.py",
        "unit_price=quantize(variant.price_at(now), settings.STRIPE_CURRENCY),",
        "unit_price=page.get_latest_revision_as_object().variants.get(sku=variant.sku).price_at(now),",
        f"{OFFERS}::test_draft_price_never_reaches_an_offer",
    ),
    patched(
        "sale-is-measured-by-thirty-days",
        "The struck price of a sale is the lowest of the 30 days before it.",
        "catalogue/price_history.py",
        "return min(prices, default=None)",
        "return None",
        f"{PRICES}::test_struck_price_and_percentage_count_from_the_lowest",
        f"{PRICES}::test_sale_above_an_earlier_price_is_no_reduction_and_says_so",
    ),
    patched(
        "no-false-reductions",
        "A sale that is no cheaper than before is not called one.",
        "catalogue/models/variants.py",
        "self.sale_price < low else None",
        "True else None",
        f"{PRICES}::test_sale_above_an_earlier_price_is_no_reduction_and_says_so",
    ),
    patched(
        "copies-get-their-own-skus",
        "A copied product gets SKUs of its own in its rows and revisions, and so no stock of the other's.",
        "catalogue/models/products.py",
        "        skus.make_own(self, with_history=not changed)\n",
        "",
        "catalogue/tests/test_revisions.py::test_copy_gets_numbered_skus_in_rows_and_revisions",
        "catalogue/tests/test_revisions.py::test_alias_made_a_page_of_its_own_gets_its_own_skus",
    ),
    patched(
        "skus-of-others-refused",
        "A product cannot take the SKU of another.",
        "catalogue/skus.py",
        'return drafts | dict(rows.values_list("capitals", "page__title"))',
        "return drafts",
        "catalogue/tests/test_editor.py::test_sku_of_another_product_is_a_field_error",
    ),
    patched(
        "skus-of-drafts-refused",
        "A product cannot take the SKU of a draft that may yet be published.",
        "catalogue/skus.py",
        'return drafts | dict(rows.values_list("capitals", "page__title"))',
        'return dict(rows.values_list("capitals", "page__title"))',
        "catalogue/tests/test_editor.py::test_sku_of_an_unpublished_draft_is_a_field_error",
    ),
    patched(
        "old-stock-not-inherited",
        "A new SKU never meets the stock of a product that is gone.",
        "catalogue/skus.py",
        "    used |= {sku.upper() for sku in StockRecord",
        "    set() | {sku.upper() for sku in StockRecord",
        "catalogue/tests/test_revisions.py::test_copy_never_inherits_the_stock_of_a_former_product",
    ),
    patched(
        "sale-has-an-end",
        "A sale price counts until its end, not longer.",
        "catalogue/models/variants.py",
        "return started and (self.sale_ends_at is None or now < self.sale_ends_at)",
        "return started",
        "catalogue/tests/test_variants.py::test_sale_price_counts_only_within_its_window",
    ),
    patched(
        "unread-reviews-not-shown",
        "Only published reviews are shown and counted.",
        "catalogue/reviews.py",
        "of_product.filter(state=ReviewState.PUBLISHED)",
        "of_product.all()",
        "checkout/tests/test_reviews.py::test_only_published_reviews_are_shown_and_counted",
    ),
    patched(
        "review-published-as-read",
        "Words that were changed while somebody read them are not published.",
        "catalogue/reviews.py",
        "Q(pk=pk, written_at=written_at)",
        "Q(pk=pk)",
        "checkout/tests/test_reviews.py::test_decision_about_older_words_publishes_nothing",
    ),
    patched(
        "review-purges-its-page",
        "A published review is seen at once on kept pages.",
        "catalogue/reviews.py",
        "    if changed:\n        note_page_change()",
        "    if changed:\n        pass",
        "site/config/tests/test_page_cache.py::test_published_review_is_seen_at_once",
    ),
)
