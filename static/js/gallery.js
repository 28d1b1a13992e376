// Phones: the bars below the swiped pictures show which one is seen.

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const track = gallery.querySelector("[data-gallery-track]");
  const bars = gallery.querySelectorAll("[data-gallery-bars] i");
  if (!track || bars.length === 0) continue;

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
