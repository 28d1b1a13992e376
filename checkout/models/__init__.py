"""The checkout's tables."""

from checkout.models.alarms import CardTestingAlarm
from checkout.models.attempts import AttemptState, CheckoutAttempt, CheckoutQuote
from checkout.models.audits import AuditRun
from checkout.models.awaited import AwaitedPayment
from checkout.models.bags import MAX_LINES, MAX_QUANTITY, Bag, BagLine
from checkout.models.heartbeats import Heartbeat
from checkout.models.identity import ShopIdentity
from checkout.models.limits import RateCount
from checkout.models.mails import MailKind, OutgoingMail
from checkout.models.order_events import OrderEvent
from checkout.models.order_settings import OrderSettings
from checkout.models.orders import DETAIL_LENGTHS, Order, OrderLineItem, OrderState
from checkout.models.refunds import (
    ACCEPTED_STATES,
    LIVE_STATES,
    OPEN_STATES,
    Refund,
    RefundLine,
    RefundOrigin,
    RefundReason,
    RefundState,
)
from checkout.models.settings import DeliverySettings
from checkout.models.webhook_events import PROCESSED, WebhookEvent, WebhookOutcome
from checkout.models.wishes import Wish

__all__ = [
    "ACCEPTED_STATES",
    "DETAIL_LENGTHS",
    "LIVE_STATES",
    "MAX_LINES",
    "MAX_QUANTITY",
    "OPEN_STATES",
    "PROCESSED",
    "AttemptState",
    "AuditRun",
    "AwaitedPayment",
    "Bag",
    "BagLine",
    "CardTestingAlarm",
    "CheckoutAttempt",
    "CheckoutQuote",
    "DeliverySettings",
    "Heartbeat",
    "MailKind",
    "Order",
    "OrderEvent",
    "OrderLineItem",
    "OrderSettings",
    "OrderState",
    "OutgoingMail",
    "RateCount",
    "Refund",
    "RefundLine",
    "RefundOrigin",
    "RefundReason",
    "RefundState",
    "ShopIdentity",
    "WebhookEvent",
    "WebhookOutcome",
    "Wish",
]
