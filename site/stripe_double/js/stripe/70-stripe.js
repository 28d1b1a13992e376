/* The public face: `Stripe(key)` and what it offers. */

function checkKey(key) {
  require(typeof key === "string" && key !== "", "Call Stripe() with your publishable key: it was empty.");
  require(!/^(sk|rk)_/.test(key), "Never use a secret key in a browser: Stripe() takes the publishable one.");
  require(!key.startsWith("pk_live_"), "This is an offline double of Stripe: it refuses live keys.");
  require(key.startsWith("pk_test_"), "This is not a publishable key.");
}

class StripeInstance {
  #key;

  constructor(key) {
    checkKey(key);
    this.#key = key;
  }

  elements(options = {}) {
    return new Elements(this.#key, options);
  }

  confirmCardPayment(clientSecret, data, options) {
    return confirmCard(this.#key, clientSecret, data, options);
  }

  confirmPayment(options) {
    return confirmWithElements(this.#key, options);
  }

  async retrievePaymentIntent(clientSecret) {
    const { result, error } = await retrieveIntent(this.#key, clientSecret);
    return error ? { error } : { paymentIntent: result };
  }

  async createPaymentMethod(options) {
    const element = options.elements?.getElement("payment") ?? options.card;
    if (options.elements) {
      const { error } = await options.elements.submit();
      if (error) return { error };
    }
    const billing = options.billing_details ?? options.params?.billing_details;
    const { method, error } = await methodFrom(element, billing);
    return error ? { error } : { paymentMethod: method };
  }

  handleNextAction({ clientSecret }) {
    return this.handleCardAction(clientSecret);
  }

  async handleCardAction(clientSecret) {
    const { paymentIntent, error } = await this.retrievePaymentIntent(clientSecret);
    return error ? { error } : followUp(this.#key, paymentIntent);
  }

  registerAppInfo() {}

  _registerWrapper() {}
}

/** Makes the object that talks to the double with a publishable key. */
function Stripe(key) {
  return new StripeInstance(key);
}

Stripe.version = "endive";
Stripe.isDouble = true;
window.Stripe = Stripe;
