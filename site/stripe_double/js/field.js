/* One input with its check, its error text and its state. */

import { keepFormatted } from "./cards.js";
import { tell } from "./frame.js";

export class Field {
  /** `check` answers an error or null for the text; `format`, if given, rewrites it while typing. */
  constructor(input, check, format = null) {
    this.input = input;
    this.check = check;
    this.note = document.getElementById(`${input.id}-error`);
    if (format) keepFormatted(input, format);
    input.addEventListener("input", () => this.show(null));
    // Leaving an empty field says nothing new, but keeps what a press of Pay has said.
    input.addEventListener("blur", () => this.isEmpty || this.show(this.error));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") tell("enter");
      if (event.key === "Escape") tell("escape");
    });
  }

  get value() {
    return this.input.value;
  }

  get isUsed() {
    return !this.input.disabled && !this.input.closest("[hidden]");
  }

  get isEmpty() {
    return this.value.trim() === "";
  }

  get error() {
    return this.check(this.value);
  }

  /** Shows an error beside the field, or takes it away. */
  show(error) {
    this.shown = error;
    this.input.toggleAttribute("aria-invalid", Boolean(error));
    if (error) this.input.setAttribute("aria-invalid", "true");
    this.input.classList.toggle("Input--invalid", Boolean(error));
    if (!this.note) return;
    this.note.textContent = error?.message ?? "";
    this.note.hidden = !error;
    if (error) this.input.setAttribute("aria-describedby", this.note.id);
    else this.input.removeAttribute("aria-describedby");
  }

  clear() {
    this.input.value = "";
    this.show(null);
  }
}

/** Shows what is wrong with each field in use and goes to the first; answers its error, or null. */
export function validate(fields) {
  const wrong = fields.filter((field) => {
    if (!field.isUsed) return false;
    field.show(field.error);
    return field.error;
  });
  wrong[0]?.input.focus();
  return wrong[0]?.error ?? null;
}

/** Answers a change event's detail for the fields in use. */
export function stateOf(fields) {
  const used = fields.filter((field) => field.isUsed);
  return {
    complete: used.every((field) => !field.error),
    empty: used.every((field) => field.isEmpty || field.input.tagName === "SELECT"),
    error: used.find((field) => field.shown)?.shown ?? undefined,
  };
}
