/* Errors of the checkout's form: beside each field, and all together on top of it. */

const form = document.getElementById("payment-form");
const summary = document.getElementById("error-summary");
const list = summary.querySelector("ul");

/** Takes all errors away. */
export function clearErrors() {
  summary.hidden = true;
  list.replaceChildren();
  for (const place of form.querySelectorAll("[data-error-for]")) place.replaceChildren();
  for (const box of form.querySelectorAll(".field--bad")) box.classList.remove("field--bad");
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

/**
 * Shows errors in the order of the fields, and moves the focus to their summary.
 * @param {Record<string, string[]>} errors sentences by field name
 * @param {{words: string, focus: () => void} | null} paymentError what is wrong in the payment's box
 */
export function showErrors(errors, paymentError = null) {
  const places = [...form.querySelectorAll("[data-error-for]")].map((place) => place.dataset.errorFor);
  const names = Object.keys(errors).sort((one, other) => places.indexOf(one) - places.indexOf(other));
  for (const name of names) {
    const input = mark(name, errors[name]);
    for (const words of errors[name]) add(words, input?.id, () => input.focus());
  }
  if (paymentError) add(paymentError.words, "payment-element", paymentError.focus);
  summary.hidden = false;
  summary.focus();
}

/** Shows the errors of one field beside it; answers its input, or null for what is no field of the form. */
function mark(name, sentences) {
  const place = form.querySelector(`[data-error-for="${name}"]`);
  if (!place) return null;
  const input = form.querySelector(`[name="${name}"]`);
  place.replaceChildren(...sentences.map((words) => made("p", words, "field__error")));
  place.closest(".field").classList.add("field--bad");
  input.setAttribute("aria-invalid", "true");
  const described = new Set((input.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  input.setAttribute("aria-describedby", [...described.add(place.id)].join(" "));
  return input;
}

function add(words, id, focus) {
  const row = made("li", id ? "" : words);
  if (id) {
    const anchor = made("a", words);
    anchor.href = `#${id}`;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      focus();
    });
    row.append(anchor);
  }
  list.append(row);
}

function made(tag, words, className = "") {
  const node = document.createElement(tag);
  node.textContent = words;
  node.className = className;
  return node;
}
