"""How the shop lays out forms with crispy-forms: the templates of its pack are in `templates/motacilla/`."""
