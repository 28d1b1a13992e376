/* Calls to the double's API; shared by the script on the shop's page and the pages inside its frames. */

/** Flattens nested parameters into Stripe's form fields. */
export function encodeForm(params) {
  const form = new URLSearchParams();
  const add = (name, value) => {
    if (value === undefined || value === null) return;
    if (typeof value === "object") {
      for (const [key, child] of Object.entries(value)) add(`${name}[${key}]`, child);
    } else {
      form.append(name, String(value));
    }
  };
  for (const [name, value] of Object.entries(params)) add(name, value);
  return form;
}

/** Makes one call; answers `{result}` or `{error}` and never throws. */
export async function callApi(base, method, path, params) {
  const form = encodeForm(params);
  const isGet = method === "GET";
  try {
    const answer = await fetch(isGet ? `${base}${path}?${form}` : `${base}${path}`, {
      method,
      body: isGet ? undefined : form,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    const body = await answer.json();
    if (answer.ok) return { result: body };
    return { error: body.error ?? unreachable("api_error") };
  } catch {
    return { error: unreachable("api_connection_error") };
  }
}

function unreachable(type) {
  return { type, message: "The payment service could not be reached. Check your connection and try again." };
}

/** Answers the id inside a client secret, or null if it is none. */
export function intentIdOf(clientSecret) {
  return /^(pi_[A-Za-z0-9]+)_secret_[A-Za-z0-9]+$/.exec(clientSecret ?? "")?.[1] ?? null;
}

/** Answers the address to go back to with what the shop is told, or null if it is a foreign one. */
export function returnAddress(returnUrl, intent) {
  const target = new URL(returnUrl, location.href);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(target.hostname);
  if (target.origin !== location.origin && !isLoopback) return null;
  if (!["http:", "https:"].includes(target.protocol)) return null;
  const status = { succeeded: "succeeded", requires_capture: "succeeded", processing: "pending" };
  target.searchParams.set("payment_intent", intent.id);
  target.searchParams.set("payment_intent_client_secret", intent.client_secret);
  target.searchParams.set("redirect_status", status[intent.status] ?? "failed");
  return target.href;
}
