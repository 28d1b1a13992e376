"""All saboteurs, area by area."""

from tests.saboteurs import (
    accounts,
    awaited,
    back_in_stock,
    bag,
    cached_pages,
    catalogue,
    front,
    gate,
    holds,
    locks,
    money,
    orders,
    ownership,
    refunds,
    uniqueness,
    webhook,
)

SABOTEURS = (
    *money.SABOTEURS,
    *orders.SABOTEURS,
    *uniqueness.SABOTEURS,
    *locks.SABOTEURS,
    *holds.SABOTEURS,
    *gate.SABOTEURS,
    *awaited.SABOTEURS,
    *webhook.SABOTEURS,
    *refunds.SABOTEURS,
    *ownership.SABOTEURS,
    *accounts.SABOTEURS,
    *bag.SABOTEURS,
    *catalogue.SABOTEURS,
    *front.SABOTEURS,
    *cached_pages.SABOTEURS,
    *back_in_stock.SABOTEURS,
)
