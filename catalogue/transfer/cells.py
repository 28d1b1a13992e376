"""Cells that no spreadsheet runs or breaks on, and the way back."""

import re

# A cell that starts so is a formula to a spreadsheet: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# XML, and so XLSX, has no such characters; writing one would end in an error.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(text: str) -> str:
    """`text` as a CSV cell that no spreadsheet runs: an apostrophe goes before what looks like a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def plain_cell(text: str) -> str:
    """What `safe_cell` was made of, without the blanks around it."""
    stripped = text.strip()
    return stripped[1:] if stripped.startswith("'") and stripped[1:].startswith(FORMULA_STARTS) else stripped
