// Phones: the bar at the foot of the screen is there while the main "Add to bag" is not.

const bar = document.querySelector("[data-buybar]");
const main = document.querySelector("[data-add]");

if (bar && main) {
  new IntersectionObserver(([entry]) => {
    const isBelow = entry.boundingClientRect.top > 0;
    bar.toggleAttribute("data-shown", !entry.isIntersecting && !isBelow);
  }).observe(main);
}
