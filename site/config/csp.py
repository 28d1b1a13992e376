"""The content security policy: strict for the shop, Stripe on the checkout alone, looser for the admin."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

STRICT: dict[str, Any] = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "connect-src": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "object-src": [NONE],
}

# The admin frames previews of pages and of blocks, the checkout the fields of the Stripe double.
FRAMED: dict[str, Any] = {**STRICT, "frame-ancestors": [SELF]}

# Stripe's own list for Elements: https://docs.stripe.com/security/guide#content-security-policy
STRIPE: dict[str, list[str]] = {
    "script-src": ["https://js.stripe.com", "https://*.js.stripe.com"],
    "frame-src": ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
    "connect-src": ["https://api.stripe.com"],
    "img-src": ["https://*.stripe.com"],
}

CHECKOUT_PATH, DOUBLE_PATH = "/checkout/", "/_stripe/"
ADMIN_PATH, ADMIN_LOGIN_PATH = "/admin/", "/admin/login/"


class ShopCSPMiddleware(CSPMiddleware):
    """Chooses the policy of a request; `get_policy_parts` is the hook that django-csp documents for this."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> Any:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only:
            parts.config = FRAMED if is_preview(request) else policy_for(request.path)
        return parts


def is_preview(request: HttpRequest) -> bool:
    """Whether this is the request that Wagtail makes up to draw a draft for staff.

    Its path is that of the published page, its answer is shown in a frame of the editor: what the path would
    say of framing, caching or sign-in is not meant for it.
    """
    return getattr(request, "is_dummy", False)


def policy_for(path: str) -> dict[str, Any]:
    """The directives for a path of the site."""
    if path.startswith(ADMIN_PATH) and path != ADMIN_LOGIN_PATH:
        # Five templates of Wagtail 8 still hold inline scripts and styles (wagtail/wagtail#1288).
        inline = [SELF, UNSAFE_INLINE]
        return {**FRAMED, "script-src": inline, "style-src": inline}
    if path.startswith(DOUBLE_PATH):
        return FRAMED
    if path.startswith(CHECKOUT_PATH) and not settings.STRIPE_API_BASE:
        return {name: [*sources, *STRIPE.get(name, [])] for name, sources in STRICT.items()}
    return STRICT
