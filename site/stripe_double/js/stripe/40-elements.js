/* A group of elements that belong to one payment. */

class Elements {
  constructor(key, options) {
    this.key = key;
    this.options = { ...options };
    this.created = [];
    this.intent = null;
    if (options.clientSecret !== undefined) {
      require(intentIdOf(options.clientSecret), "elements() needs the client secret of a PaymentIntent.");
    } else if (options.mode !== undefined) {
      require(options.currency, "elements() with a mode needs a currency.");
    }
  }

  ready() {
    this.loading ??= this.options.clientSecret ? this.fetchUpdates() : Promise.resolve({});
    return this.loading;
  }

  /** Reads the intent again, after its amount has changed. */
  async fetchUpdates() {
    const { result, error } = await retrieveIntent(this.key, this.options.clientSecret);
    if (error) return { error };
    this.intent = result;
    this.created.forEach((element) => element.refresh());
    return {};
  }

  create(type, options = {}) {
    require(KINDS[type], `There is no element of type ${type} here.`);
    require(!this.getElement(type), `There can be only one element of type ${type}.`);
    const isUnbound = !this.options.clientSecret && !this.options.mode;
    require(type !== "payment" || !isUnbound, "A payment element needs a client secret or a mode.");
    if (type === "payment") checkFields(options.fields);
    const element = new Element(this, type, options);
    this.created.push(element);
    return element;
  }

  getElement(type) {
    const name = typeof type === "string" ? type : type?.__elementType;
    return this.created.find((element) => element.type === name) ?? null;
  }

  forget(element) {
    this.created = this.created.filter((other) => other !== element);
  }

  update(options) {
    Object.assign(this.options, options);
    this.created.forEach((element) => element.refresh());
  }

  /** Checks the fields; marks what is wrong, and answers `{error}` for the first. */
  async submit() {
    const element = this.getElement("payment");
    if (!element?.frame) return {};
    const { error, selected } = await element.frame.ask("validate");
    return error ? { error } : { selectedPaymentMethod: selected };
  }

  methods() {
    if (this.intent) return this.intent.payment_method_types;
    const isEuro = this.options.currency?.toLowerCase() === "eur";
    return this.options.paymentMethodTypes ?? (isEuro ? ["card", "ideal", "sepa_debit"] : ["card"]);
  }

  setupFor(element) {
    return {
      key: this.key,
      options: JSON.parse(JSON.stringify(element.options)),
      appearance: JSON.parse(JSON.stringify(this.options.appearance ?? {})),
      methods: this.methods(),
      scheme: this.scheme(element.options),
    };
  }

  /** Answers the color scheme of the shop's page, so that the frame stays see-through on it. */
  scheme(options) {
    const { variables = {}, theme } = this.options.appearance ?? {};
    const text = options.style?.base?.color ?? variables.colorText;
    const isLightText = text ? brightness(text) > 0.55 : theme === "night";
    return isLightText ? "dark" : "light";
  }
}

function brightness(color) {
  const probe = dress(document.createElement("span"), { color, display: "none" });
  document.body.append(probe);
  const [red, green, blue] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? [0, 0, 0]).map(Number);
  probe.remove();
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
