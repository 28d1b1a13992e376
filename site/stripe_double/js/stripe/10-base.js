/* Where the script came from, and the errors of a wrong integration. */

const SCRIPT = document.currentScript ?? document.querySelector('script[src*="/js/stripe.js"]');
const BASE = new URL(".", SCRIPT.src).href.replace(/\/js\/$/, "");

class IntegrationError extends Error {
  constructor(message) {
    super(message);
    this.name = "IntegrationError";
  }
}

function require(condition, message) {
  if (!condition) throw new IntegrationError(message);
}

/** Sets styles one by one, which a strict content policy allows. */
function dress(node, styles) {
  for (const [name, value] of Object.entries(styles)) node.style.setProperty(name, value);
  return node;
}
