"""How the shop's forms begin, and how crispy-forms draws them: by our own pack, and never with a hole."""

from config.env import env

# The country that a delivery goes to until the shopper says another; without it the language decides.
SHOP_COUNTRY = env.str("SHOP_COUNTRY", "").upper()
SHOP_COUNTRY_BY_LANGUAGE = {"en": "GB", "de": "DE"}

CRISPY_TEMPLATE_PACK = "motacilla"  # templates/motacilla
CRISPY_ALLOWED_TEMPLATE_PACKS = [CRISPY_TEMPLATE_PACK]
CRISPY_FAIL_SILENTLY = False  # the library's default leaves out a field that a layout misspells
CRISPY_CLASS_CONVERTERS = dict.fromkeys(
    [
        "textinput",
        "emailinput",
        "passwordinput",
        "numberinput",
        "textarea",
        "select",
        "countryselect",
        "fileinput",
    ],
    "input",
)
