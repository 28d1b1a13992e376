/* Confirming a payment with what an element holds. */

const CARRIED = ["shipping", "receipt_email", "return_url", "setup_future_usage", "mandate_data"];

async function confirmIntent(key, clientSecret, params) {
  const id = intentIdOf(clientSecret);
  require(id, "This is not the client secret of a PaymentIntent.");
  const fields = { key, client_secret: clientSecret, use_stripe_sdk: true, ...params };
  const { result, error } = await callApi(BASE, "POST", `/v1/payment_intents/${id}/confirm`, fields);
  return error ? { error } : { paymentIntent: result };
}

function carried(params) {
  return Object.fromEntries(CARRIED.filter((name) => params[name] != null).map((name) => [name, params[name]]));
}

/** Turns fields into a payment method, inside the frame: the page never sees them. */
async function methodFrom(element, billingDetails) {
  require(element?.frame, "The element is not mounted.");
  return element.frame.ask("tokenize", { billing_details: billingDetails ?? {} });
}

/** Answers `{id}` or `{error}` for the `payment_method` that a shop hands over. */
async function cardMethod(key, given) {
  if (typeof given === "string") return { id: given };
  if (given?.card instanceof Element) return methodFrom(given.card, given.billing_details);
  require(given?.card?.token, "payment_method needs a card element, a token or an id.");
  const fields = { key, type: "card", card: given.card, billing_details: given.billing_details };
  const { result, error } = await callApi(BASE, "POST", "/v1/payment_methods", fields);
  return error ? { error } : { id: result.id };
}

async function confirmCard(key, clientSecret, data = {}, options = {}) {
  const params = carried(data);
  if (data.payment_method) {
    const { id, error } = await cardMethod(key, data.payment_method);
    if (error) return { error };
    params.payment_method = id;
  }
  const confirmed = await confirmIntent(key, clientSecret, params);
  if (confirmed.error || options.handleActions === false) return confirmed;
  return followUp(key, confirmed.paymentIntent);
}

async function confirmWithElements(key, options) {
  const { elements, confirmParams = {}, redirect = "always" } = options;
  const clientSecret = options.clientSecret ?? elements?.options.clientSecret;
  require(clientSecret, "confirmPayment() needs elements with a client secret, or a client secret.");
  require(
    redirect === "if_required" || confirmParams.return_url,
    "confirmPayment() needs confirmParams.return_url unless redirect is if_required.",
  );
  const method = await selectedMethod(elements, confirmParams);
  if (method.error) return { error: method.error };
  const confirmed = await confirmIntent(key, clientSecret, {
    ...carried(confirmParams),
    payment_method: method.id,
  });
  const settled = confirmed.error ? confirmed : await followUp(key, confirmed.paymentIntent);
  if (settled.error || redirect === "if_required") return settled;
  return goBack(confirmParams.return_url, settled.paymentIntent);
}

async function selectedMethod(elements, confirmParams) {
  if (confirmParams.payment_method) return { id: confirmParams.payment_method };
  const element = elements?.getElement("payment");
  require(element?.frame, "The payment element is not mounted.");
  const billing = confirmParams.payment_method_data?.billing_details;
  requireOptedOut(element.options.fields?.billingDetails, billing);
  const { error } = await elements.submit();
  if (error) return { error };
  return methodFrom(element, billing);
}

function goBack(returnUrl, intent) {
  const address = returnAddress(returnUrl, intent);
  require(address, "return_url is on another site: the offline double goes back only to its own.");
  location.assign(address);
  return new Promise(() => {});
}
