"""Writes docs/benchmark.md from what was measured; nothing in it is written by hand."""

from collections.abc import Mapping
from typing import NamedTuple

# Statements and calls of a page, by page and size of the catalogue.
Costs = Mapping[int, Mapping[str, tuple[int, int]]]


class Rate(NamedTuple):
    """Answers a second, and their part of what bare Django answered in the same seconds."""

    answers: float
    of_limit: float


class Memory(NamedTuple):
    """MB of one worker: all that it sees, and its share when pages that several see are divided."""

    resident: float
    share: float


def page(
    costs: Costs,
    filled: Mapping[int, float],
    rates: Mapping[str, Rate],
    memory: Memory,
    facts: Mapping[str, str],
) -> str:
    """The page as Markdown."""
    lines = [
        "# What pages cost",
        "",
        f"Written by `make bench`: {facts['at']}, commit {facts['commit']}, {facts['machine']}; PostgreSQL.",
        "",
        "## Rendered for a visitor: SQL statements / Python calls of the third visit",
        "",
        *_cost_table(costs),
        "",
        "The goal counts facets. Statements and calls do not depend on the machine.",
        "",
        "## Answers a second",
        "",
        "Medians of short runs by turns, each between two of bare Django: the machine is never equally busy.",
        "",
        *_rate_table(rates),
        "",
        _memory_sentence(memory),
        "",
        _filling_sentence(filled),
    ]
    return "\n".join(lines) + "\n"


def _memory_sentence(memory: Memory) -> str:
    return (
        f"After 10,000 requests a worker sees {memory.resident:.0f} MB (goal: 120 MB) and, with what both "
        f"workers see divided between them, takes {memory.share:.0f} MB."
    )


def _filling_sentence(filled: Mapping[int, float]) -> str:
    steps = ", ".join(f"to {size:,} products {seconds:.0f} s" for size, seconds in filled.items())
    return f"Filling the catalogue: {steps}."


def _cost_table(costs: Costs) -> list[str]:
    from tests.bench.pages import GOALS  # which needs Django's settings

    sizes = list(costs)
    head = [f"| page | goal | {' | '.join(f'{size:,} products' for size in sizes)} | growth |"]
    head.append("| --- |" + " --: |" * (len(sizes) + 2))
    rows = []
    for page, (statements, calls) in GOALS.items():
        seen = [costs[size][page] for size in sizes]
        cells = " | ".join(f"{sql} / {count:,}" for sql, count in seen)
        growth = seen[-1][1] / seen[0][1]
        rows.append(f"| {page} | {statements} / {calls:,} | {cells} | × {growth:.2f} |")
    return head + rows


def _rate_table(rates: Mapping[str, Rate]) -> list[str]:
    rows = [f"| {name} | {rate.answers:,.0f} | {100 * rate.of_limit:.0f} % |" for name, rate in rates.items()]
    return ["| what | answers a second | of bare Django |", "| --- | --: | --: |", *rows]
