"""Whose it is: bags, checkouts and orders are shown to their owners alone."""

from tests.saboteurs.kinds import patched

FORGERIES = "tests/scenarios/test_forgeries.py"
LINKS = "checkout/tests/test_links.py"

LOGINS = "checkout/account/login_limits.py"
LOGIN_TESTS = "checkout/tests/test_login_limits.py"

SABOTEURS = (
    patched(
        "tries-to-sign-in",
        "Passwords cannot be guessed by the hundred, at neither door.",
        LOGINS,
        'LOGIN = Limit("login", 5, 300)',
        'LOGIN = Limit("login", 500, 300)',
        f"{LOGIN_TESTS}::test_of_a_hundred_passwords_five_are_tried",
    ),
    patched(
        "one-address-many-accounts",
        "One address cannot try one password on all accounts.",
        LOGINS,
        "        spend(LOGIN_BY_ADDRESS, self.address)\n",
        "",
        f"{LOGIN_TESTS}::test_of_a_hundred_accounts_ten_are_tried",
    ),
    patched(
        "nobody-keeps-the-owner-out",
        "Wrong passwords from elsewhere do not keep an account's owner out.",
        LOGINS,
        'f"{self.address} {self.login.lower()}"',
        'f"{self.login.lower()}"',
        f"{LOGIN_TESTS}::test_owner_elsewhere_gets_in_while_others_guess",
    ),
    patched(
        "right-passwords-do-not-count",
        "Who knows the password is not stopped for using it often.",
        LOGINS,
        "        give_back(LOGIN, self._key)\n",
        "",
        f"{LOGIN_TESTS}::test_right_passwords_never_count",
    ),
    patched(
        "throttled-reset-for-staff",
        "The admin has no unthrottled way to a new password.",
        "site/config/urls.py",
        '    re_path("^admin/password_reset/", admin_password_reset),\n',
        "",
        f"{LOGIN_TESTS}::test_admin_has_no_doors_of_its_own",
    ),
    patched(
        "checkout-of-its-own",
        "A checkout is found by the session or account that began it alone.",
        "checkout/attempts.py",
        "return attempt if is_own else None",
        "return attempt",
        "checkout/tests/test_attempts.py::test_checkout_is_found_by_its_session_or_account_alone",
    ),
    patched(
        "order-of-its-session",
        "An order's page is shown to the session that paid, its account, or the reader of its mail.",
        "checkout/session.py",
        "return is_owner or str(order.attempt_id) in own_attempts(request)",
        "return True",
        f"{FORGERIES}::test_strangers_never_see_an_order",
    ),
    patched(
        "key-of-this-order",
        "The key in a mail opens its own order alone.",
        "checkout/links.py",
        'unsign(f"{name}:{key}", max_age=MAX_AGE)',
        'unsign(f"{name}:{key}", max_age=MAX_AGE) if not key else None',
        f"{LINKS}::test_key_opens_no_other_order",
    ),
    patched(
        "key-has-an-end",
        "The key in a mail ends after half a year.",
        "checkout/links.py",
        ", max_age=MAX_AGE)",
        ")",
        f"{LINKS}::test_key_ends_after_half_a_year",
    ),
    patched(
        "bag-of-another-account",
        "A session that knows the id of an account's bag is not shown it.",
        "checkout/bag/ownership.py",
        "allowed |= Q(pk=bag_id, user=None)",
        "allowed |= Q(pk=bag_id)",
        "checkout/tests/test_bag_merge.py::test_bag_of_another_account_is_never_shown_or_changed",
    ),
    patched(
        "orders-of-the-account",
        "An account lists its own orders.",
        "checkout/account/history.py",
        "Order.objects.filter(user_profile__user=user)",
        "Order.objects.filter(user_profile__isnull=False)",
        "checkout/tests/test_account_history.py::test_orders_of_others_are_never_listed",
    ),
    patched(
        "reviews-by-buyers",
        "Only who bought a product writes about it.",
        "checkout/account/buyers.py",
        "return bought_by(user).filter(Q(key=key)).exists()",
        "return True",
        "checkout/tests/test_reviews.py::test_who_did_not_buy_the_piece_is_refused_politely",
    ),
    patched(
        "refunded-buyers-write-nothing",
        "Who got everything back is no buyer.",
        "checkout/account/buyers.py",
        "order__user_profile__user=user, order__state__in=COUNTED)",
        "order__user_profile__user=user)",
        "checkout/tests/test_reviews.py::test_order_that_is_not_paid_for_good_makes_no_buyer",
    ),
    patched(
        "wishes-of-the-account",
        "A wishlist is changed by its own account alone.",
        "checkout/account/wishes.py",
        "Wish.objects.filter(user=user, product_key=key).delete()",
        "Wish.objects.filter(product_key=key).delete()",
        "checkout/tests/test_wishlist.py::test_removing_takes_off_the_own_list_alone",
    ),
    patched(
        "orders-are-read-only",
        "Nobody edits an order in the admin, not even a superuser.",
        "checkout/admin/permissions.py",
        'return action == "view" and super()',
        "return super()",
        "checkout/tests/test_admin_permissions.py::test_policy_grants_viewing_alone_even_to_superusers",
    ),
    patched(
        "form-token-at-the-gate",
        "No other site can press Pay for a shopper.",
        "checkout/gate_views.py",
        "@never_cache\n@require_POST\ndef cache_checkout_data",
        "@__import__('django.views.decorators.csrf').views.decorators.csrf.csrf_exempt\n"
        "@never_cache\n@require_POST\ndef cache_checkout_data",
        "checkout/tests/test_forged_forms.py::test_forged_form_of_another_site_changes_nothing",
    ),
    patched(
        "way-back-stays-here",
        "A form never leads away from the shop.",
        "checkout/bag/views.py",
        "if not _is_local(request, target) or",
        "if not target or",
        "checkout/tests/test_bag_views.py::test_form_never_leads_away_from_the_shop",
    ),
    patched(
        "no-formulas-in-downloads",
        "What a shopper typed is no formula in a spreadsheet.",
        "catalogue/transfer/cells.py",
        'return f"\'{text}" if text.startswith(FORMULA_STARTS) else text',
        "return text",
        "checkout/tests/test_admin_lists.py::test_cell_that_looks_like_a_formula_is_quoted",
    ),
)
