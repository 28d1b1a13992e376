/* Pays an intent named in the address with the element named there. */
const query = new URLSearchParams(location.search);
const clientSecret = query.get("client_secret");
const isDark = query.get("theme") === "dark";
document.documentElement.dataset.theme = isDark ? "dark" : "light";
const colors = isDark
  ? { colorPrimary: "#FFD24A", colorBackground: "#1B1E1F", colorText: "#F1F1EC", colorDanger: "#FF8D80" }
  : { colorPrimary: "#16191B", colorBackground: "#FBFBF9", colorText: "#16191B", colorDanger: "#B3261E" };
const variables = { ...colors, borderRadius: "0px", fontFamily: "'Liberation Sans', sans-serif" };
const show = (id, text) => (document.getElementById(id).textContent = text);

const stripe = window.Stripe(query.get("key"));
const isCard = query.get("element") === "card";
const elements = isCard ? stripe.elements() : stripe.elements({ clientSecret, appearance: { variables } });
const style = { base: { color: colors.colorText, fontSize: "17px" }, invalid: { color: colors.colorDanger } };
const element = elements.create(isCard ? "card" : "payment", isCard ? { style } : {});
element.on("ready", () => (document.body.dataset.ready = "yes"));
element.on("loaderror", ({ error }) => show("message", error.message));
element.on("change", (event) => {
  document.body.dataset.complete = String(event.complete);
  if (isCard) show("message", event.error?.message ?? "");
});
element.mount("#element");
window.till = elements;

function confirm() {
  const billing_details = { name: "Ada Lovelace", email: "ada@example.org" };
  if (isCard) {
    return stripe.confirmCardPayment(clientSecret, { payment_method: { card: element, billing_details } });
  }
  return stripe.confirmPayment({
    elements,
    confirmParams: { return_url: `${location.origin}/back.html`, payment_method_data: { billing_details } },
    redirect: "if_required",
  });
}

document.getElementById("payment-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  show("message", "");
  const { error, paymentIntent } = await confirm();
  show("message", error?.message ?? "");
  show("result", error ? `${error.code} ${error.decline_code ?? ""}`.trim() : paymentIntent.status);
});
