/* What keeps a checkout from being paid, said where the shopper looks. */

import { showErrors } from "./form_errors.js";
import { nameTotal, say } from "./pay_button.js";
import { refreshParts } from "./requests.js";
import { link } from "./texts.js";

/**
 * Says what the gate said; before that, a changed total is shown everywhere.
 * @param {object} answer what `askGate` answered
 * @param {HTMLFormElement} form
 * @param {{isFree: boolean}} config the page's: a checkout that began free has no box of Stripe's
 */
export async function refuse(answer, form, config) {
  if (answer.amount === undefined) {
    return say(answer.message, [403, 409].includes(answer.status) ? link("reload") : null);
  }
  form.elements.amount.value = answer.amount;
  await refreshParts();
  for (const place of document.querySelectorAll("[data-total]")) place.textContent = answer.grand_total;
  if (answer.gone) return say(answer.message, link("bag"));
  if (config.isFree === answer.amount > 0) return say(answer.message, link("reload"));
  if (!config.isFree) nameTotal(answer.grand_total);
  return say(answer.message);
}

/** Says why a payment was not confirmed: beside the field that Stripe minds, where it names one. */
export function tell({ words, param }, config) {
  const field = config.fields[param];
  if (field) return showErrors({ [field]: [words] });
  return say(words);
}
