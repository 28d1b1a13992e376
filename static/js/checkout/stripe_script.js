/* Waits for Stripe's own script, which may be blocked, slow or broken. */

/** Answers Stripe's function; rejects when the script was not loaded. */
export function stripeScript() {
  const script = document.getElementById("stripe-js");
  return new Promise((resolve, reject) => {
    const settle = () => (window.Stripe ? resolve(window.Stripe) : reject(new Error("Stripe's script is missing")));
    // The tag stands after this module's, so neither event has come yet when the module runs.
    script.addEventListener("load", settle);
    script.addEventListener("error", settle);
    if (window.Stripe) settle();
  });
}
