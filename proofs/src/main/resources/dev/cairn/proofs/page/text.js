// The small parts of all the formats, each of which has one way to be written. Any other way is refused.

class Refused extends Error {}

const refuse = (message) => {
  throw new Refused(message);
};

const shown = (text) => (text.length <= 100 ? text : text.slice(0, 100) + "…");

const utf8 = (text) => new TextEncoder().encode(text);

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const sameBytes = (one, two) => one.length === two.length && one.every((byte, i) => byte === two[i]);

const text = {
  decoded(what, bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return refuse(`${what} is not in UTF-8`);
    }
  },

  // Text of at most so many bytes, without control characters but newlines.
  lines(what, bytes, most) {
    if (bytes.length > most) refuse(`${what} has ${bytes.length} bytes, it may have ${most} at most`);
    const lines = text.decoded(what, bytes);
    const control = lines.search(/[\0-\x09\x0b-\x1f]/);
    if (control >= 0) {
      refuse(`${what} has the control character ${lines.charCodeAt(control)} at ${control}: only newlines are allowed`);
    }
    return lines;
  },

  // A number from 0 to 2^63 - 1 in decimal digits, without leading zeros.
  number(what, digits) {
    const number = /^(0|[1-9][0-9]{0,18})$/.test(digits) ? BigInt(digits) : -1n;
    return number >= 0n && number < 1n << 63n
      ? number
      : refuse(`${what} is a decimal number below 2^63 without leading zeros, not “${shown(digits)}”`);
  },

  // RFC 4648 section 4, with padding, and no bits beside those of the bytes.
  base64(what, characters) {
    let decoded = null;
    try {
      decoded = atob(characters);
    } catch {
      // Refused below, like what is read but written otherwise.
    }
    return decoded !== null && btoa(decoded) === characters
      ? Uint8Array.from(decoded, (character) => character.charCodeAt(0))
      : refuse(`${what} is not in Base64 with its padding: “${shown(characters)}”`);
  },

  hash(what, characters) {
    const hash = text.base64(what, characters);
    return hash.length === 32 ? hash : refuse(`${what} is no hash of 32 bytes, but has ${hash.length}`);
  },

  // The name of a key: not empty, without white space and plus signs.
  keyName(name) {
    return name !== "" && !/[+\0-\x20\x85\p{Z}\p{Cs}]/u.test(name)
      ? name
      : refuse(`a key's name is not empty and has neither spaces nor plus signs: “${shown(name)}”`);
  },
};

const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
