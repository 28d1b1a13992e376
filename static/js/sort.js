// Sorts as soon as another order is chosen; without script the button beside it does.

for (const form of document.querySelectorAll("[data-sort]")) {
  form.querySelector("select").addEventListener("change", () => form.requestSubmit());
}
