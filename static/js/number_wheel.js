// Scrolling past a number in focus must not change it: the number lets go, and the page scrolls on.

document.addEventListener(
  "wheel",
  ({ target }) => {
    const focused = document.activeElement;
    if (focused === target && focused.type === "number") focused.blur();
  },
  { passive: true, capture: true },
);
