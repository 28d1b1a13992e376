// A product's pictures as large as the screen: opened by a click or Enter, stepped by arrows, left by Escape.

for (const gallery of document.querySelectorAll("[data-gallery]")) {
  let links = [...gallery.querySelectorAll("[data-zoom]")];
  const dialog = gallery.querySelector("[data-zoom-dialog]");
  if (!dialog || links.length === 0) continue;

  const picture = dialog.querySelector("[data-zoom-picture]");
  const where = dialog.querySelector("[data-zoom-where]");
  const closer = dialog.querySelector("[data-zoom-closer]");
  const stage = dialog.querySelector("[data-zoom-stage]");
  let shown = 0;

  /** Shows the picture at its own size, to be scrolled, or the whole of it. */
  const setFullSize = (isFull) => {
    dialog.toggleAttribute("data-full", isFull);
    closer.setAttribute("aria-pressed", String(isFull));
    if (!isFull) return;
    stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
  };

  /** Shows the picture with this number, counted round. */
  const show = (number) => {
    shown = (number + links.length) % links.length;
    picture.src = links[shown].href;
    picture.alt = links[shown].querySelector("img").alt;
    where.textContent = where.dataset.words.replace("{number}", shown + 1).replace("{count}", links.length);
    setFullSize(false);
  };

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      links = [...gallery.querySelectorAll("[data-zoom]")]; // another variant may have changed their order
      show(links.indexOf(link));
      dialog.showModal();
    });
  }
  for (const button of dialog.querySelectorAll("[data-zoom-step]")) {
    button.addEventListener("click", () => show(shown + Number(button.dataset.zoomStep)));
  }
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || links.length < 2 || dialog.hasAttribute("data-full")) return;
    event.preventDefault();
    show(shown + step);
  });
  closer.addEventListener("click", () => setFullSize(!dialog.hasAttribute("data-full")));
  picture.addEventListener("click", () => setFullSize(!dialog.hasAttribute("data-full")));
  dialog.querySelector("[data-zoom-close]").addEventListener("click", () => dialog.close());
  // The dialog gives the focus back to the link by itself; after stepping on, to the picture that was seen last.
  dialog.addEventListener("close", () => links[shown].focus());
}
