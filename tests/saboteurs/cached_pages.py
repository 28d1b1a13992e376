"""Pages that are kept for everybody: about nobody, never old, and with forms that no other site can send."""

from tests.saboteurs.kinds import patched

FORMS = "site/config/tests/test_forms_without_token.py"
COOKIES = "site/config/tests/test_visitor_cookies.py"
PAGES = "site/config/tests/test_page_cache.py"
ASKING = "site/config/page_cache/asking.py"
KEEPING = "site/config/page_cache/middleware.py"
VISITOR = "site/config/page_cache/visitor.py"

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
        "if is_on_cached_pages(view) and is_from_our_pages(request):",
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
    patched(
        "kept-pages-know-no-account",
        "A page that is kept was rendered without its visitor's account.",
        VISITOR,
        "    request.user = AnonymousUser()\n",
        "",
        f"{PAGES}::test_an_account_without_its_sign_is_kept_for_nobody",
    ),
    patched(
        "kept-pages-know-no-bag",
        "A page that is kept was rendered without its visitor's session, and so without the bag.",
        VISITOR,
        "    request.session = import_module(settings.SESSION_ENGINE).SessionStore()\n",
        "",
        f"{PAGES}::test_two_visitors_never_see_each_other",
    ),
    patched(
        "accounts-pass-the-cache-by",
        "Who is signed in gets pages of their own.",
        ASKING,
        "        and SIGNED_IN not in request.COOKIES\n",
        "",
        f"{PAGES}::test_an_account_passes_the_kept_pages_by",
    ),
    patched(
        "messages-are-shown",
        "Who has a message waiting gets a page with it.",
        ASKING,
        "        and MESSAGES not in request.COOKIES\n",
        "",
        f"{PAGES}::test_a_message_is_shown_once_and_never_kept",
    ),
    patched(
        "private-sections-are-not-kept",
        "What Wagtail forbids to cache is not kept.",
        KEEPING,
        '{"Cache-Control", "Content-Encoding"} & set',
        '{"Content-Encoding"} & set',
        f"{PAGES}::test_a_private_section_is_never_kept",
    ),
    patched(
        "previews-are-not-answered",
        "An editor's preview is not answered from kept pages.",
        ASKING,
        '        and not hasattr(request, "is_dummy")\n',
        "",
        f"{PAGES}::test_a_preview_is_neither_answered_nor_kept",
    ),
    patched(
        "no-store-for-pages-about-somebody",
        "A page that is not for everybody tells proxies not to keep it.",
        KEEPING,
        'response.headers.setdefault("Cache-Control", "private, no-store")',
        "pass",
        f"{PAGES}::test_what_is_not_kept_says_so",
    ),
    patched(
        "each-host-its-pages",
        "A page made for one host is not shown on another.",
        ASKING,
        'return Key(request.scheme or "", request.get_host(), request.path, query)',
        'return Key(request.scheme or "", request.get_host() and "", request.path, query)',
        f"{PAGES}::test_each_allowed_host_has_pages_of_its_own",
    ),
    patched(
        "unknown-queries-are-not-kept",
        "Parameters that no page knows fill no memory.",
        ASKING,
        "if len(names) == len(parts) and all(KNOWN.fullmatch(part) for part in parts):",
        "if len(names) == len(parts):",
        f"{PAGES}::test_an_unknown_query_is_answered_and_not_kept",
    ),
    patched(
        "stock-makes-pages-old",
        "A page does not go on selling what has run out.",
        "catalogue/stock.py",
        "if any(_is_seen(record, changes) for record in records.values()):",
        "if False:",
        f"{PAGES}::test_last_piece_sold_and_come_back_are_seen_at_once",
    ),
    patched(
        "sales-end-by-the-clock",
        "A page does not go on showing a sale price that is over.",
        "catalogue/freshness.py",
        "min(self._turn, time.time() + LONGEST_S)",
        "time.time() + LONGEST_S",
        f"{PAGES}::test_a_sale_starts_and_ends_by_the_clock",
    ),
    patched(
        "old-values-are-not-handed-down",
        "What was read before a change is not remembered after it.",
        "catalogue/remembering.py",
        "if self._moment and self._moment.number == moment.number and",
        "if",
        "site/config/tests/test_remembering.py::test_what_was_read_before_a_change_is_not_handed_down",
    ),
)
