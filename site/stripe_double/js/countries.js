/* The countries a card can be billed to. */

const CODES =
  "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM " +
  "CN CO CR CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FR GA GB GD GE GH GI GL GM GN GQ GR GT GW GY HK " +
  "HN HR HT HU ID IE IL IN IQ IS IT JM JO JP KE KG KH KI KM KN KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC " +
  "MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PY QA " +
  "RO RS RU RW SA SB SC SE SG SI SK SL SM SN SO SR SS ST SV SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US " +
  "UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW";

/** Fills a select with all countries by name and chooses one. */
export function fillCountries(select, chosen) {
  const names = new Intl.DisplayNames(["en-GB"], { type: "region" });
  const rows = CODES.split(" ").map((code) => [names.of(code), code]);
  rows.sort(([left], [right]) => left.localeCompare(right, "en"));
  select.replaceChildren(...rows.map(([name, code]) => new Option(name, code, false, code === chosen)));
}

/** Says whether banks of a country check the postcode of a card. */
export const checksPostcode = (country) => ["CA", "GB", "US"].includes(country);
