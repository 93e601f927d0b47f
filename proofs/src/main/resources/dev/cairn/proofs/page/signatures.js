// Who verifies a signature: the browser if it has Ed25519 and knows a known answer, else this page. Browsers have
// crypto.subtle only on pages of local files and of TLS.

// RFC 8032 section 7.1, test 3: a key, a message, its signature.
const KNOWN = [
  "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
  "af82",
  "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
].map((digits) => Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16)));

const verifiedByBrowser = async (key, message, signature) => {
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, signature, message);
};

const browserVerifies = verifiedByBrowser(...KNOWN).catch(() => false);

const verified = async (key, message, signature) => await browserVerifies
  ? { good: await verifiedByBrowser(key, message, signature), by: "the browser" }
  : { good: ed25519.verifies(key, message, signature), by: "this page" };

// Where the page's own arithmetic fails a known answer, it must give no verdict.
const computesWell = (() => {
  const [key, message, signature] = KNOWN;
  let hash = new Uint8Array(32);
  for (let i = 0; i < 1000; i++) hash = sha256(hash);
  return hex(hash) === "36c1cb4f826ae42ceba848227e0c5f786178ca9dceca6772e5d728d09c30a2f6"
    && ed25519.isKey(key)
    && ed25519.verifies(key, message, signature)
    && !ed25519.verifies(key, signature, signature);
})();
