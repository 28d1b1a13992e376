/* The choice of a payment method: tabs with one panel each. */

const LABELS = { card: "Card", ideal: "Bank redirect", sepa_debit: "SEPA debit" };

export class Tabs {
  constructor(list, known, onChange) {
    this.list = list;
    this.known = known;
    this.onChange = onChange;
    this.chosen = "card";
    this.offered = [];
    list.addEventListener("keydown", (event) => this.move(event));
  }

  /** Shows the tabs of the methods that are offered; a single one needs no tab. */
  offer(methods) {
    const offered = this.known.filter((method) => methods.includes(method));
    if (offered.join() === this.offered.join()) return;
    this.offered = offered;
    this.list.replaceChildren(...offered.map((method) => this.tab(method)));
    this.list.hidden = offered.length < 2;
    this.choose(offered.includes(this.chosen) ? this.chosen : offered[0]);
  }

  tab(method) {
    const button = document.createElement("button");
    button.type = "button";
    button.id = `${method}-tab`;
    button.className = "Tab";
    button.value = method;
    button.textContent = LABELS[method];
    button.setAttribute("role", "tab");
    button.setAttribute("aria-controls", `${method}-panel`);
    button.addEventListener("click", () => this.choose(method));
    return button;
  }

  choose(method) {
    this.chosen = method;
    for (const button of this.list.children) {
      const isChosen = button.value === method;
      button.classList.toggle("Tab--selected", isChosen);
      button.setAttribute("aria-selected", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
    for (const name of this.known) {
      const panel = document.getElementById(`${name}-panel`);
      panel.hidden = name !== method;
      if (this.list.hidden) continue;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `${name}-tab`);
    }
    this.onChange();
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (this.offered.indexOf(this.chosen) + step + this.offered.length) % this.offered.length;
    this.choose(this.offered[next]);
    this.list.children[next].focus();
  }
}
