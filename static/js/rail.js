// The arrows of a rail: one press moves it by what is seen of it.

for (const arrows of document.querySelectorAll("[data-rail-arrows]")) {
  const rail = document.getElementById(arrows.dataset.railArrows);
  const [back, on] = arrows.querySelectorAll("button");
  if (!rail || !on) continue;

  const limit = () => {
    back.disabled = rail.scrollLeft <= 8;
    on.disabled = rail.scrollLeft + rail.clientWidth >= rail.scrollWidth - 8;
    arrows.hidden = back.disabled && on.disabled;
  };

  back.addEventListener("click", () => rail.scrollBy({ left: -rail.clientWidth * 0.9 }));
  on.addEventListener("click", () => rail.scrollBy({ left: rail.clientWidth * 0.9 }));
  rail.addEventListener("scroll", limit, { passive: true });
  new ResizeObserver(limit).observe(rail);
}
