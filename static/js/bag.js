// Keeps the focus when htmx swaps the bag, in the drawer and on its page: on the same button of the same quantity
// if it was there, else on the heading, for then the line is gone.

let stepped = null;

/** The quantity button in focus, by the id of its number and its step; null when something else is. */
const steppedNow = () => {
  const button = document.activeElement?.closest("[data-step]");
  const input = button?.closest("[data-quantity]")?.querySelector("input");
  return input?.id ? { id: input.id, step: button.dataset.step } : null;
};

/** Focuses the same button again, or its number when the button is off. */
const focusAgain = ({ id, step }) => {
  const input = document.getElementById(id);
  const button = input?.closest("[data-quantity]").querySelector(`[data-step="${step}"]`);
  const target = button && !button.disabled ? button : input;
  target?.focus();
  return Boolean(target);
};

const isBag = (element) => element?.id === "bag-drawer" || element?.id === "bag-part";

document.addEventListener("htmx:beforeSwap", (event) => {
  if (isBag(event.detail.target)) stepped = steppedNow();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!isBag(event.detail.target)) return;
  const isBack = stepped && focusAgain(stepped);
  stepped = null;
  const focused = document.activeElement;
  if (isBack || (focused && focused !== document.body)) return;
  document.querySelector(".bag-page [data-bag-heading]")?.focus();
});
