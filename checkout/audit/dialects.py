"""The few words that PostgreSQL and SQLite spell differently, and phrases that several checks share."""

from datetime import UTC, datetime

JSON_KEYS = ("sku", "quantity", "unit_price", "code", "pieces")
DOUBTS = ("amount", "currency", "livemode", "rebuilt", "stock", "gone")
STUCK_MINUTES = 60
SETTLING_MINUTES = 5

# The reasons stay with the order when staff have accepted it.
DOUBTED = """(CAST(placed.review_reasons AS TEXT) LIKE '%"code": "CODE"%')"""

POSTGRESQL = {
    "each": "jsonb_array_elements",
    "length": "jsonb_array_length",
    "long_ago": f"(TIMESTAMPTZ 'NOW+00' - INTERVAL '{STUCK_MINUTES} minutes')",
    "just_now": f"(TIMESTAMPTZ 'NOW+00' - INTERVAL '{SETTLING_MINUTES} minutes')",
    "patience": "(TIMESTAMPTZ 'NOW+00' - (rule.hours + 1) * INTERVAL '1 hour')",
    **{key: f"(e.value ->> '{key}')" for key in JSON_KEYS},
}
SQLITE = {
    "each": "json_each",
    "length": "json_array_length",
    "long_ago": f"datetime('NOW', '-{STUCK_MINUTES} minutes')",
    "just_now": f"datetime('NOW', '-{SETTLING_MINUTES} minutes')",
    "patience": "datetime('NOW', '-' || (rule.hours + 1) || ' hours')",
    **{key: f"json_extract(e.value, '$.{key}')" for key in JSON_KEYS},
}
BY_VENDOR = {"postgresql": POSTGRESQL, "sqlite": SQLITE}


def words_for(vendor: str, now: datetime) -> dict[str, str]:
    """What the `$words` of the checks stand for on a database of `vendor`, `now` by the shop's clock.

    `$each` unfolds a JSON list as rows `e`, whose keys are `$sku`, `$quantity` … `$doubted_<code>` is true
    for an order `placed` that needs or needed attention for this reason; `$patience` is an hour before
    `rule.hours` ago.
    """
    moment = f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    words = {name: word.replace("NOW", moment) for name, word in BY_VENDOR[vendor].items()}
    return words | {f"doubted_{code}": DOUBTED.replace("CODE", code) for code in DOUBTS}
