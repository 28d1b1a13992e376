// The bag's own page: when a change took the focused control away, the focus goes to the heading.

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "bag-part") return;
  const focused = document.activeElement;
  if (focused && focused !== document.body) return;
  document.querySelector(".bag-page [data-bag-heading]")?.focus();
});
