/* The fields of a direct debit. */

const plain = (text) => text.replace(/\s/g, "").toUpperCase();

function problem(code, message) {
  return { type: "validation_error", code, message };
}

/** Answers what is wrong with an IBAN, or null; the remainder by 97 must be one. */
export function ibanError(text) {
  const iban = plain(text);
  if (iban.length < 15) return problem("incomplete_iban", "Enter the whole IBAN");
  const moved = iban.slice(4) + iban.slice(0, 4);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return problem("invalid_iban", "Check the IBAN");
  const digits = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  const rest = [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0);
  return rest === 1 ? null : problem("invalid_iban", "Check the IBAN: a sign seems wrong");
}

/** Makes a check for a text that must not be empty. */
export function requiredText(code, message) {
  return (text) => (text.trim() ? null : problem(code, message));
}

/** Answers the parameters of a direct debit. */
export function debitOf(text) {
  return { iban: plain(text) };
}
