"""Which names the views read from queries and forms: learnt by listening, so that nobody has to list them."""

import re
from collections import defaultdict
from typing import Any

from django.http import QueryDict

from tests.faults.hostile.addresses import Address

ANYWHERE = (
    "q",
    "page",
    "p",
    "next",
    "sort",
    "ordering",
    "order_by",
    "locale",
    "id",
    "key",
    "sku",
    "quantity",
)


NAME = re.compile(r"[A-Za-z_][\w.-]{0,40}", re.ASCII)


class Learnt:
    """What every address was heard to ask for, from the first attack on it on."""

    def __init__(self) -> None:
        self.heard: set[str] = set()
        self._known: dict[str, set[str]] = defaultdict(set)

    def names(self, address: Address) -> list[str]:
        """Names worth a try there, in an order that is always the same."""
        known = self._known.get(address.template, ())
        return [*ANYWHERE, *sorted(known)] if len(known) < 4 else sorted(known)

    def listen(self) -> None:
        """From now on hear what is asked of any query or form of this process."""
        read, read_list = QueryDict.__getitem__, QueryDict.getlist

        def getitem(form: QueryDict, name: str) -> Any:
            self.heard.add(name)
            return read(form, name)

        def getlist(form: QueryDict, name: str, *default: Any) -> Any:
            self.heard.add(name)
            return read_list(form, name, *default)

        QueryDict.__getitem__, QueryDict.getlist = getitem, getlist  # type: ignore[method-assign]

    def note(self, template: str) -> None:
        """What was heard just now was asked by a view behind `template`."""
        if template:
            self._known[template] |= {name for name in self.heard if NAME.fullmatch(name)}
        self.heard.clear()
