// The file and what is in it, read as c2sp.org/tlog-proof, signed-note, tlog-checkpoint and Cairn's docs/format.md write it.

const MOST_PROOF_BYTES = 2 << 20;
const MOST_NOTE_BYTES = 1 << 20;
const MOST_SIGNATURES = 100;
const MOST_PATH_HASHES = 63;
const MOST_RECORDS = 1000;
const MOST_KEY_NAME_BYTES = 255;
const MOST_LINE_BYTES = 64 << 20;

const readKey = (written) => {
  const [, name, id, characters] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(written) ?? [];
  if (characters === undefined) refuse(`a key is written name+id+key, not “${shown(written)}”`);
  if (utf8(text.keyName(name)).length > MOST_KEY_NAME_BYTES) {
    refuse(`a key's name has at most ${MOST_KEY_NAME_BYTES} bytes: “${shown(name)}”`);
  }
  const encoded = text.base64("the key", characters);
  if (encoded[0] === 4) refuse("this is the key of a witness (type 04); what is needed is the key of the log");
  if (encoded[0] === 6) refuse("this is a key of ML-DSA-44 (type 06), which this page cannot check; the log has one of type 01, too");
  if (encoded[0] !== 1) refuse("this key is not of type 01, Ed25519, which is what logs sign with");
  const key = encoded.subarray(1);
  if (key.length !== 32 || !ed25519.isKey(key)) refuse("these are no bytes of a public key of Ed25519");
  const fitting = hex(sha256(utf8(name + "\n"), encoded).subarray(0, 4));
  if (id !== fitting) refuse(`the id of this key is ${fitting}, not “${shown(id)}”: a part of it was changed`);
  return { name, id, key };
};

const readSignature = (line) => {
  const [, name, characters] = /^— ([^ ]*) (.*)$/s.exec(line) ?? [];
  if (characters === undefined) refuse(`a signature line is “— name signature”, not “${shown(line)}”`);
  const bytes = text.base64("a signature", characters);
  if (bytes.length <= 4) refuse(`a signature has more than the 4 bytes of its key's id: “${shown(characters)}”`);
  return { name: text.keyName(name), id: hex(bytes.subarray(0, 4)), body: bytes.subarray(4) };
};

const readCheckpoint = (signed) => {
  const lines = signed.split("\n");
  if (lines.length < 4 || lines.at(-1) !== "") {
    refuse("a checkpoint has at least three lines, origin, size and root, and ends in a newline");
  }
  const [origin, size, root, ...extensions] = lines.slice(0, -1);
  if (origin === "" || extensions.includes("")) refuse("a checkpoint has no empty lines");
  const checkpoint = { origin, size: text.number("the size of the tree", size), root: text.hash("the root", root) };
  if (checkpoint.size === 0n && !sameBytes(checkpoint.root, sha256())) refuse("a tree of no events has another root");
  return checkpoint;
};

const readNote = (note) => {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || end + 2 === note.length) refuse("a checkpoint has an empty line and signatures behind its text; here are none");
  if (!note.endsWith("\n")) refuse("the last line ends in a newline; this file was cut");
  if (utf8(note).length > MOST_NOTE_BYTES) refuse(`a checkpoint has at most ${MOST_NOTE_BYTES} bytes`);
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) refuse(`a checkpoint has at most ${MOST_SIGNATURES} signatures, not ${lines.length}`);
  const signed = note.slice(0, end + 1);
  return { signed: utf8(signed), signatures: lines.map(readSignature), ...readCheckpoint(signed) };
};

const readProof = (bytes) => {
  const file = text.lines("the file", bytes, MOST_PROOF_BYTES);
  const end = file.indexOf("\n\n");
  if (end < 0) refuse("a proof is lines, an empty line and a checkpoint; here is no empty line");
  const [head, ...lines] = file.slice(0, end).split("\n");
  if (head !== "c2sp.org/tlog-proof@v1") refuse(`a proof begins with the line “c2sp.org/tlog-proof@v1”, not “${shown(head)}”`);
  const extra = lines[0]?.startsWith("extra ") ? lines.shift().slice("extra ".length) : null;
  if (extra === "") refuse("a proof without extra data has no line for it");
  const index = lines.shift() ?? "";
  if (!index.startsWith("index ")) refuse(`the line “index n” was expected, not “${shown(index)}”`);
  if (lines.length > MOST_PATH_HASHES) refuse(`a path has at most ${MOST_PATH_HASHES} hashes, not ${lines.length}`);
  return {
    extra: extra === null ? new Uint8Array() : text.base64("the extra data", extra),
    index: text.number("the index", index.slice("index ".length)),
    path: lines.map((line, i) => text.hash(`hash ${i + 1} of the path`, line)),
    checkpoint: readNote(file.slice(end + 2)),
  };
};

// The entries of a bundle: of each its length in two bytes, and then its bytes.
const readBundle = (bytes) => {
  const entries = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at + 2;
    at = start + ((bytes[at] << 8) | bytes[at + 1]);
    if (start > bytes.length || at > bytes.length) refuse(`the records end within record ${entries.length + 1}`);
    if (entries.length === MOST_RECORDS) refuse(`there are more than ${MOST_RECORDS} records`);
    entries.push(bytes.subarray(start, at));
  }
  return entries;
};

const uuid = (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

// Microseconds since 1970, written as lines of the log write them: UTC with six digits.
const timestamp = (micros) => {
  const fraction = ((micros % 1000000n) + 1000000n) % 1000000n;
  const second = new Date(Number((micros - fraction) / 1000n));
  return isNaN(second)
    ? `${micros} µs`
    : `${second.toISOString().slice(0, -5)}.${String(fraction).padStart(6, "0")}Z`;
};

const RECORD_FIXED_BYTES = 105;

const readRecord = (bytes) => {
  if (bytes.length < RECORD_FIXED_BYTES || bytes[0] !== 1) refuse("it is not a record of format 1");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = RECORD_FIXED_BYTES;
  const name = (what) => {
    const start = at + 1;
    at = start + (bytes[start - 1] ?? 0);
    if (at > bytes.length) refuse("it ends within a name");
    const name = text.decoded(`the name of the ${what}`, bytes.subarray(start, at));
    return name === "" || /[\0-\x1f\x7f-\x9f]/.test(name) ? refuse(`the name of the ${what} is none`) : name;
  };
  const record = {
    bytes,
    position: view.getBigInt64(1),
    id: uuid(bytes.subarray(9, 25)),
    version: view.getBigInt64(25),
    time: timestamp(view.getBigInt64(33)),
    previous: bytes.subarray(41, 73),
    content: bytes.subarray(73, 105),
    stream: name("stream"),
    type: name("type"),
  };
  if (at !== bytes.length) refuse(`${bytes.length - at} bytes stand behind it`);
  if (record.position < 1n || record.version < 1n) refuse("positions and versions begin at 1");
  return record;
};

// CRC32C, as the lines of the log end in it.
const checksum = (bytes) => {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 && 0x82f63b78);
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
};

// A line of the log: the bytes that its record has the hash of, and what they say.
const readLine = (bytes) => {
  if (bytes.length > MOST_LINE_BYTES) refuse(`a line has at most ${MOST_LINE_BYTES} bytes`);
  const line = bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes;
  const [, body, sum] = /^(\{[^\n]*),"crc":"([0-9a-f]{8})"\}$/.exec(text.decoded("the text", line)) ?? [];
  const covered = utf8(body ?? "");
  if (body === undefined || sum !== checksum(covered)) {
    refuse('this is no line of a log, which is one line of JSON that ends in its checksum, ,"crc":"…"}');
  }
  try {
    return { covered, says: JSON.parse(body + "}") };
  } catch {
    return refuse("the line is no JSON");
  }
};
