/* The Payment Element inside its frame: a card, a visit to the bank, or a direct debit. */

import { callApi } from "./api.js";
import * as cards from "./cards.js";
import { checksPostcode, fillCountries } from "./countries.js";
import { Field, stateOf, validate } from "./field.js";
import { applyAppearance, BASE, listen, report, tell, tellReady } from "./frame.js";
import { debitOf, ibanError, requiredText } from "./debit.js";
import { Tabs } from "./tabs.js";

const byId = (id) => document.getElementById(id);
const content = byId("content");
let setup = null;

const number = new Field(byId("number"), cards.numberError, cards.formatNumber);
const fields = [
  number,
  new Field(byId("expiry"), cards.expiryError, cards.formatExpiry),
  new Field(
    byId("cvc"),
    (text) => cards.cvcError(text, number.value),
    (text) => cards.formatCvc(text, number.value),
  ),
  new Field(byId("country"), () => null),
  new Field(byId("postalCode"), cards.postalError),
  new Field(byId("iban"), ibanError),
  new Field(byId("name"), requiredText("incomplete_name", "Enter the name of the account holder")),
  new Field(byId("email"), requiredText("incomplete_email", "Enter an e-mail address")),
];
const tabs = new Tabs(byId("tabs"), ["card", "ideal", "sepa_debit"], changed);

function changed() {
  const brand = cards.brandMark(number.isEmpty ? "" : cards.brandOf(number.value));
  byId("brand").textContent = brand;
  byId("brand").hidden = !brand;
  tell("change", { ...stateOf(fields), collapsed: false, value: { type: tabs.chosen } });
}

/** Answers what the shop set for a billing detail: `never` if it asks for it itself. */
function wanted(path) {
  let setting = setup.options.fields?.billingDetails;
  for (const part of path.split(".")) setting = typeof setting === "string" ? setting : setting?.[part];
  return setting !== "never";
}

function showDetails() {
  for (const node of content.querySelectorAll("[data-detail]")) node.hidden = !wanted(node.dataset.detail);
  if (!checksPostcode(byId("country").value)) byId("postalCode").closest(".Field").hidden = true;
  for (const field of fields) field.input.disabled = Boolean(setup.options.readOnly);
}

function fillDefaults() {
  const { name = "", email = "", address = {} } = setup.options.defaultValues?.billingDetails ?? {};
  fillCountries(byId("country"), address.country ?? "IE");
  byId("name").value = name;
  byId("email").value = email;
  byId("postalCode").value = address.postal_code ?? "";
}

function apply(detail) {
  const isFirst = setup === null;
  setup = detail;
  applyAppearance(setup.appearance, setup.scheme);
  if (isFirst) fillDefaults();
  content.hidden = false;
  showDetails();
  tabs.offer(setup.methods);
  tellReady();
}

function billingDetails(given) {
  const own = { address: {} };
  const card = tabs.chosen === "card";
  if (card && wanted("address.country")) own.address.country = byId("country").value;
  if (card && !byId("postalCode").closest("[hidden]")) own.address.postal_code = byId("postalCode").value;
  if (tabs.chosen === "sepa_debit" && wanted("name")) own.name = byId("name").value;
  if (tabs.chosen === "sepa_debit" && wanted("email")) own.email = byId("email").value;
  return { ...own, ...given, address: { ...own.address, ...given.address } };
}

function methodParams() {
  if (tabs.chosen === "sepa_debit") return { sepa_debit: debitOf(byId("iban").value) };
  if (tabs.chosen !== "card") return {};
  const { month, year } = cards.expiryOf(byId("expiry").value);
  const digits = cards.digitsOf(number.value);
  return { card: { number: digits, exp_month: month, exp_year: year, cvc: byId("cvc").value } };
}

async function tokenize({ billing_details: given }) {
  const { result, error } = await callApi(BASE, "POST", "/v1/payment_methods", {
    key: setup.key,
    type: tabs.chosen,
    billing_details: billingDetails(given ?? {}),
    ...methodParams(),
  });
  return error ? { error } : { id: result.id, method: result };
}

content.addEventListener("input", () => {
  showDetails();
  changed();
});
content.addEventListener("focusout", changed);
report(content);
listen({
  setup: apply,
  update: apply,
  focus: () => fields.find((field) => field.isUsed)?.input.focus(),
  blur: () => document.activeElement?.blur(),
  clear: () => fields.filter(({ input }) => input.id !== "country").forEach((field) => field.clear()),
  validate: () => ({ error: validate(fields), selected: tabs.chosen }),
  tokenize,
});
