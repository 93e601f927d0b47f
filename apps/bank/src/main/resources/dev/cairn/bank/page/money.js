// Amounts are whole numbers of the smallest unit; only what people see and type has a decimal point.

const formats = new Map();

function format(currency) {
  if (!formats.has(currency)) {
    formats.set(currency, new Intl.NumberFormat("en", { style: "currency", currency }));
  }
  return formats.get(currency);
}

export function decimals(currency) {
  return format(currency).resolvedOptions().maximumFractionDigits;
}

/** 123456 USD as "$1,234.56", without ever making a fraction of it. */
export function show(minor, currency) {
  const places = decimals(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = places ? `${whole}.${digits.slice(-places)}` : whole;
  return format(currency).format(minor < 0 ? `-${text}` : text);
}

/** "12.50" as 1250; null where it is no amount of that currency. */
export function parse(text, currency) {
  const places = decimals(currency);
  const match = /^(\d{1,14})(?:[.,](\d+))?$/.exec(text.trim());
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > places) {
    return null;
  }
  const minor = Number(match[1] + fraction.padEnd(places, "0"));
  return Number.isSafeInteger(minor) ? minor : null;
}
