/* The bank's own page, from which the customer goes back to the shop. */

import { callApi, returnAddress } from "./api.js";
import { amountOf, bindDecision } from "./bank.js";
import { BASE } from "./frame.js";

const query = new URLSearchParams(location.search);
const key = query.get("key");
const clientSecret = query.get("client_secret");
const intentId = location.pathname.split("/").pop();
const note = document.getElementById("note");

const { result: intent, error } = await callApi(BASE, "GET", `/v1/payment_intents/${intentId}`, {
  key,
  client_secret: clientSecret,
});
const returnUrl = intent?.next_action?.redirect_to_url?.return_url;

function goBack(decided) {
  const address = returnAddress(returnUrl, decided);
  if (address) location.assign(address);
  else note.textContent = "The shop asked to go back to another site. This test bank goes back only to its own.";
}

if (returnUrl) {
  document.getElementById("amount").textContent = amountOf(intent);
  bindDecision({ key, clientSecret, intentId, onDecided: goBack });
} else {
  note.textContent = error?.message ?? "This payment is not waiting for the bank. Go back to the shop.";
}
