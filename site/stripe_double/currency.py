"""Currencies, their minor units and the smallest and largest amounts that can be charged."""

from stripe_double.errors import InvalidParam

MAXIMUM = 99_999_999
# Stripe's own decimals, which differ from ISO 4217 for a few.
ZERO_DECIMAL = frozenset("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split())
THREE_DECIMAL = frozenset("bhd jod kwd omr tnd".split())
# Kept as two-decimal amounts for compatibility, though the coins are gone.
WHOLE_ONLY = frozenset({"isk", "ugx"})
MINIMUM = {
    "usd": 50, "aed": 200, "aud": 50, "bgn": 100, "brl": 50, "cad": 50, "chf": 50, "czk": 1500,
    "dkk": 250, "eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000,
    "myr": 200, "nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000,
}  # fmt: skip
SUPPORTED = (
    frozenset(
        """aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf
        chf cny cop crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr
        ils inr isk jmd kes kgs khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr
        mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos
        srd std szl thb tjs top try ttd twd tzs uah ugx usd uyu uzs wst xcd yer zar zmw""".split()
    )
    | ZERO_DECIMAL
    | THREE_DECIMAL
)


def currency(value: object, name: str) -> str:
    """Check for a currency code; answers it in lower case."""
    code = str(value).lower()
    if code not in SUPPORTED:
        raise InvalidParam(f"Invalid currency: {value}", param=name)
    return code


def check_amount(amount_minor: int, code: str) -> None:
    """Check an amount to charge. Raises InvalidParam: too small, too large, or a unit that has no coin."""
    if amount_minor > MAXIMUM:
        raise InvalidParam(
            f"Amount must be no more than {shown(MAXIMUM, code)}", code="amount_too_large", param="amount"
        )
    if amount_minor < MINIMUM.get(code, 1):
        smallest = shown(MINIMUM.get(code, 1), code)
        raise InvalidParam(f"Amount must be at least {smallest}", code="amount_too_small", param="amount")
    step = 10 if code in THREE_DECIMAL else 100 if code in WHOLE_ONLY else 1
    if amount_minor % step:
        raise InvalidParam(
            f"Amounts in {code} must be divisible by {step}", code="invalid_charge_amount", param="amount"
        )


def shown(amount_minor: int, code: str) -> str:
    """Answer an amount as text in major units, such as `0.50 eur`."""
    places = 0 if code in ZERO_DECIMAL else 3 if code in THREE_DECIMAL else 2
    return f"{amount_minor / 10**places:.{places}f} {code}"
