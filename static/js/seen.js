// Remembers in this browser alone which products it has shown, by key, and shows the ones before this one. Names,
// prices and pictures come from the shop each time: nothing that lies in the storage gets into the page.

const PLACE = "seen";
const MOST = 12;
const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const row = document.querySelector("[data-seen]");

/** The keys that are kept, newest first; none when the storage is closed or holds anything else. */
const kept = () => {
  try {
    const keys = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(keys) ? keys.filter((key) => KEY.test(key)).slice(0, MOST) : [];
  } catch {
    return [];
  }
};

const keep = (keys) => {
  try {
    if (keys.length) localStorage.setItem(PLACE, JSON.stringify(keys));
    else localStorage.removeItem(PLACE);
  } catch {
    // Without storage nothing is remembered.
  }
};

/** The shop's cards for these keys; none when it cannot be reached. */
const cardsOf = async (keys) => {
  try {
    const answer = await fetch(`${row.dataset.seenFrom}?${new URLSearchParams({ keys: keys.join(" ") })}`);
    if (!answer.ok) return [];
    const answered = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...answered.querySelectorAll(".card")];
  } catch {
    return [];
  }
};

const show = async (keys) => {
  const cards = keys.length ? await cardsOf(keys) : [];
  row.querySelector("[data-seen-cards]").replaceChildren(...cards);
  row.hidden = cards.length === 0;
};

if (row) {
  const own = row.dataset.seen;
  const before = kept().filter((key) => key !== own);
  keep([own, ...before].slice(0, MOST));
  show(before);
  row.querySelector("[data-seen-clear]").addEventListener("click", () => {
    keep([]);
    row.hidden = true;
    document.getElementById("main").focus({ preventScroll: true });
  });
}
