"""The few words that PostgreSQL and SQLite spell differently, and phrases that several checks share."""

JSON_KEYS = ("sku", "quantity", "unit_price", "code", "pieces")
DOUBTS = ("amount", "currency", "livemode", "rebuilt", "stock", "gone")
STUCK_MINUTES = 60
SETTLING_MINUTES = 5

# The reasons stay with the order when staff have accepted it.
DOUBTED = """(CAST(placed.review_reasons AS TEXT) LIKE '%"code": "CODE"%')"""

POSTGRESQL = {
    "each": "jsonb_array_elements",
    "length": "jsonb_array_length",
    "long_ago": f"(CURRENT_TIMESTAMP - INTERVAL '{STUCK_MINUTES} minutes')",
    "just_now": f"(CURRENT_TIMESTAMP - INTERVAL '{SETTLING_MINUTES} minutes')",
    "patience": "(CURRENT_TIMESTAMP - (rule.hours + 1) * INTERVAL '1 hour')",
    **{key: f"(e.value ->> '{key}')" for key in JSON_KEYS},
}
SQLITE = {
    "each": "json_each",
    "length": "json_array_length",
    "long_ago": f"datetime('now', '-{STUCK_MINUTES} minutes')",
    "just_now": f"datetime('now', '-{SETTLING_MINUTES} minutes')",
    "patience": "datetime('now', '-' || (rule.hours + 1) || ' hours')",
    **{key: f"json_extract(e.value, '$.{key}')" for key in JSON_KEYS},
}
BY_VENDOR = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def words_for(vendor: str) -> dict[str, str]:
    """What the `$words` of the checks stand for on a database of `vendor`.

    `$each` unfolds a JSON list as rows `e`, whose keys are `$sku`, `$quantity` … `$doubted_<code>` is true
    for an order `placed` that needs or needed attention for this reason; `$patience` is an hour before
    `rule.hours` ago.
    """
    return BY_VENDOR[vendor] | {f"doubted_{code}": DOUBTED.replace("CODE", code) for code in DOUBTS}
