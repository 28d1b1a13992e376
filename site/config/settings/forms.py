"""How crispy-forms draws the shop's forms: by its own template pack, and never with a hole."""

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
