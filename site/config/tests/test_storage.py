"""Static files in production: every import leads to a file that is there."""

import re
from pathlib import Path

from config.storage import ShopStaticStorage

MODULES = ("js/checkout/main.js", "js/checkout/part.js")


def test_modules_import_each_other_by_hashed_names(tmp_path):
    storage = storage_with(tmp_path, 'import { part } from "./part.js";\npart();\n')

    list(storage.post_process({name: (storage, name) for name in MODULES}))

    main = Path(storage.stored_name(MODULES[0]))
    assert (tmp_path / main).read_text().startswith('import { part } from "./part.')
    imported = re.search(r'"\./(part\.[0-9a-f]{12}\.js)"', (tmp_path / main).read_text()).group(1)
    assert (tmp_path / "js/checkout" / imported).read_text() == "export function part() {}\n"


def test_an_import_of_nothing_stops_the_collection(tmp_path):
    storage = storage_with(tmp_path, 'import { gone } from "./gone.js";\n')

    results = list(storage.post_process({name: (storage, name) for name in MODULES}))

    assert any(isinstance(outcome, Exception) for _name, _hashed, outcome in results)


def storage_with(folder: Path, main: str) -> ShopStaticStorage:
    """A storage that holds two modules, the first with the code `main`."""
    (folder / "js/checkout").mkdir(parents=True)
    (folder / MODULES[0]).write_text(main)
    (folder / MODULES[1]).write_text("export function part() {}\n")
    return ShopStaticStorage(location=folder, base_url="/static/")
