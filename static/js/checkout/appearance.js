/* Dresses Stripe's boxes in the shop's own colors and type, in both themes. */

const root = document.documentElement;

/** Reads tokens as colors that Stripe understands: `light-dark()` and `var()` are worked out by the browser. */
function colors(names) {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const found = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(found);
}

function token(name) {
  return getComputedStyle(root).getPropertyValue(`--${name}`).trim();
}

function read() {
  const names = ["page", "raised", "ink", "ink-2", "line", "line-strong", "accent", "bad", "bad-wash"];
  return { ...colors(names), font: token("text") };
}

/** The appearance of the Payment Element. */
export function paymentAppearance() {
  const look = read();
  return {
    theme: "flat",
    variables: {
      colorPrimary: look.ink,
      colorBackground: look.page,
      colorText: look.ink,
      colorTextSecondary: look["ink-2"],
      colorTextPlaceholder: look["ink-2"],
      colorDanger: look.bad,
      fontFamily: look.font,
      fontSizeBase: "16px",
      borderRadius: "0px",
      spacingUnit: "4px",
      gridRowSpacing: "20px",
    },
    rules: {
      ".Label": { color: look.ink, fontSize: "15px", fontWeight: "600", marginBottom: "6px" },
      ".Input": { border: `1px solid ${look["line-strong"]}`, boxShadow: "none", padding: "13px 14px" },
      ".Input:focus": { border: `1px solid ${look.ink}`, boxShadow: `0 0 0 3px ${look.accent}`, outline: "0" },
      ".Input--invalid": { border: `2px solid ${look.bad}`, backgroundColor: look["bad-wash"], color: look.ink },
      ".Error": { color: look.bad, fontSize: "15px", fontWeight: "600" },
      ".Tab": { border: `1px solid ${look.line}`, backgroundColor: look.raised, boxShadow: "none" },
      ".Tab--selected": { border: `1px solid ${look.ink}`, color: look.ink, boxShadow: `inset 0 -3px ${look.ink}` },
      ".TabLabel": { fontWeight: "600" },
    },
  };
}

/** The style of the Card Element. */
export function cardStyle() {
  const look = read();
  return {
    base: {
      color: look.ink,
      iconColor: look["ink-2"],
      fontFamily: look.font,
      fontSize: "16px",
      "::placeholder": { color: look["ink-2"] },
    },
    invalid: { color: look.bad, iconColor: look.bad },
  };
}

/** Calls `dress` whenever the theme changes: by the switch or by the system. */
export function onThemeChange(dress) {
  new MutationObserver(dress).observe(root, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
}
