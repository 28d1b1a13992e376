/* Confirming a payment: what came of it, said so that nobody pays twice or believes a wrong thing. */

import { text } from "./texts.js";

const SETTLED = new Set(["succeeded", "processing", "requires_capture"]);
const TELLING = new Set(["card_error", "validation_error"]);

/**
 * Confirms the payment; answers "" when it went through, else a sentence for the shopper.
 * @param {object} box what `openBox` answered
 * @param {HTMLFormElement} form
 */
export async function confirmPayment(box, form) {
  const { error, paymentIntent } = await box.confirm(billingDetails(form));
  const intent = paymentIntent ?? error.payment_intent;
  if (SETTLED.has(intent?.status)) return "";
  if (intent || TELLING.has(error.type)) return refusal(error);
  // No clear answer: the charge may have happened all the same.
  const seen = await box.look();
  return SETTLED.has(seen.paymentIntent?.status) ? "" : text("unknown");
}

function refusal(error) {
  const isTelling = TELLING.has(error?.type) || error?.code === "payment_intent_authentication_failure";
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
