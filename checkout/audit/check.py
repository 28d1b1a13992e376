"""What a check is, and how it becomes the one query that is sent."""

from dataclasses import dataclass
from string import Template

from django.utils.functional import Promise

SHOWN = 5  # how many offenders a result names

# `checked` and `breaches` count everything; of the offenders the first few are named.
QUERY = Template(
    """
WITH offender (label) AS ($offenders)
SELECT (SELECT COUNT(*) FROM $population), (SELECT COUNT(*) FROM offender), shown.label
FROM (SELECT 1 AS one) AS frame
LEFT JOIN (SELECT label FROM offender ORDER BY label LIMIT $shown) AS shown ON 1 = 1
"""
)


@dataclass(frozen=True)
class Check:
    """One thing that must hold.

    `invariant` is the promise it belongs to. `population` is what is looked at (a table, with its WHERE);
    `offenders` selects one text per breach, made of ids and never of personal data. Both may use the words
    of `checkout.audit.dialects`.
    """

    name: str
    invariant: str
    says: str | Promise
    population: str
    offenders: str

    def sql(self, words: dict[str, str]) -> str:
        """The query: one row per named offender, or a single one without, each led by both counts."""
        parts = {
            part: Template(text).substitute(words)
            for part, text in (("population", self.population), ("offenders", self.offenders))
        }
        return QUERY.substitute(parts, shown=SHOWN)

    def is_meant_by(self, word: str) -> bool:
        """Whether `word` is this check's name or its invariant, in any case."""
        return word.lower() in (self.name, self.invariant.lower())
