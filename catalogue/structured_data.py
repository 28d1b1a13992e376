"""What search engines read of a page, in the words of schema.org."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone

from catalogue.facts import ProductFacts, VariantFacts
from catalogue.models.reviews import Review
from catalogue.reviews import Reviews

CONTEXT = "https://schema.org"
NEW = f"{CONTEXT}/NewCondition"
AVAILABILITY = {True: f"{CONTEXT}/InStock", False: f"{CONTEXT}/OutOfStock"}
# What schema.org calls the options that have names of their own, in each language; others go by ours.
VARIES_BY = {
    "size": "size",
    "paper size": "size",
    "color": "color",
    "colour": "color",
    "material": "material",
    "größe": "size",
    "papierformat": "size",
    "farbe": "color",
}
Data = dict[str, Any]


@dataclass(frozen=True)
class Policies:
    """What holds for every product of the shop.

    `delivery_cost` answers the delivery of one piece at a price; days are (least, most) working days.
    """

    delivery_cost: Callable[[Decimal], Decimal]
    handling_days: tuple[int, int]
    transit_days: tuple[int, int]
    return_days: int
    countries: tuple[str, ...]


def product_data(facts: ProductFacts, policies: Policies, reviews: Reviews | None = None) -> Data:
    """A schema.org Product, or a ProductGroup of them when there is a choice; empty with nothing to sell."""
    if not facts.variants:
        return {}
    if len(facts.variants) == 1:
        whole = _product(facts, facts.variants[0], policies)
    else:
        whole = _group(facts, policies)
    return {"@context": CONTEXT, **whole, **(_opinions(reviews) if reviews and reviews.count else {})}


def _opinions(reviews: Reviews) -> Data:
    """What the page shows of its reviews, and no more."""
    return {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": str(reviews.average),
            "reviewCount": reviews.count,
        },
        "review": [_review(review) for review in reviews.shown],
    }


def _review(review: Review) -> Data:
    headline = {"name": review.title} if review.title else {}
    return {
        "@type": "Review",
        **headline,
        "reviewBody": review.text,
        "reviewRating": {"@type": "Rating", "ratingValue": review.stars},
        "author": {"@type": "Person", "name": review.name},
        "datePublished": timezone.localdate(review.written_at).isoformat(),
        "inLanguage": review.language,
    }


def _group(facts: ProductFacts, policies: Policies) -> Data:
    varies = [
        VARIES_BY.get(name.lower(), name)
        for index, name in enumerate(facts.option_names)
        if name and any(variant.options[index] for variant in facts.variants)
    ]
    return {
        "@type": "ProductGroup",
        "productGroupID": facts.key,
        **_shared(facts),
        "variesBy": [f"{CONTEXT}/{name}" if name in VARIES_BY.values() else name for name in varies],
        "hasVariant": [_product(facts, variant, policies) for variant in facts.variants],
    }


def _shared(facts: ProductFacts) -> Data:
    return {
        "name": facts.name,
        "description": facts.description,
        "url": facts.url,
        "image": list(facts.images),
        "brand": {"@type": "Brand", "name": settings.SHOP_NAME},
    }


def named_options(facts: ProductFacts, variant: VariantFacts) -> dict[str, str]:
    """What was chosen, by the names that schema.org has for it; other options have none there."""
    return {
        VARIES_BY[name.lower()]: value
        for name, value in zip(facts.option_names, variant.options, strict=True)
        if value and name.lower() in VARIES_BY
    }


def _product(facts: ProductFacts, variant: VariantFacts, policies: Policies) -> Data:
    return {
        "@type": "Product",
        **_shared(facts),
        "image": list(facts.images_of(variant)),
        "name": facts.name_of(variant),
        "sku": variant.sku,
        "url": facts.url_of(variant),
        **named_options(facts, variant),
        "offers": _offer(facts, variant, policies),
    }


def _offer(facts: ProductFacts, variant: VariantFacts, policies: Policies) -> Data:
    offer = {
        "@type": "Offer",
        "url": facts.url_of(variant),
        "price": str(variant.price),
        "priceCurrency": settings.STRIPE_CURRENCY.upper(),
        "availability": AVAILABILITY[variant.is_in_stock],
        "itemCondition": NEW,
        "shippingDetails": [_delivery(variant.price, policies)],
        "hasMerchantReturnPolicy": return_policy(policies),
    }
    if variant.sale_ends_at:
        offer["priceValidUntil"] = variant.sale_ends_at.isoformat()
    return offer


def _delivery(price: Decimal, policies: Policies) -> Data:
    return {
        "@type": "OfferShippingDetails",
        "shippingRate": {
            "@type": "MonetaryAmount",
            "value": str(policies.delivery_cost(price)),
            "currency": settings.STRIPE_CURRENCY.upper(),
        },
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": list(policies.countries)},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _days(policies.handling_days),
            "transitTime": _days(policies.transit_days),
        },
    }


def _days(days: tuple[int, int]) -> Data:
    return {"@type": "QuantitativeValue", "minValue": days[0], "maxValue": days[1], "unitCode": "DAY"}


def return_policy(policies: Policies) -> Data:
    """The way back: how many days, for everything that was bought."""
    return {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": list(policies.countries),
        "returnPolicyCategory": f"{CONTEXT}/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": policies.return_days,
        "returnMethod": f"{CONTEXT}/ReturnByMail",
    }


def breadcrumb_data(steps: Sequence[tuple[str, str]]) -> Data:
    """A schema.org BreadcrumbList of (title, absolute address), the shop's entrance first."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": url}
            for number, (title, url) in enumerate(steps, 1)
        ],
    }
