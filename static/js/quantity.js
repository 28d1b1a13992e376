// The two buttons of a quantity. Works for what htmx brings in later, since it listens on the document.

/** The button's box as a triple of input, minus and plus. */
const partsOf = (box) => [
  box.querySelector("input"),
  box.querySelector('[data-step="-1"]'),
  box.querySelector('[data-step="1"]'),
];

/** Turns off the button that can go no further. */
const limit = (box) => {
  const [input, minus, plus] = partsOf(box);
  const count = Number(input.value);
  if (minus) minus.disabled = count <= Number(input.min);
  if (plus) plus.disabled = count >= Number(input.max);
};

const limitAll = () => document.querySelectorAll("[data-quantity]").forEach(limit);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-quantity] [data-step]");
  if (!button) return;
  const box = button.closest("[data-quantity]");
  const [input] = partsOf(box);
  const wanted = (Number(input.value) || 0) + Number(button.dataset.step);
  input.value = Math.min(Math.max(wanted, Number(input.min)), Number(input.max));
  limit(box);
  // An off button loses the focus to nowhere: the number beside it takes it.
  if (button.disabled) input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("input", (event) => {
  const box = event.target.closest?.("[data-quantity]");
  if (box) limit(box);
});

document.addEventListener("htmx:afterSettle", limitAll);
limitAll();
