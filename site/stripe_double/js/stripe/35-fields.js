/* What the payment element asks for itself, and what a shop that said "never" has to hand over instead. */

const ADDRESS_PARTS = ["line1", "line2", "city", "state", "country", "postalCode"];
const BILLING_PARTS = ["name", "email", "phone", "address"];
const CHOICES = ["auto", "never", "if_required"];

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Refuses options that the element does not know, or values that it cannot have. */
function checkFields(fields) {
  const billing = fields?.billingDetails;
  if (billing === undefined || typeof billing === "string") return checkChoice("billingDetails", billing ?? "auto");
  checkNames("billingDetails", billing, BILLING_PARTS);
  for (const part of ["name", "email", "phone"]) checkChoice(`billingDetails.${part}`, billing[part] ?? "auto");
  const { address = "auto" } = billing;
  if (typeof address === "string") return checkChoice("billingDetails.address", address);
  checkNames("billingDetails.address", address, ADDRESS_PARTS);
  for (const [part, choice] of Object.entries(address)) checkChoice(`billingDetails.address.${part}`, choice);
}

function checkNames(path, given, known) {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  require(!unknown, `Unrecognized elements.create('payment') parameter: fields.${path}.${unknown}.`);
}

function checkChoice(path, choice) {
  require(
    CHOICES.includes(choice),
    `Invalid value for elements.create('payment'): fields.${path} should be one of ${CHOICES.join(", ")}. ` +
      `You specified: ${choice}.`,
  );
}

/** Refuses to confirm without what the element was told never to ask for; empty text will do, nothing will not. */
function requireOptedOut(billing, given) {
  for (const [path, choice] of optedOut(billing)) {
    const value = path.reduce((part, name) => part?.[name], given ?? {});
    const name = path.join(".");
    require(
      choice !== "never" || value !== undefined,
      `You specified "never" for fields.billing_details.${name} when creating the payment Element, but did not pass ` +
        `confirmParams.payment_method_data.billing_details.${name} when calling stripe.confirmPayment(). If you opt out ` +
        "of collecting data via the payment Element using the fields option, the data must be passed in when calling " +
        "stripe.confirmPayment().",
    );
  }
}

function optedOut(billing = {}) {
  const of = (name) => (typeof billing === "string" ? billing : billing[name]);
  const address = of("address");
  const ofAddress = (part) => (typeof address === "object" ? address[part] : address);
  return [
    ...["name", "email", "phone"].map((name) => [[name], of(name)]),
    ...ADDRESS_PARTS.map((part) => [["address", snake(part)], ofAddress(part)]),
  ];
}
