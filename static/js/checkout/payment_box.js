/* Stripe's box in our page: the Payment Element, or the Card Element, behind the same few verbs. */

import { cardStyle, onThemeChange, paymentAppearance } from "./appearance.js";
import { text } from "./texts.js";

/**
 * Mounts the box and waits until it can be used. Rejects when Stripe cannot load it.
 * @param {Function} Stripe
 * @param {{publicKey: string, element: string, clientSecret: string, returnUrl: string}} config
 * @param {HTMLElement} place
 */
export async function openBox(Stripe, config, place) {
  const stripe = Stripe(config.publicKey, { locale: document.documentElement.lang });
  const box = config.element === "card" ? cardBox(stripe, config) : paymentBox(stripe, config);
  await new Promise((resolve, reject) => {
    box.element.on("ready", resolve);
    box.element.on("loaderror", ({ error }) => reject(new Error(error.message)));
    box.element.mount(place);
  });
  place.removeAttribute("aria-busy");
  return {
    ...box,
    focus: () => box.element.focus(),
    look: () => stripe.retrievePaymentIntent(config.clientSecret),
  };
}

function paymentBox(stripe, { clientSecret, returnUrl }) {
  const elements = stripe.elements({ clientSecret, appearance: paymentAppearance() });
  // All of this stands in our own form, so Stripe asks for none of it again; what is left out here must be confirmed with.
  const fields = { billingDetails: { name: "never", email: "never", phone: "never", address: "never" } };
  const element = elements.create("payment", { layout: "tabs", fields });
  onThemeChange(() => elements.update({ appearance: paymentAppearance() }));
  return {
    element,
    check: async () => (await elements.submit()).error ?? null,
    refresh: () => elements.fetchUpdates(),
    confirm: (billing) =>
      stripe.confirmPayment({
        elements,
        clientSecret,
        confirmParams: { return_url: returnUrl, payment_method_data: { billing_details: billing } },
        redirect: "if_required",
      }),
  };
}

function cardBox(stripe, { clientSecret, returnUrl }) {
  const element = stripe.elements().create("card", { style: cardStyle(), hidePostalCode: true });
  let last = { complete: false };
  element.on("change", (event) => (last = event));
  onThemeChange(() => element.update({ style: cardStyle() }));
  return {
    element,
    check: async () => (last.complete ? null : (last.error ?? { message: text("card") })),
    refresh: async () => ({}),
    confirm: (billing) =>
      stripe.confirmCardPayment(clientSecret, {
        payment_method: { card: element, billing_details: billing },
        return_url: returnUrl,
      }),
  };
}
