// Verification of Ed25519 (RFC 8032), for browsers that lack it. Nothing here is secret, so it may take its time and
// need not take the same time always. A signature is good if the point S·B − h·A is, byte for byte, what it begins with;
// a second form of it (S beyond the order of B), or of a key, is none.

const ed25519 = (() => {
  const P = 2n ** 255n - 19n;
  const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

  const mod = (x) => {
    const rest = x % P;
    return rest < 0n ? rest + P : rest;
  };
  const power = (base, exponent) => {
    let result = 1n;
    for (let square = base; exponent; exponent >>= 1n, square = mod(square * square)) {
      if (exponent & 1n) result = mod(result * square);
    }
    return result;
  };
  const inverse = (x) => power(x, P - 2n);

  const D = mod(-121665n * inverse(121666n));
  const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

  const toNumber = (bytes) => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

  // Points are [X, Y, Z, T]: x = X/Z, y = Y/Z, x·y = T/Z. The sum is right for all points, also for one with itself.
  const ZERO = [0n, 1n, 1n, 0n];
  const add = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
    const a = mod((y1 - x1) * (y2 - x2));
    const b = mod((y1 + x1) * (y2 + x2));
    const c = mod(2n * D * mod(t1 * t2));
    const d = mod(2n * z1 * z2);
    return [mod((b - a) * (d - c)), mod((d + c) * (b + a)), mod((d - c) * (d + c)), mod((b - a) * (b + a))];
  };
  const negative = ([x, y, z, t]) => [mod(-x), y, z, mod(-t)];

  const encoded = ([x, y, z]) => {
    const one = inverse(z);
    let rest = mod(y * one) | ((mod(x * one) & 1n) << 255n);
    return Uint8Array.from({ length: 32 }, () => {
      const byte = Number(rest & 255n);
      rest >>= 8n;
      return byte;
    });
  };

  // The point of 32 bytes; null if they are none, or not the one form of it.
  const decoded = (bytes) => {
    const number = toNumber(bytes);
    const y = BigInt.asUintN(255, number);
    const odd = number >> 255n;
    if (bytes.length !== 32 || y >= P) return null;
    const u = mod(y * y - 1n);
    const v = mod(D * y * y + 1n);
    const root = mod(u * v ** 3n * power(mod(u * v ** 7n), (P - 5n) / 8n));
    const x = [root, mod(root * ROOT_OF_MINUS_ONE)].find((x) => mod(v * x * x) === u);
    if (x === undefined || (x === 0n && odd)) return null;
    const signed = (x & 1n) === odd ? x : P - x;
    return [signed, y, 1n, mod(signed * y)];
  };

  const BASE = decoded(Uint8Array.from({ length: 32 }, (_, i) => (i ? 0x66 : 0x58)));

  // m·M + n·N, bit by bit from above.
  const sumOfMultiples = (m, M, n, N) => {
    const both = add(M, N);
    let sum = ZERO;
    for (let bit = 255n; bit >= 0n; bit--) {
      sum = add(sum, sum);
      const ofM = (m >> bit) & 1n;
      const ofN = (n >> bit) & 1n;
      if (ofM || ofN) sum = add(sum, ofM && ofN ? both : ofM ? M : N);
    }
    return sum;
  };

  const isKey = (bytes) => {
    const point = decoded(bytes);
    if (!point) return false;
    const twice = add(point, point);
    const [x, y, z] = add(add(twice, twice), add(twice, twice));
    return !(x === 0n && y === z);
  };

  const verifies = (key, message, signature) => {
    const point = decoded(key);
    const S = toNumber(signature.subarray(32));
    if (!point || signature.length !== 64 || S >= ORDER) return false;
    const R = signature.subarray(0, 32);
    const h = toNumber(sha512(R, key, message)) % ORDER;
    return encoded(sumOfMultiples(S, BASE, h, negative(point))).every((byte, i) => byte === R[i]);
  };

  return {
    // Whether bytes are a key: a point of the curve, in its one form, and none of the few with which anyone could sign.
    isKey,
    // Whether a signature is one of a message by a key for which isKey holds.
    verifies,
  };
})();
