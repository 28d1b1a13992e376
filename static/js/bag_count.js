// The number beside Bag: a cached page does not know it, so it comes from a cookie of the bag's own.

/** Pieces in the bag by its cookie; "" for none and for what is no small number. */
const pieces = () => document.cookie.match(/(?:^|; )bag_count=([1-9]\d{0,3})(?:;|$)/)?.[1] ?? "";

/** Writes the number as the server does: a word for those who listen, and the figure. */
const show = () => {
  const place = document.getElementById("bag-count");
  const count = pieces();
  document.documentElement.toggleAttribute("data-bag", count !== "");
  if (!place || !count || place.querySelector(".count")?.lastChild.textContent === count) return;
  const word = document.createElement("span");
  word.className = "visually-hidden";
  word.textContent = `${place.dataset.pieces} `;
  const figure = document.createElement("span");
  figure.className = "count";
  figure.append(word, count);
  place.replaceChildren(figure);
};

show();
// Back from another page, the browser may show this one as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) show();
});
