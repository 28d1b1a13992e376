/* The words of the checkout's scripts; they stand in the page, translated. */

const template = document.getElementById("checkout-texts");

function find(name) {
  return template.content.querySelector(`[data-text="${name}"]`);
}

/**
 * Answers a text by its name, with each `%(name)s` filled in from `values`.
 * @param {string} name
 * @param {Record<string, string>} values
 */
export function text(name, values = {}) {
  return find(name).textContent.replace(/%\((\w+)\)s/g, (_, key) => values[key]);
}

/** Answers a fresh copy of a link by its name. */
export function link(name) {
  return find(name).cloneNode(true);
}
