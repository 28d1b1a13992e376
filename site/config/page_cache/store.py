"""Where this process keeps pages: in its own memory, the least used ones giving way."""

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock

from catalogue.page_changes import PageState
from config.page_cache.asking import Key
from config.page_cache.kept import KeptPage

MEBIBYTE = 1024 * 1024
ROOM, ROOM_WITH_QUERY = 16 * MEBIBYTE, 4 * MEBIBYTE


class Shelf:
    """Pages by key, up to `room` bytes; safe with many threads."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._pages))

    def find(self, key: Key, state: PageState) -> KeptPage | None:
        """The page under `key` if it is good in `state`; one that is not goes."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if not page.is_good(state):
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: KeptPage) -> None:
        """Keep `page`, and let go of the least used ones beyond the room."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.taken += page.size
            while self.taken > self.room:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self.taken = 0

    def _drop(self, key: Key) -> None:
        page = self._pages.pop(key, None)
        self.taken -= page.size if page else 0


class Store:
    """Two shelves: whoever asks for pages with ever new queries can push out others of that kind alone."""

    def __init__(self, room: int = ROOM, room_with_query: int = ROOM_WITH_QUERY) -> None:
        self.plain, self.with_query = Shelf(room), Shelf(room_with_query)

    def shelf(self, key: Key) -> Shelf:
        """The shelf for `key`."""
        return self.with_query if key.query else self.plain

    def clear(self) -> None:
        """Forget every page."""
        self.plain.clear()
        self.with_query.clear()
