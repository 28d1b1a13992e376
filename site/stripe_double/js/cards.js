/* Card fields: how they are written while typing, and what is wrong with them. */

const BRANDS = [
  ["amex", /^3[47]/, 15, [4, 6, 5]],
  ["visa", /^4/, 16, [4, 4, 4, 4]],
  ["mastercard", /^(5[1-5]|2[2-7])/, 16, [4, 4, 4, 4]],
  ["discover", /^(6011|65|64[4-9])/, 16, [4, 4, 4, 4]],
  ["diners", /^3[068]/, 14, [4, 6, 4]],
  ["jcb", /^35/, 16, [4, 4, 4, 4]],
  ["unionpay", /^62/, 16, [4, 4, 4, 4]],
];
const OTHER = ["unknown", /^/, 16, [4, 4, 4, 4]];
const NAMES = { amex: "AMEX", visa: "VISA", mastercard: "MC", discover: "DISC", diners: "DC", jcb: "JCB" };

const TEXTS = {
  incomplete_number: "Enter the whole card number",
  invalid_number: "Check the card number: a digit seems wrong",
  incomplete_expiry: "Enter month and year",
  invalid_expiry_month: "Enter a month from 01 to 12",
  invalid_expiry_year_past: "The expiry year is in the past",
  invalid_expiry_month_past: "The expiry date is in the past",
  invalid_expiry_year: "Check the expiry year",
  incomplete_cvc: "Enter the whole security code",
  incomplete_zip: "Enter the postcode",
};

export const digitsOf = (text) => text.replace(/\D/g, "");

function brandRow(number) {
  return BRANDS.find(([, start]) => start.test(number)) ?? OTHER;
}

/** Answers the brand that a number starts like. */
export function brandOf(number) {
  return brandRow(digitsOf(number))[0];
}

/** Answers the few letters that stand for a brand, empty for an unknown one. */
export function brandMark(brand) {
  return NAMES[brand] ?? "";
}

/** Groups the digits of a card number. */
export function formatNumber(text) {
  const [, , length, groups] = brandRow(digitsOf(text));
  let rest = digitsOf(text).slice(0, length);
  const parts = [];
  for (const size of groups) {
    if (rest) parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return parts.join(" ");
}

/** Writes an expiry date as `MM / YY`. */
export function formatExpiry(text) {
  let digits = digitsOf(text);
  if (/^[2-9]/.test(digits)) digits = `0${digits}`;
  if (/^\d{2}20\d{2}$/.test(digits)) digits = digits.slice(0, 2) + digits.slice(4);
  digits = digits.slice(0, 4);
  return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
}

/** Cuts a security code to the length that the brand has. */
export function formatCvc(text, number) {
  return digitsOf(text).slice(0, brandOf(number) === "amex" ? 4 : 3);
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (1 + (index % 2));
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function error(code) {
  return { type: "validation_error", code, message: TEXTS[code] };
}

/** Answers what is wrong with a card number, or null. */
export function numberError(text) {
  const digits = digitsOf(text);
  const length = brandRow(digits)[2];
  if (digits.length < length) return error("incomplete_number");
  return passesLuhn(digits) ? null : error("invalid_number");
}

/** Splits `MM / YY` into numbers. */
export function expiryOf(text) {
  const digits = digitsOf(text);
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) };
}

/** Answers what is wrong with an expiry date, or null. */
export function expiryError(text) {
  if (digitsOf(text).length < 4) return error("incomplete_expiry");
  const { month, year } = expiryOf(text);
  const now = new Date();
  if (month < 1 || month > 12) return error("invalid_expiry_month");
  if (year < now.getFullYear()) return error("invalid_expiry_year_past");
  if (year > now.getFullYear() + 50) return error("invalid_expiry_year");
  const isPast = year === now.getFullYear() && month <= now.getMonth();
  return isPast ? error("invalid_expiry_month_past") : null;
}

/** Answers what is wrong with a security code, or null. */
export function cvcError(text, number) {
  const length = brandOf(number) === "amex" ? 4 : 3;
  return digitsOf(text).length < length ? error("incomplete_cvc") : null;
}

/** Answers what is wrong with a postcode, or null. */
export function postalError(text) {
  return text.trim().length < 3 ? error("incomplete_zip") : null;
}

/** Keeps a field written in its format; the caret stays behind the digit it was behind. */
export function keepFormatted(input, format) {
  input.addEventListener("input", () => {
    const before = digitsOf(input.value.slice(0, input.selectionStart)).length;
    const atEnd = input.selectionStart === input.value.length;
    input.value = format(input.value);
    if (atEnd) return;
    let caret = 0;
    for (let seen = 0; seen < before && caret < input.value.length; caret += 1) {
      if (/\d/.test(input.value[caret])) seen += 1;
    }
    input.setSelectionRange(caret, caret);
  });
}
