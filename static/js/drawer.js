// The bag drawer: opens when htmx has put the bag into it, keeps the focus inside, gives it back when it closes.

const drawer = document.getElementById("bag-drawer");

/**
 * Opens the drawer on its title. What was put in while it was closed is no news to a screen reader, but the title
 * is described by it: with the focus there, "Tide is in your bag" is said after "Your bag".
 */
const open = () => {
  drawer.showModal();
  drawer.querySelector("[data-bag-heading]")?.focus();
};

/** Puts the focus on the drawer's title when a change took the focused control away. */
const keepFocus = () => {
  if (drawer.contains(document.activeElement)) return;
  const heading = drawer.querySelector("[data-bag-heading]");
  if (heading) heading.focus();
};

/** Shows one sentence in the drawer when the shop cannot be reached. */
const tellTrouble = () => {
  const note = document.createElement("p");
  note.className = "note note--bad";
  note.setAttribute("role", "alert");
  note.textContent = drawer.dataset.trouble;
  const body = drawer.querySelector(".drawer__body") ?? drawer;
  body.querySelector("[data-trouble-note]")?.remove();
  note.dataset.troubleNote = "";
  body.prepend(note);
  if (!drawer.open) drawer.showModal();
};

/** Marks the button that was pressed as busy while the request runs. */
const setBusy = (event, isBusy) => {
  const form = event.detail.elt.closest?.("form");
  const button = form?.querySelector("[data-busy]");
  if (!button) return;
  button.setAttribute("aria-busy", String(isBusy));
  const words = isBusy ? button.dataset.busy : button.dataset.idle;
  if (isBusy) button.dataset.idle = button.textContent.trim();
  if (words) button.textContent = words;
};

if (drawer) {
  document.body.addEventListener("htmx:beforeRequest", (event) => setBusy(event, true));
  document.body.addEventListener("htmx:afterRequest", (event) => setBusy(event, false));
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === drawer && !drawer.open) open();
  });
  // After bag.js, which listens further in and knows the button that was pressed: the title is the last resort.
  window.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === drawer) keepFocus();
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => {
      if (event.detail.target === drawer) tellTrouble();
    });
  }
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer) drawer.close();
  });
}
