"""The bag: small, of what is for sale, and strict about what it is told."""

from tests.saboteurs.kinds import patched

INPUTS = "checkout/bag/inputs.py"
SERVICES = "checkout/bag/services.py"
VIEW_TESTS = "checkout/tests/test_bag_views.py"
SERVICE_TESTS = "checkout/tests/test_bag_services.py"

SABOTEURS = (
    patched(
        "quantity-in-plain-digits",
        "A quantity is one or two ASCII digits, nothing that int() would also take.",
        INPUTS,
        "if QUANTITY.fullmatch(raw) and int(raw) > 0:",
        "if raw.strip().lstrip('+').isdigit() and 0 < int(raw) < 100:",
        f"{VIEW_TESTS}::test_what_is_no_quantity_is_refused_in_words",
    ),
    patched(
        "quantity-above-nought",
        "Nought pieces cannot be put into a bag.",
        INPUTS,
        "if QUANTITY.fullmatch(raw) and int(raw) > 0:",
        "if QUANTITY.fullmatch(raw):",
        f"{VIEW_TESTS}::test_what_is_no_quantity_is_refused_in_words",
    ),
    patched(
        "fifty-lines",
        "A bag holds fifty different pieces.",
        SERVICES,
        "if line is None and len(self.lines) >= MAX_LINES:",
        "if False:",
        f"{SERVICE_TESTS}::test_fifty_first_piece_is_refused",
    ),
    patched(
        "ninety-nine-pieces",
        "A line holds 99 pieces.",
        SERVICES,
        "min(wanted, available, MAX_QUANTITY)",
        "min(wanted, available)",
        f"{SERVICE_TESTS}::test_a_line_never_exceeds_ninety_nine",
    ),
    patched(
        "no-more-than-there-is",
        "A bag takes no more pieces than can be had.",
        SERVICES,
        "min(wanted, available, MAX_QUANTITY)",
        "min(wanted, MAX_QUANTITY)",
        f"{SERVICE_TESTS}::test_adding_more_than_stock_is_capped_and_said",
    ),
    patched(
        "merge-within-bounds",
        "Merging two bags keeps a line within 99 pieces.",
        "checkout/bag/ownership.py",
        "line.quantity = min(wanted, MAX_QUANTITY)",
        "line.quantity = wanted",
        "checkout/tests/test_bag_merge.py::test_merge_caps_a_line_and_says_so",
    ),
    patched(
        "merge-within-fifty-lines",
        "Merging two bags keeps to fifty lines.",
        "checkout/bag/ownership.py",
        "elif len(present) < MAX_LINES:",
        "elif True:",
        "checkout/tests/test_bag_merge.py::test_merge_stops_at_fifty_lines",
    ),
    patched(
        "checkout-follows-its-bag",
        "A checkout goes on with the bag that its own was merged into.",
        "checkout/bag/ownership.py",
        "        _move_attempts(old, bag)\n",
        "",
        "checkout/tests/test_bag_merge.py::test_checkout_of_the_older_bag_goes_on_with_the_merged_one",
    ),
    patched(
        "changes-by-post-alone",
        "Reading an address never changes a bag.",
        "checkout/bag/views.py",
        "@require_POST\ndef remove(",
        "def remove(",
        f"{VIEW_TESTS}::test_forms_answer_to_post_alone",
    ),
    patched(
        "damaged-metadata-not-believed",
        "Lines from a payment's metadata are believed only when a bag of ours could hold them.",
        "checkout/payments/metadata.py",
        "if not (is_known and 1 <= quantity <= MAX_QUANTITY and _is_price(price)):",
        "if not is_known:",
        "checkout/tests/test_metadata.py::test_damaged_bag_counts_as_none_at_all",
    ),
)
