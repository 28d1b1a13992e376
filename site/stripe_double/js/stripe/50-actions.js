/* What the bank wants of the customer: a check in an overlay, or a visit to its own page. */

function retrieveIntent(key, clientSecret) {
  const id = intentIdOf(clientSecret);
  require(id, "This is not the client secret of a PaymentIntent.");
  return callApi(BASE, "GET", `/v1/payment_intents/${id}`, { key, client_secret: clientSecret });
}

/** Does what an intent asks for; answers `{paymentIntent}` or `{error}`, or leaves the page for good. */
function followUp(key, intent) {
  if (intent.status !== "requires_action") return Promise.resolve(outcomeOf(intent));
  if (intent.next_action.type === "redirect_to_url") return visitBank(intent);
  return challenge(key, intent);
}

function outcomeOf(intent) {
  const isRefused = intent.status === "requires_payment_method" && intent.last_payment_error;
  if (!isRefused) return { paymentIntent: intent };
  return { error: { ...intent.last_payment_error, payment_intent: intent } };
}

function visitBank(intent) {
  const bank = new URL(intent.next_action.redirect_to_url.url);
  location.assign(`${BASE}${bank.pathname}${bank.search}`);
  return new Promise(() => {});
}

function challenge(key, intent) {
  const overlay = dress(document.createElement("dialog"), {
    position: "fixed",
    inset: "0",
    width: "100%",
    height: "100%",
    "max-width": "none",
    "max-height": "none",
    margin: "0",
    padding: "0",
    border: "0",
    background: "rgb(18 20 21 / 0.6)",
    "color-scheme": "light",
  });
  overlay.setAttribute("aria-label", "Check by your bank");
  return new Promise((resolve) => {
    const frame = new Frame("challenge.html", "Secure 3D Secure authentication frame", (type, detail) => {
      if (type !== "authenticated") return;
      frame.remove();
      overlay.remove();
      resolve(outcomeOf(detail.intent));
    });
    dress(frame.node, { border: "0", width: "100%", height: "100%", display: "block" });
    overlay.append(frame.node);
    document.body.append(overlay);
    // Esc is an answer too: the check counts as failed, as if the customer had said so.
    overlay.addEventListener("cancel", (event) => {
      event.preventDefault();
      frame.post("cancel");
    });
    overlay.showModal();
    frame.node.focus();
    frame.post("setup", { key, intent });
  });
}
