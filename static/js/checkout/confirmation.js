/* Confirming a payment: what came of it, said so that nobody pays twice or believes a wrong thing. */

import { text } from "./texts.js";

const SETTLED = new Set(["succeeded", "processing", "requires_capture"]);
const UNCHARGED = new Set(["requires_payment_method", "requires_confirmation", "requires_action", "canceled"]);
const TELLING = new Set(["card_error", "validation_error"]);

/**
 * Confirms the payment. Answers its `status` as Stripe tells it, and `words` for the shopper (with the `param` that
 * Stripe minds) when it did not go through.
 * @param {object} box what `openBox` answered
 * @param {object} billing the payer as the gate has settled it: the same that the payment was bound to
 */
export async function confirmPayment(box, billing) {
  const { error, paymentIntent } = await box.confirm(billing);
  const intent = paymentIntent ?? error.payment_intent ?? (await seen(box));
  if (SETTLED.has(intent?.status)) return { status: intent.status };
  return { status: intent?.status, param: error?.param, words: refusal(error, intent) };
}

/** The payment as Stripe has it now; undefined when Stripe cannot be asked. */
async function seen(box) {
  try {
    return (await box.look()).paymentIntent;
  } catch {
    return undefined;
  }
}

/** That nothing was charged is said only when Stripe has just said so. */
function refusal(error, intent) {
  const isTelling = TELLING.has(error?.type) || error?.code === "payment_intent_authentication_failure";
  if (!UNCHARGED.has(intent?.status)) return text("unknown");
  return `${isTelling ? error.message : text("refused")} ${text("nothing")}`;
}
