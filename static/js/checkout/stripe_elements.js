/* The checkout: mounts Stripe's box, and leads from the button to the order. */

import { confirmPayment } from "./confirmation.js";
import { clearErrors, showErrors } from "./form_errors.js";
import { nameButton, say, showBusy, showDisabled, showIdle, unsay } from "./pay_button.js";
import { openBox } from "./payment_box.js";
import { refuse, tell } from "./refusals.js";
import { askForOrder, askGate } from "./requests.js";
import { stripeScript } from "./stripe_script.js";
import { link, text } from "./texts.js";

const LOAD_PATIENCE = 8_000;
const form = document.getElementById("payment-form");
const config = JSON.parse(document.getElementById("stripe-config").textContent);
let box = null;
let isBusy = false;
let outcome = ""; // What the payment was when it was confirmed; empty before that.

/** Gets Stripe's box ready; says so when that fails or takes too long. */
async function prepare() {
  const place = document.getElementById("payment-element");
  const tooLong = new Promise((_, reject) => setTimeout(reject, LOAD_PATIENCE));
  const opening = stripeScript().then((Stripe) => openBox(Stripe, config, place));
  opening.then(enable, () => {}); // Also when it comes too late: better than never.
  try {
    await Promise.race([opening, tooLong]);
  } catch {
    place.removeAttribute("aria-busy");
    showDisabled(text("unready"));
    say(text("blocked"), link("reload"));
  }
}

function enable(opened) {
  box = opened;
  unsay();
  showIdle();
}

/** Checks everything, pays, and asks for the order. Answers whether the page is being left. */
async function pay() {
  showBusy(text("checking"));
  // Stripe's check is asked at once, not after the gate: wallets open only on the press itself.
  const [problem, answer] = await Promise.all([box?.check(), askGate(config.cacheUrl, form)]);
  if (answer.redirect) return leave(answer.redirect); // Paid, or on its way, in another tab.
  if (answer.status === 400 || (answer.status === 200 && problem)) {
    return showErrors(answer.errors ?? {}, problem && { words: problem.message, focus: box.focus });
  }
  if (answer.status !== 200) return refuse(answer, form, config);
  if (answer.client_secret !== form.elements.client_secret.value) return say(text("stale"), link("reload"));
  const confirmed = box ? await confirm(answer.billing) : { status: "succeeded" };
  if (confirmed.words) return tell(confirmed, config);
  outcome = confirmed.status;
  return showOrder();
}

async function confirm(billing) {
  await box.refresh();
  showBusy(text("paying"));
  return confirmPayment(box, billing);
}

/** Asks for the order of a payment that went through. Answers whether the page is being left. */
async function showOrder() {
  showBusy(text("finishing"));
  const address = await askForOrder(form);
  if (address === null) {
    nameButton(text("again"));
    return say(afterwards());
  }
  if (address) return leave(address);
  form.submit(); // The shop has a page of its own to show: payment on its way, wait a little.
  return true;
}

/** What can be said of a payment that was confirmed, while the shop cannot be reached. */
function afterwards() {
  return text(outcome === "succeeded" ? "paid" : "awaited");
}

function leave(address) {
  location.replace(address); // No way back to a checkout that is over.
  return true;
}

async function submit() {
  if (isBusy) return;
  isBusy = true;
  clearErrors();
  unsay();
  let isLeaving = false;
  try {
    isLeaving = (await (outcome ? showOrder() : pay())) ?? false;
  } catch {
    say(outcome ? afterwards() : text("unknown"));
  } finally {
    isBusy = isLeaving;
    if (!isLeaving) showIdle();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
addEventListener("online", () => outcome && submit());
// A page out of the browser's memory may be paid long since.
addEventListener("pageshow", (event) => event.persisted && location.reload());

if (config.isFree) showIdle();
else prepare();
