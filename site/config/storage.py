"""How static files are kept in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ShopStaticStorage(CompressedManifestStaticFilesStorage):
    """Puts a hash into every name, also where one JavaScript module imports another."""

    support_js_module_import_aggregation = True
