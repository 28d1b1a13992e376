// The product page: another answer changes price, words, sizes, stock and address at once. The server says it all
// again. The first question's radios are the form's own; the second one's belong to a form that only asks again.

const form = document.getElementById("buy");
const { variants = [], missing = "" } = JSON.parse(document.getElementById("variants")?.textContent ?? "{}");

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
  Object.assign(box.querySelector("[data-low]"), { textContent: variant.low_note, hidden: !variant.low_note });
  box.querySelector("[data-sale-end]").textContent = variant.sale_end;
};

/** Sold out, the last few, new: the sale has a sign of its own. */
const showBadge = ({ badge: [kind, words] }) => {
  const badge = element("span", words);
  badge.className = `badge badge--${kind}`;
  document.querySelector("[data-badge]").replaceChildren(...(words && kind !== "sale" ? [badge] : []));
};

const showWords = (variant) => {
  for (const [group, value] of [["first", variant.option_1], ["second", variant.option_2]]) {
    const legend = form.querySelector(`[data-${group}] [data-legend]`);
    if (legend) legend.textContent = `${legend.dataset.legend}: ${value}`;
  }
  const bar = document.querySelector("[data-bar-words]");
  if (bar) bar.textContent = [variant.label, variant.price].filter(Boolean).join(", ");
};

const showStock = (variant) => {
  const button = form.querySelector("[data-add]");
  button.disabled = variant.is_sold_out;
  button.textContent = variant.is_sold_out ? button.dataset.soldWords : button.dataset.addWords;
  document.querySelector("[data-in-stock]")?.toggleAttribute("hidden", variant.is_sold_out);
};

/** What is sold out can be asked for: the form below opens with this very variant. */
const showBack = (variant) => {
  const back = document.querySelector("[data-back]");
  if (!back || !variant.is_sold_out) return;
  back.open = true;
  const choice = back.querySelector("select");
  if (choice) choice.value = variant.sku;
};

/** The first question as it is beside this answer to the second one: what cannot be had says why. */
const showFirst = (variant) => {
  const group = form.querySelector("[data-first]");
  for (const radio of group?.querySelectorAll("input") ?? []) {
    const own = variants.find(
      (other) => other.option_1 === radio.dataset.value && other.option_2 === variant.option_2,
    );
    const isGone = own?.is_sold_out ?? true;
    const gone = own ? form.querySelector("[data-add]").dataset.soldWords : missing.replace("%(value)s", variant.option_2);
    const label = radio.closest("label");
    radio.value = own?.sku ?? "";
    radio.checked = own === variant;
    radio.disabled = isGone;
    label.classList.toggle("pill--sold", isGone && label.classList.contains("pill"));
    const price = label.classList.contains("size") ? own?.price : "";
    label.querySelector("[data-words]").textContent = isGone ? gone : price;
  }
};

/** The second question beside this answer to the first one. */
const showSecond = (variant) => {
  for (const radio of form.querySelectorAll("[data-second] input")) {
    const own = variant.second[radio.dataset.value];
    const label = radio.closest("label");
    radio.value = own.sku;
    radio.checked = own.is_chosen;
    label.classList.toggle("pill--sold", own.is_sold_out);
    label.querySelector("[data-more]").textContent = own.more;
    label.querySelector("[data-sold]").hidden = !own.is_sold_out;
  }
};

form?.addEventListener("change", (event) => {
  const variant = variants.find((other) => event.target.name === "sku" && other.sku === event.target.value);
  if (!variant) return;
  showFirst(variant);
  showSecond(variant);
  showPrice(variant);
  showBadge(variant);
  showWords(variant);
  showStock(variant);
  showBack(variant);
  form.dispatchEvent(new CustomEvent("shop:variant", { detail: variant }));
  if (form.elements.sku.type === "hidden") form.elements.sku.value = variant.sku;
  const address = new URL(location.href);
  address.searchParams.set("sku", variant.sku);
  history.replaceState(null, "", address);
});
