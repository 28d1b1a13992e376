/* One element: what the shop mounts, listens to and changes. */

const KINDS = {
  card: { page: "card.html", title: "Secure card payment input frame" },
  payment: { page: "payment.html", title: "Secure payment input frame" },
  address: {},
  linkAuthentication: {},
  expressCheckout: {},
};
const STATES = ["empty", "complete", "focus", "invalid"];

class Element {
  constructor(group, type, options) {
    this.group = group;
    this.type = type;
    this.options = { ...options };
    this.listeners = new Map();
    this.frame = null;
    this.container = null;
    this.isDestroyed = false;
  }

  on(event, handler) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(handler);
    return this;
  }

  once(event, handler) {
    const onlyOnce = (detail) => {
      this.off(event, onlyOnce);
      handler(detail);
    };
    return this.on(event, onlyOnce);
  }

  off(event, handler) {
    if (handler) this.listeners.get(event)?.delete(handler);
    else this.listeners.delete(event);
    return this;
  }

  addEventListener(event, handler) {
    return this.on(event, handler);
  }

  removeEventListener(event, handler) {
    return this.off(event, handler);
  }

  emit(event, detail = {}) {
    for (const handler of [...(this.listeners.get(event) ?? [])]) {
      handler({ elementType: this.type, ...detail });
    }
  }

  mount(target) {
    require(!this.isDestroyed, "This element has been destroyed: create a new one.");
    const container = typeof target === "string" ? document.querySelector(target) : target;
    require(container, `There is no place to mount the element: ${target}.`);
    if (this.container === container && this.holder?.isConnected) return this;
    this.unmount();
    this.container = container;
    this.holder = dress(document.createElement("div"), {
      margin: "0",
      padding: "0",
      border: "none",
      display: "block",
      position: "relative",
    });
    this.holder.className = "__PrivateStripeElement";
    container.replaceChildren(this.holder);
    container.classList.add("StripeElement");
    this.mark({ empty: true });
    if (KINDS[this.type].page) this.open();
    else queueMicrotask(() => this.emit("ready"));
    return this;
  }

  open() {
    const { page, title } = KINDS[this.type];
    this.frame = new Frame(page, title, (type, detail) => this.heard(type, detail));
    // The frame is a little larger than its place, so that focus rings are not cut off at its edge.
    dress(this.frame.node, {
      border: "0",
      display: "block",
      width: "calc(100% + 12px)",
      margin: "-6px",
      height: this.type === "card" ? "36px" : "230px",
      "color-scheme": this.group.scheme(this.options),
    });
    this.holder.append(this.frame.node);
    this.labelClick = (event) => {
      if (event.target.closest?.("label")?.htmlFor === this.container?.id && this.container.id) this.focus();
    };
    document.addEventListener("click", this.labelClick);
    this.emit("loaderstart");
    this.setUp(this.frame);
  }

  async setUp(frame) {
    const { error } = await this.group.ready();
    if (frame !== this.frame) return;
    if (error) this.emit("loaderror", { error });
    else frame.post("setup", this.group.setupFor(this));
  }

  heard(type, detail) {
    if (type === "height") dress(this.frame.node, { height: `${detail.height + 12}px` });
    if (type === "change") this.mark({ ...detail, invalid: Boolean(detail.error) });
    if (type === "focus" || type === "blur") this.mark({ focus: type === "focus" });
    if (type === "enter") this.container.closest("form")?.requestSubmit();
    else if (type !== "height") this.emit(type, detail);
  }

  mark(states) {
    const names = this.options.classes ?? {};
    for (const state of STATES.filter((name) => name in states)) {
      this.container.classList.toggle(names[state] ?? `StripeElement--${state}`, Boolean(states[state]));
    }
  }

  update(options) {
    Object.assign(this.options, options);
    this.refresh();
    return this;
  }

  refresh() {
    if (!this.frame) return;
    dress(this.frame.node, { "color-scheme": this.group.scheme(this.options) });
    this.frame.post("update", this.group.setupFor(this));
  }

  focus() {
    this.frame?.node.focus();
    this.frame?.post("focus");
  }

  blur() {
    this.frame?.post("blur");
  }

  clear() {
    this.frame?.post("clear");
  }

  collapse() {
    this.frame?.post("collapse");
  }

  unmount() {
    document.removeEventListener("click", this.labelClick);
    this.frame?.remove();
    this.holder?.remove();
    this.container?.classList.remove("StripeElement", ...STATES.map((state) => `StripeElement--${state}`));
    this.frame = this.holder = this.container = null;
    return this;
  }

  destroy() {
    this.unmount();
    this.isDestroyed = true;
    this.group.forget(this);
    return this;
  }
}
