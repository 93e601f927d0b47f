// SHA-256 and SHA-512 (FIPS 180-4). Both take any number of byte arrays and hash them as one.
// Their constants are the first bits behind the point of the roots of the first primes, and those of
// SHA-256 are the upper halves of those of SHA-512; so they are computed and not listed.

const { sha256, sha512 } = (() => {
  const primes = [2];
  for (let n = 3; primes.length < 80; n += 2) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }

  const root = (number, degree) => {
    let root = 0n;
    for (let bit = 1n << 67n; bit; bit >>= 1n) {
      if ((root | bit) ** degree <= number) root |= bit;
    }
    return root;
  };
  const fractionOfRoot = (prime, degree) => BigInt.asUintN(64, root(BigInt(prime) << (64n * degree), degree));

  const START_512 = BigUint64Array.from(primes.slice(0, 8), (prime) => fractionOfRoot(prime, 2n));
  const ROUND_512 = BigUint64Array.from(primes, (prime) => fractionOfRoot(prime, 3n));
  const upperHalf = (word) => Number(word >> 32n);
  const START_256 = Int32Array.from(START_512, upperHalf);
  const ROUND_256 = Int32Array.from(ROUND_512.subarray(0, 64), upperHalf);

  // A one bit, zeros, and the length in bits, up to whole blocks.
  const padded = (parts, block) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const message = new Uint8Array(Math.ceil((length + 1 + block / 8) / block) * block);
    parts.reduce((at, part) => (message.set(part, at), at + part.length), 0);
    message[length] = 0x80;
    const view = new DataView(message.buffer);
    view.setBigUint64(message.length - 8, BigInt(length) * 8n);
    return view;
  };

  const turned = (x, n) => (x >>> n) | (x << (32 - n));

  // Typed arrays cut what is written to them to 32 bits, or 64; sums of words stay exact until then.
  const sha256 = (...parts) => {
    const message = padded(parts, 64);
    const sum = Int32Array.from(START_256);
    const w = new Int32Array(64);
    for (let at = 0; at < message.byteLength; at += 64) {
      for (let i = 0; i < 16; i++) w[i] = message.getInt32(at + 4 * i);
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15];
        const y = w[i - 2];
        w[i] = w[i - 16] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3))
          + w[i - 7] + (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10));
      }
      let [a, b, c, d, e, f, g, h] = sum;
      for (let i = 0; i < 64; i++) {
        const t = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUND_256[i] + w[i];
        const u = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g; g = f; f = e; e = (d + t) | 0; d = c; c = b; b = a; a = (t + u) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { sum[i] += word; });
    }
    const hash = new DataView(new ArrayBuffer(32));
    sum.forEach((word, i) => hash.setInt32(4 * i, word));
    return new Uint8Array(hash.buffer);
  };

  const cut = (x) => BigInt.asUintN(64, x);
  const turned64 = (x, n) => (x >> n) | cut(x << (64n - n));

  const sha512 = (...parts) => {
    const message = padded(parts, 128);
    const sum = BigUint64Array.from(START_512);
    const w = new BigUint64Array(80);
    for (let at = 0; at < message.byteLength; at += 128) {
      for (let i = 0; i < 16; i++) w[i] = message.getBigUint64(at + 8 * i);
      for (let i = 16; i < 80; i++) {
        const x = w[i - 15];
        const y = w[i - 2];
        w[i] = w[i - 16] + (turned64(x, 1n) ^ turned64(x, 8n) ^ (x >> 7n))
          + w[i - 7] + (turned64(y, 19n) ^ turned64(y, 61n) ^ (y >> 6n));
      }
      let [a, b, c, d, e, f, g, h] = sum;
      for (let i = 0; i < 80; i++) {
        const t = h + (turned64(e, 14n) ^ turned64(e, 18n) ^ turned64(e, 41n)) + ((e & f) ^ (cut(~e) & g))
          + ROUND_512[i] + w[i];
        const u = (turned64(a, 28n) ^ turned64(a, 34n) ^ turned64(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g; g = f; f = e; e = cut(d + t); d = c; c = b; b = a; a = cut(t + u);
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { sum[i] += word; });
    }
    const hash = new DataView(new ArrayBuffer(64));
    sum.forEach((word, i) => hash.setBigUint64(8 * i, word));
    return new Uint8Array(hash.buffer);
  };

  return { sha256, sha512 };
})();
