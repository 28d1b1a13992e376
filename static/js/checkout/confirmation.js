/* Confirming a payment: what came of it, said so that nobody pays twice or believes a wrong thing. */

import { text } from "./texts.js";

const SETTLED = new Set(["succeeded", "processing", "requires_capture"]);
const UNCHARGED = new Set(["requires_payment_method", "requires_confirmation", "requires_action", "canceled"]);
const TELLING = new Set(["card_error", "validation_error"]);

/**
 * Confirms the payment. Answers its `status` as Stripe tells it, and `words` for the shopper (with the `param` that
 * Stripe minds) when it did not go through.
 * @param {object} box what `openBox` answered
 * @param {HTMLFormElement} form
 */
export async function confirmPayment(box, form) {
  const { error, paymentIntent } = await box.confirm(billingDetails(form));
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

/** The payer as the form names them; what is empty is left out. */
function billingDetails(form) {
  const value = (name) => form.elements[name].value.trim() || undefined;
  return {
    name: value("full_name"),
    email: value("email"),
    phone: value("phone_number"),
    address: {
      line1: value("street_address1"),
      line2: value("street_address2"),
      city: value("town_or_city"),
      state: value("county"),
      postal_code: value("postcode"),
      country: value("country"),
    },
  };
}
