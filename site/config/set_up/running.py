"""All steps of setting up, in one transaction: half a shop is never left behind."""

from django.db import transaction
from wagtail.models import Site

from config.roles.keeping import keep_roles
from config.set_up.answers import Answers
from config.set_up.around import write_around
from config.set_up.owner import make_owner
from config.set_up.place import add_languages, open_site
from config.set_up.report import Report
from config.set_up.tree import HOME, Tree


@transaction.atomic
def set_up(answers: Answers, report: Report) -> str:
    """Make what is missing and keep what is there; answers the owner's link to a password, or nothing."""
    keep_roles()
    report.kept("roles, as every migration leaves them")
    build_site(answers, report)
    return make_owner(answers.owner_email, report)


@transaction.atomic
def build_site(answers: Answers, report: Report) -> Tree:
    """The shop without its people; the demo fills the tree that comes back."""
    add_languages(answers, report)
    tree = Tree(answers.name, report, {})
    tree.grow(answers.languages)
    site = open_site(tree.pages[HOME, answers.languages[0]], answers, report)
    write_around(site, answers, tree.pages, report)
    Site.clear_site_root_paths_cache()
    return tree
