/* Copies the demo's card number. */

for (const button of document.querySelectorAll("[data-copy]")) {
  const number = button.closest(".demo-strip").querySelector("[data-copy-text]").textContent;
  // Only secure pages may write to the clipboard.
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(number);
    button.textContent = button.dataset.done;
    button.setAttribute("aria-live", "polite");
  });
}
