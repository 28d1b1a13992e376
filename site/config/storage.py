"""How static files are kept in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_MODULES = "js/*.js"
IMPORT = r'(?P<matched>import \{(?P<names>[^}]*)\} from "(?P<url>\./[^"]+)";)'


class ShopStaticStorage(CompressedManifestStaticFilesStorage):
    """Puts a hash into every name, also where one of our JavaScript modules imports another.

    Django's own `support_js_module_import_aggregation` reads the files of other packages as well and stumbles
    over examples in their comments.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (OWN_MODULES, ((IMPORT, 'import {%(names)s} from "%(url)s";'),)),
    )
