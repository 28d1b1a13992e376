/* The Card Element inside its frame: all fields in one row. */

import { callApi } from "./api.js";
import * as cards from "./cards.js";
import { Field, stateOf, validate } from "./field.js";
import { applyRules, BASE, listen, report, tell, tellReady } from "./frame.js";

const byId = (id) => document.getElementById(id);
const content = byId("content");
let setup = null;

const number = new Field(byId("cardnumber"), cards.numberError, cards.formatNumber);
const cvc = new Field(
  byId("cvc"),
  (text) => cards.cvcError(text, number.value),
  (text) => cards.formatCvc(text, number.value),
);
const fields = [
  number,
  new Field(byId("exp-date"), cards.expiryError, cards.formatExpiry),
  cvc,
  new Field(byId("postal"), cards.postalError),
];

function changed() {
  const brand = number.isEmpty ? "unknown" : cards.brandOf(number.value);
  byId("brand").textContent = cards.brandMark(brand) || "CARD";
  for (const field of fields) {
    field.input.classList.toggle("is-empty", field.isEmpty);
    field.input.classList.toggle("is-complete", !field.error);
    field.input.classList.toggle("is-invalid", Boolean(field.shown));
  }
  tell("change", { ...stateOf(fields), brand, value: { postalCode: byId("postal").value } });
}

/** A number that is complete but wrong is said at once, as Stripe does, not only when it is left. */
function sayEarly(event) {
  const field = fields.find(({ input }) => input === event.target);
  const { error } = field;
  if (error && !error.code.startsWith("incomplete")) field.show(error);
}

const STATES = { base: "", empty: ".is-empty", complete: ".is-complete", invalid: ".is-invalid" };

const fontOf = ({ fontFamily = "", fontSize = "" }) => ({ fontFamily, fontSize });

/** Turns the shop's `style` (states, with pseudo-classes inside) into rules. */
function rulesFrom(style) {
  const rules = {};
  for (const [state, properties] of Object.entries(style ?? {})) {
    const selector = `.InputElement${STATES[state] ?? ""}`;
    const isNested = ([, value]) => typeof value === "object";
    const { iconColor, ...plain } = Object.fromEntries(
      Object.entries(properties).filter((pair) => !isNested(pair)),
    );
    rules[selector] = plain;
    if (state === "base") rules[".CardRow"] = { color: iconColor ?? plain.color ?? "", ...fontOf(plain) };
    for (const [pseudo, nested] of Object.entries(properties).filter(isNested)) {
      rules[selector + pseudo] = nested;
    }
  }
  return rules;
}

function apply(detail) {
  setup = detail;
  const { style, hidePostalCode, hideIcon, disabled, value } = setup.options;
  document.documentElement.style.setProperty("color-scheme", setup.scheme);
  applyRules(rulesFrom(style));
  byId("postal").hidden = Boolean(hidePostalCode);
  byId("brand").hidden = Boolean(hideIcon);
  if (value?.postalCode) byId("postal").value = value.postalCode;
  for (const { input } of fields) input.disabled = Boolean(disabled);
  content.hidden = false;
  tellReady();
}

async function tokenize({ billing_details: given = {} }) {
  const error = validate(fields);
  changed();
  if (error) return { error };
  const { month, year } = cards.expiryOf(byId("exp-date").value);
  const postal = byId("postal").hidden ? {} : { postal_code: byId("postal").value };
  const answer = await callApi(BASE, "POST", "/v1/payment_methods", {
    key: setup.key,
    type: "card",
    billing_details: { ...given, address: { ...given.address, ...postal } },
    card: { number: cards.digitsOf(number.value), exp_month: month, exp_year: year, cvc: cvc.value },
  });
  return answer.error ? answer : { id: answer.result.id, method: answer.result };
}

content.addEventListener("input", (event) => {
  sayEarly(event);
  changed();
});
content.addEventListener("focusout", changed);
report(content);
listen({
  setup: apply,
  update: apply,
  focus: () => number.input.focus(),
  blur: () => document.activeElement?.blur(),
  clear: () => {
    fields.forEach((field) => field.clear());
    changed();
  },
  tokenize,
});
