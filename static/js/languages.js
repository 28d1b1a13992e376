// The other language of what is on the screen now: a variant or filters chosen since the page came change its
// address, which the links below were drawn without.

/** The query of this address but for the page number: another language may have fewer pages. */
const kept = () => {
  const query = new URLSearchParams(location.search);
  query.delete("page");
  return query.toString();
};

document.querySelector(".languages")?.addEventListener("click", ({ target }) => {
  const link = target.closest("[data-keeps-query]");
  if (link) link.search = kept();
});
