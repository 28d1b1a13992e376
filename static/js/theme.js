// Runs in the head, before the first paint: a reader who chose light or dark never sees the other one flash, and
// what stands beside the bag's number does not move when bag_count.js writes it.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  root.toggleAttribute("data-bag", /(?:^|; )bag_count=[1-9]/.test(document.cookie));
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden: the system's theme is right then.
  }
})();
