"""Writes docs/benchmark.md from what was measured; nothing in it is written by hand."""

from collections.abc import Mapping

from tests.bench.pages import GOALS

Costs = Mapping[int, Mapping[str, tuple[int, int]]]


def page(
    costs: Costs,
    filled: Mapping[int, float],
    rates: Mapping[str, float],
    memory_mb: float,
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
        "## Answers a second, medians of runs by turns",
        "",
        *_rate_table(rates),
        "",
        f"A worker takes {memory_mb:.0f} MB after 10,000 requests (goal: 120 MB).",
        "",
        "Filling the catalogue: "
        + ", ".join(f"to {size:,} products {seconds:.0f} s" for size, seconds in filled.items())
        + ".",
    ]
    return "\n".join(lines) + "\n"


def _cost_table(costs: Costs) -> list[str]:
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


def _rate_table(rates: Mapping[str, float]) -> list[str]:
    limit = rates["bare Django"]
    rows = [f"| {name} | {rate:,.0f} | {100 * rate / limit:.0f} % |" for name, rate in rates.items()]
    return ["| what | answers a second | of bare Django |", "| --- | --: | --: |", *rows]
