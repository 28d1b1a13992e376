// Phones: the bars below the swiped pictures show which one is seen. A variant's own picture comes first when chosen.

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const track = gallery.querySelector("[data-gallery-track]");
  const bars = gallery.querySelectorAll("[data-gallery-bars] i");
  if (!track) continue;

  const [large, small] = [...track.children].map((figure) => figure.querySelector("img").sizes);

  /** The editor's order, but for the picture with this id; the first one is shown large. */
  const putFirst = (id) => {
    const rank = ({ dataset }) => (id && dataset.picture === String(id) ? -1 : Number(dataset.place));
    track.append(...[...track.children].sort((one, other) => rank(one) - rank(other)));
    for (const picture of track.querySelectorAll("source, img")) {
      picture.sizes = picture.closest("figure") === track.firstElementChild ? large : small;
    }
    track.scrollTo({ left: 0 });
  };
  if (track.children.length > 1) {
    document.getElementById("buy")?.addEventListener("shop:variant", (event) => putFirst(event.detail.picture));
  }
  if (bars.length === 0) continue;

  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        const now = [...track.children].indexOf(entry.target);
        bars.forEach((bar, index) => bar.toggleAttribute("data-now", index === now));
      }
    },
    { root: track, threshold: 0.6 },
  );
  for (const picture of track.children) seen.observe(picture);
}
