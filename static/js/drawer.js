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

/** Shows one sentence on top of the bag, in place of what the last change had to tell. */
const tellTrouble = (bag, words) => {
  const note = document.createElement("p");
  note.className = "note note--bad";
  note.setAttribute("role", "alert");
  note.textContent = words;
  const body = bag.querySelector(".drawer__body") ?? bag;
  body.querySelectorAll("[data-trouble-note], .messages__news").forEach((old) => old.remove());
  note.dataset.troubleNote = "";
  body.prepend(note);
  bag.querySelectorAll("form").forEach((form) => form.reset()); // The bag has what it had.
  if (bag === drawer && !drawer.open) drawer.showModal();
};

/** Whether the browser has thrown away the cookies of an answer that put something into the bag. */
const isForgotten = () =>
  drawer.querySelector(".messages__news .note--good") && !/(?:^|; )bag_count=/.test(document.cookie);

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
    if (event.detail.target !== drawer) return;
    if (!drawer.open) open();
    if (isForgotten()) tellTrouble(drawer, drawer.dataset.noCookies);
  });
  // After bag.js, which listens further in and knows the button that was pressed: the title is the last resort.
  window.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target === drawer) keepFocus();
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => {
      const bag = event.detail.target;
      if (bag === drawer || bag.id === "bag-part") tellTrouble(bag, drawer.dataset.trouble);
    });
  }
  drawer.addEventListener("click", (event) => {
    if (event.target === drawer) drawer.close();
  });
}
