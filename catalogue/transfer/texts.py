"""The text of a CSV file, whatever program wrote it, and what stands between its cells."""

import codecs
import re

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NAMED_DELIMITER = re.compile(r"sep=(.)\r?\n?", re.I)


def text_of(content: bytes) -> str:
    """UTF-8, UTF-16 as Excel's “Unicode text”, else cp1252 as its plain CSV. Raises UnicodeDecodeError."""
    if content.startswith(UTF_16):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def split_delimiter(text: str) -> tuple[str, str, int]:
    """The table, what stands between its cells, and how many lines of the file are above it.

    A first line such as `sep=;` says it, as Excel writes and reads it; else the most frequent mark does.
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")
    if named := NAMED_DELIMITER.match(text):
        return text[named.end() :], named[1], 1
    first = text.partition("\n")[0]
    return text, max(",;\t", key=first.count), 0
