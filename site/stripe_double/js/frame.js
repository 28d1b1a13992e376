/* The frame's side of the messages to the shop's page, and the shop's colors. */

export const BASE = location.origin + location.pathname.slice(0, location.pathname.lastIndexOf("/js/"));

let parentKnown = false;

/** Tells the page something. */
export function tell(type, detail = {}, question = undefined) {
  window.parent.postMessage({ type, detail, question }, location.origin);
}

/** Listens to the page; each handler gets the detail, and what it returns answers a question. */
export function listen(handlers) {
  window.addEventListener("message", async (event) => {
    if (event.source !== window.parent || event.origin !== location.origin) return;
    const { type, detail, question } = event.data ?? {};
    const answer = await handlers[type]?.(detail);
    if (question !== undefined) tell("answer", answer, question);
  });
  tell("hello");
}

/** Keeps the page informed of how much room the content needs, and of where the focus is. */
export function report(content) {
  new ResizeObserver(() => tell("height", { height: Math.ceil(content.offsetHeight) })).observe(content);
  content.addEventListener("focusin", (event) => {
    if (!content.contains(event.relatedTarget)) tell("focus");
  });
  content.addEventListener("focusout", (event) => {
    if (!content.contains(event.relatedTarget)) tell("blur");
  });
}

/** Says that the fields can be used; only the first time counts. */
export function tellReady() {
  if (!parentKnown) requestAnimationFrame(() => tell("ready"));
  parentKnown = true;
}

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

/** Replaces all styles that the shop has asked for: `{selector: {property: value}}`. */
export function applyRules(rules) {
  sheet.replaceSync("");
  for (const [selector, properties] of Object.entries(rules)) {
    try {
      sheet.insertRule(`${selector} {}`, sheet.cssRules.length);
    } catch {
      continue; // Not a selector this browser knows: the rest still applies.
    }
    const { style } = sheet.cssRules[sheet.cssRules.length - 1];
    for (const [name, value] of Object.entries(properties)) style.setProperty(dashed(name), String(value));
  }
}

/** Applies an appearance: a theme, variables such as `colorText`, and rules. */
export function applyAppearance({ theme = "stripe", variables = {}, rules = {} }, scheme) {
  const root = document.documentElement;
  root.dataset.theme = theme;
  root.style.setProperty("color-scheme", scheme);
  for (const [name, value] of Object.entries(variables)) root.style.setProperty(`--${name}`, value);
  applyRules(rules);
}

function dashed(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
