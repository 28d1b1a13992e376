/* The bank's check inside the overlay. */

import { amountOf, bindDecision } from "./bank.js";
import { listen, tell } from "./frame.js";

let decide = null;

listen({
  setup: ({ key, intent }) => {
    document.getElementById("amount").textContent = amountOf(intent);
    decide = bindDecision({
      key,
      clientSecret: intent.client_secret,
      intentId: intent.id,
      onDecided: (decided) => tell("authenticated", { intent: decided }),
    });
    document.getElementById("heading").focus();
  },
  cancel: () => decide?.("fail"),
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") decide?.("fail");
});
