/* What the bank's pages share: saying yes or no to a payment, and its amount in words. */

import { callApi } from "./api.js";
import { BASE } from "./frame.js";

const ZERO_DECIMAL = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" ");

/** Answers an intent's amount as people write it. */
export function amountOf({ amount, currency }) {
  const divisor = ZERO_DECIMAL.includes(currency) ? 1 : 100;
  const format = new Intl.NumberFormat("en-IE", { style: "currency", currency: currency.toUpperCase() });
  return format.format(amount / divisor);
}

/** Binds and enables both buttons: each tells the bank and hands the decided intent on. */
export function bindDecision({ key, clientSecret, intentId, onDecided }) {
  const note = document.getElementById("note");
  const buttons = [...document.querySelectorAll(".Button")];
  const setDisabled = (isDisabled) => buttons.forEach((button) => (button.disabled = isDisabled));
  const decide = async (verdict) => {
    setDisabled(true);
    const path = `/js/authenticate/${intentId}/${verdict}`;
    const { result, error } = await callApi(BASE, "POST", path, { key, client_secret: clientSecret });
    setDisabled(false);
    const intent = result ?? error.payment_intent;
    if (intent) onDecided(intent);
    else note.textContent = error.message;
  };
  document.getElementById("test-source-authorize-3ds").addEventListener("click", () => decide("authorize"));
  document.getElementById("test-source-fail-3ds").addEventListener("click", () => decide("fail"));
  setDisabled(false);
  return decide;
}
