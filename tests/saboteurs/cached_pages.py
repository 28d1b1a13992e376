"""Pages that are kept for everybody: about nobody, never old, and with forms that no other site can send."""

from tests.saboteurs.kinds import patched

FORMS = "site/config/tests/test_forms_without_token.py"
COOKIES = "site/config/tests/test_visitor_cookies.py"

SABOTEURS = (
    patched(
        "forms-of-our-own-pages",
        "A form without a token is taken from a page of this very origin alone.",
        "catalogue/cached_forms.py",
        'return told == "same-origin"',
        'return told != "cross-site"',
        f"{FORMS}::test_form_from_elsewhere_is_refused",
    ),
    patched(
        "silent-browsers-need-a-token",
        "A form without a token is refused when the browser does not say where it comes from.",
        "catalogue/cached_forms.py",
        'return request.headers.get("Origin") in',
        'return request.headers.get("Origin", own) in',
        f"{FORMS}::test_form_from_elsewhere_is_refused",
    ),
    patched(
        "tokens-elsewhere",
        "Only forms of cached pages go without a token.",
        "site/config/csrf.py",
        "if is_on_cached_pages(callback) and is_from_our_pages(request):",
        "if is_from_our_pages(request):",
        f"{FORMS}::test_every_other_form_needs_its_token",
    ),
    patched(
        "signed-in-cookie-proves-nothing",
        "The sign of being signed in follows the session and never leads it.",
        "site/config/visitor_cookies.py",
        "if is_signed_in != (SIGNED_IN in request.COOKIES) or",
        "if is_signed_in > (SIGNED_IN in request.COOKIES) or",
        f"{COOKIES}::test_forged_sign_opens_nothing",
    ),
)
