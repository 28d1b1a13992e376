// The switch in the footer: Auto, Light, Dark. The choice stays in this browser.

const root = document.documentElement;

/** Shows `theme` ("light", "dark", or "" for the system's) and remembers it where that is allowed. */
const choose = (theme) => {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Without storage the choice holds for this page.
  }
  root.dispatchEvent(new CustomEvent("theme:changed", { bubbles: true }));
};

for (const fieldset of document.querySelectorAll("[data-theme-switch]")) {
  const chosen = root.dataset.theme ?? "";
  for (const radio of fieldset.querySelectorAll("input")) radio.checked = radio.value === chosen;
  fieldset.addEventListener("change", (event) => choose(event.target.value));
}
