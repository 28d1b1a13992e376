// The product page: another size changes price, words, links and address at once. The server says it all again.

const form = document.getElementById("buy");
const variants = JSON.parse(document.getElementById("variants")?.textContent ?? "{}").variants ?? [];
const first = form?.querySelector('input[name="sku"]:checked')?.value;

/** A new element with `text` in it. */
const element = (name, text) => {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
};

/** An `ins` or `del` with a word that only a screen reader says. */
const amount = (name, word, text) => {
  const made = element(name, "");
  const hidden = element("span", `${word} `);
  hidden.className = "visually-hidden";
  made.append(hidden, text);
  return made;
};

const showPrice = (variant) => {
  const box = document.querySelector("[data-price]");
  const price = box.querySelector(".price");
  const reduced = [
    amount("ins", box.dataset.now, variant.price),
    amount("del", box.dataset.was, variant.regular_price),
  ];
  price.replaceChildren(...(variant.regular_price ? reduced : [variant.price]));
  box.querySelector("[data-sale]").hidden = !variant.percent_off;
  box.querySelector("[data-percent]").textContent = variant.percent_off ?? "";
  // The end of the sale was told of the first choice; another variant may have another end.
  const end = box.querySelector("[data-sale-end]");
  if (end) end.hidden = variant.sku !== first;
};

const showWords = (variant) => {
  const legend = form.querySelector("[data-legend]");
  if (legend) legend.textContent = `${legend.dataset.legend}: ${variant.option_1}`;
  const bar = document.querySelector("[data-bar-words]");
  if (bar) bar.textContent = [variant.label, variant.price].filter(Boolean).join(", ");
};

const showStock = (variant) => {
  const button = form.querySelector("[data-add]");
  button.disabled = variant.is_sold_out;
  button.textContent = variant.is_sold_out ? button.dataset.soldWords : button.dataset.addWords;
  document.querySelector("[data-in-stock]")?.toggleAttribute("hidden", variant.is_sold_out);
};

/** The links of the second question keep the size that is chosen now, where it exists. */
const keepSize = (variant) => {
  for (const link of form.querySelectorAll("a[data-value]")) {
    const twin = variants.find(
      (other) => other.option_1 === variant.option_1 && other.option_2 === link.dataset.value,
    );
    if (twin) link.search = new URLSearchParams({ sku: twin.sku });
  }
};

form?.addEventListener("change", (event) => {
  if (event.target.name !== "sku") return;
  const variant = variants.find((other) => other.sku === event.target.value);
  if (!variant) return;
  showPrice(variant);
  showWords(variant);
  showStock(variant);
  keepSize(variant);
  const address = new URL(location.href);
  address.searchParams.set("sku", variant.sku);
  history.replaceState(null, "", address);
});
