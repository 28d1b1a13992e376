/* The checkout's requests to the shop; each answers something, whatever the network does. */

import { text } from "./texts.js";

const GATE_PATIENCE = 15_000;
const ORDER_PATIENCE = 30_000;

/** Posts the whole form to the gate; answers its JSON with the HTTP `status`, 0 when the shop was not reached. */
export async function askGate(url, form) {
  try {
    const response = await post(url, form, GATE_PATIENCE);
    const isJson = response.headers.get("Content-Type")?.includes("json");
    const answer = isJson ? await response.json() : { message: text(response.status === 403 ? "stale" : "unreached") };
    return { ...answer, status: response.status };
  } catch {
    return { status: 0, message: text("unreached") };
  }
}

/**
 * Posts the form to the checkout after the payment. Answers where the order is to be seen, "" when the shop has
 * a page of its own to show, null when it was not reached.
 */
export async function askForOrder(form) {
  try {
    const response = await post(form.action, form, ORDER_PATIENCE);
    if (response.status >= 500) return null;
    if (response.status === 202) return response.headers.get("Content-Location") ?? "";
    return response.redirected ? response.url : "";
  } catch {
    return null;
  }
}

/** Reads this page again and shows its lines and prices of now; leaves what it cannot read. */
export async function refreshParts() {
  try {
    const response = await fetch(location.href, { signal: AbortSignal.timeout(GATE_PATIENCE) });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (other) part.replaceChildren(...document.importNode(other, true).childNodes);
    }
  } catch {
    // The total is right already; the lines follow when the page is loaded again.
  }
}

function post(url, form, patience) {
  const options = { method: "POST", body: new FormData(form), headers: { Accept: "application/json, text/html" } };
  return fetch(url, { ...options, signal: AbortSignal.timeout(patience) });
}
