"""What every answer carries, what no input gets past, and what production does not start with."""

from tests.saboteurs.kinds import patched

BASE = "site/config/settings/base.py"
CSP = "site/config/csp.py"
MIDDLEWARE = "site/config/middleware.py"
HEADERS = "tests/test_headers.py"
SETTINGS = "tests/test_settings.py"

SABOTEURS = (
    patched(
        "no-inline-scripts",
        "The shop's pages run no inline script.",
        CSP,
        '"script-src": [SELF],',
        '"script-src": [SELF, UNSAFE_INLINE],',
        f"{HEADERS}::test_shop_pages_carry_the_strict_policy",
    ),
    patched(
        "stripe-on-the-checkout-alone",
        "Scripts of Stripe's are allowed where one pays, and nowhere else.",
        CSP,
        "if path.startswith(CHECKOUT_PATH) and",
        "if",
        f"{HEADERS}::test_stripe_is_allowed_on_the_checkout_alone",
    ),
    patched(
        "admin-entrance-is-strict",
        "The page with the admin's password field has the strict policy.",
        CSP,
        "if path.startswith(ADMIN_PATH) and path != ADMIN_LOGIN_PATH:",
        "if path.startswith(ADMIN_PATH):",
        f"{HEADERS}::test_shop_pages_carry_the_strict_policy",
    ),
    patched(
        "no-framing",
        "No other site can frame the shop.",
        BASE,
        'X_FRAME_OPTIONS = "DENY"',
        'X_FRAME_OPTIONS = "SAMEORIGIN"',
        f"{HEADERS}::test_every_page_carries_the_security_headers",
    ),
    patched(
        "no-sniffing",
        "Browsers take files for what they are said to be.",
        BASE,
        "SECURE_CONTENT_TYPE_NOSNIFF = True",
        "SECURE_CONTENT_TYPE_NOSNIFF = False",
        f"{HEADERS}::test_every_page_carries_the_security_headers",
    ),
    patched(
        "permissions-policy",
        "Pages cannot ask for camera, place or microphone.",
        MIDDLEWARE,
        'response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)',
        "pass",
        f"{HEADERS}::test_every_page_carries_the_security_headers",
    ),
    patched(
        "clean-addresses",
        "NUL and what is no UTF-8 in an address is a bad request, never an error of the shop.",
        MIDDLEWARE,
        "if is_dirty_address(request) or is_dirty_form(request):",
        "if is_dirty_form(request):",
        f"{HEADERS}::test_an_unreadable_query_is_a_bad_request",
    ),
    patched(
        "clean-forms",
        "NUL and what is no UTF-8 in a form is a bad request, never an error of the shop.",
        MIDDLEWARE,
        "if is_dirty_address(request) or is_dirty_form(request):",
        "if is_dirty_address(request):",
        f"{HEADERS}::test_an_unreadable_form_is_a_bad_request",
    ),
    patched(
        "cookies-not-for-scripts",
        "Scripts cannot read the session.",
        BASE,
        "SESSION_COOKIE_HTTPONLY = True",
        "SESSION_COOKIE_HTTPONLY = False",
        f"{HEADERS}::test_cookies_are_not_for_scripts_or_other_sites",
    ),
    patched(
        "form-tokens",
        "No other site can post a shopper's forms.",
        BASE,
        '    "config.csrf.ShopCsrfMiddleware",\n',
        "",
        "checkout/tests/test_bag_views.py::test_forged_form_of_another_site_is_refused",
    ),
    patched(
        "production-names-what-is-missing",
        "Production does not start without its webhook secret.",
        "site/config/settings/production.py",
        '        "STRIPE_WH_SECRET",\n',
        "",
        f"{SETTINGS}::test_production_names_a_setting_that_is_missing[STRIPE_WH_SECRET]",
    ),
    patched(
        "production-refuses-what-is-unsafe",
        "Production does not start with settings that put it at risk.",
        "site/config/settings/production.py",
        "refuse_unsafe(globals())",
        "",
        f"{SETTINGS}::test_production_refuses_an_unsafe_setting",
    ),
    patched(
        "production-never-debugs",
        "Production shows nobody its insides.",
        "site/config/settings/production.py",
        "DEBUG = False\n",
        'DEBUG = env.bool("DEBUG", False)\n',
        f"{SETTINGS}::test_production_never_runs_in_debug_mode",
    ),
    patched(
        "double-never-beside-live-keys",
        "The offline Stripe is refused beside a live key.",
        "site/config/system_checks.py",
        'if any("_live_" in key for key in keys):',
        "if False:",
        f"{SETTINGS}::test_the_double_is_refused_beside_a_live_key",
    ),
)
