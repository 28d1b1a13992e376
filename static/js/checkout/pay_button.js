/* The one button, and the two places that speak beside it. */

import { text } from "./texts.js";

const button = document.getElementById("pay");
const status = document.getElementById("payment-status");
const message = document.getElementById("payment-message");
let label = button.textContent.trim();

/** Lets the button say `words` whenever it can be pressed. */
export function nameButton(words) {
  label = words;
}

/** The button waits: it says `words`, as does a screen reader. */
export function showBusy(words) {
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  button.textContent = words;
  status.textContent = words;
}

/** The button can be pressed. */
export function showIdle() {
  button.disabled = false;
  button.removeAttribute("aria-busy");
  button.textContent = label;
  status.textContent = "";
}

/** The button cannot be pressed, and says why. */
export function showDisabled(words) {
  button.disabled = true;
  button.removeAttribute("aria-busy");
  button.textContent = words;
}

/**
 * Says something about the payment, as an alert that takes the focus.
 * @param {string} words
 * @param {HTMLAnchorElement | null} way one way on
 */
export function say(words, way = null) {
  const first = document.createElement("p");
  first.textContent = words;
  message.replaceChildren(first);
  if (way) {
    const second = document.createElement("p");
    second.append(way);
    message.append(second);
  }
  message.hidden = false;
  message.focus();
}

/** Takes the message away. */
export function unsay() {
  message.hidden = true;
  message.replaceChildren();
}

/** Shows the button's label for a total such as "€50.50". */
export function nameTotal(total) {
  nameButton(text("pay", { total }));
}
