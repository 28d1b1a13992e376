// A list with filters: where they stand, and what htmx leaves to us when it puts in the answer.

const listing = document.querySelector("[data-listing]");
const filters = document.querySelector("[data-filters]");
const sheet = document.getElementById("filter-sheet");
const isPhone = matchMedia("(width < 860px)");
let folded = [];
let sent = "";

/** The filters stand beside the list, on phones in a sheet over it. */
const place = () => {
  if (!isPhone.matches && sheet.open) sheet.close();
  (isPhone.matches ? sheet : listing.querySelector("[data-aside]")).append(filters);
};

/** Folds again what the reader had folded, and opens what was open. */
const keepFolds = () => {
  for (const group of filters.querySelectorAll("details[data-facet]")) {
    const before = folded.find(([facet]) => facet === group.dataset.facet);
    if (before) group.open = before[1];
  }
};

/** All that is ticked and typed now. */
const wanted = () => new URLSearchParams(new FormData(filters)).toString();

if (listing && filters && sheet) {
  place();
  isPhone.addEventListener("change", place);

  // The form says all that is wanted: htmx would add it to what the address says already, and nothing could be taken
  // away. An empty field and the usual order say nothing: they stay out of the address.
  listing.addEventListener("htmx:configRequest", (event) => {
    const asked = event.detail.parameters;
    if (event.target === filters) {
      event.detail.path = location.pathname;
      sent = wanted();
    }
    const usual = filters.elements.sort?.options[0].value;
    for (const name of Object.keys(asked)) if (["", name === "sort" ? usual : ""].includes(asked[name])) delete asked[name];
  });
  listing.addEventListener("htmx:beforeSwap", (event) => {
    // What was ticked meanwhile would be gone with the old boxes: its own request is waiting, and asks for all of it.
    if (event.detail.requestConfig.elt === filters && sent !== wanted()) event.detail.shouldSwap = false;
    folded = [...filters.querySelectorAll("details[data-facet]")].map((group) => [group.dataset.facet, group.open]);
  });
  listing.addEventListener("htmx:afterSettle", () => {
    keepFolds();
    if (document.activeElement !== document.body) return;
    (sheet.open ? sheet.querySelector("[data-closes]") : document.getElementById("results-title"))?.focus();
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    // The page itself says better what is wrong.
    listing.addEventListener(name, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  }
  filters.addEventListener("submit", () => sheet.close());
}
