// The check itself, without the page: what is given goes in, what each step found comes out. The rules are those of
// RFC 9162 section 2.1.3.2 for the path, of c2sp.org/signed-note for the signature, and of docs/format.md for records.

const leafHash = (record) => sha256(Uint8Array.of(0), record);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

const counted = (number, one, more = one + "s") => `${number.toLocaleString("en-US")} ${Number(number) === 1 ? one : more}`;

// The way from a leaf to the root: of each level the sibling, its side, and the node above both.
const climb = (leaf, index, size, path) => {
  if (index >= size) refuse(`a tree of ${counted(size, "event")} has none at position ${index + 1n}`);
  const levels = [];
  let [node, at, last] = [leaf, index, size - 1n];
  for (const sibling of path) {
    if (last === 0n) refuse(`the path has ${counted(path.length, "hash", "hashes")}, which are too many for its place in the tree`);
    const isLeft = (at & 1n) === 1n || at === last;
    node = isLeft ? nodeHash(sibling, node) : nodeHash(node, sibling);
    levels.push({ side: isLeft ? "left" : "right", sibling, node });
    // Without a sibling to its right, a last node is its own parent.
    while (isLeft && at !== 0n && (at & 1n) === 0n) [at, last] = [at >> 1n, last >> 1n];
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last !== 0n) refuse(`the path has ${counted(path.length, "hash", "hashes")}, which are too few for its place in the tree`);
  return levels;
};

const NONE_BEFORE = new Uint8Array(32);

const follows = (before, record) => {
  if (record.stream !== before.stream || record.version !== before.version + 1n || record.position <= before.position) {
    refuse(`version ${record.version} of “${record.stream}” at position ${record.position} does not follow version `
      + `${before.version} of “${before.stream}” at position ${before.position}`);
  }
  if (!sameBytes(record.previous, leafHash(before.bytes))) {
    refuse(`version ${record.version} was recorded behind another event than the version ${before.version} that is shown`);
  }
};

// The records of one event, or of some that follow each other in a stream, of which the last is the one of the path.
const readRecords = ({ extra, index }) => {
  const records = readBundle(extra).map((entry, i) => {
    try {
      return readRecord(entry);
    } catch (error) {
      throw error instanceof Refused ? new Refused(`record ${i + 1} cannot be read: ${error.message}`) : error;
    }
  });
  if (records.length === 0) return records;
  const first = records[0];
  if ((first.version === 1n) !== sameBytes(first.previous, NONE_BEFORE)) {
    refuse(`version ${first.version} of “${first.stream}” is said to have ${first.version === 1n ? "an event" : "none"} before it`);
  }
  records.slice(1).forEach((record, i) => follows(records[i], record));
  const last = records.at(-1);
  if (last.position !== index + 1n) refuse(`the record is of position ${last.position}, the path of position ${index + 1n}`);
  return records;
};

const readKeys = (written) => written.split(/\s+/).filter((key) => key !== "").map(readKey);

class BadSignature extends Refused {}

// Which keys have signed. One bad signature of a known key spoils all; those of unknown keys say nothing.
const readSigners = async ({ origin, signed, signatures }, keys) => {
  const known = keys.filter((key) => key.name === origin);
  if (known.length === 0) {
    refuse(`the checkpoint is of the log “${shown(origin)}”, the key of “${shown(keys[0].name)}”`);
  }
  const signers = [];
  const ignored = [];
  for (const signature of signatures) {
    const key = known.find(({ name, id }) => name === signature.name && id === signature.id);
    if (!key) {
      ignored.push(signature);
      continue;
    }
    const { good, by } = await verified(key.key, signed, signature.body);
    if (!good) throw new BadSignature(`the signature of the key ${key.name}+${key.id} is not one of this checkpoint`);
    signers.push({ ...key, by });
  }
  if (signers.length === 0) {
    refuse(`no signature is of the key ${known[0].name}+${known[0].id}; they are of ${shown(signatures.map(({ name, id }) => `${name}+${id}`).join(", "))}`);
  }
  return { signers, ignored };
};

// Which of the records has this line; it must also say itself what the record says.
const findLine = (bytes, records) => {
  const { covered, says } = readLine(bytes);
  const hash = sha256(covered);
  const record = records.find(({ content }) => sameBytes(content, hash));
  if (!record) refuse(`its hash is ${toBase64(hash)}, which ${records.length === 1 ? "is not that of the event" : "none of the events has"}`);
  const pairs = {
    position: Number(record.position), id: record.id, type: record.type,
    aggregate_id: record.stream, version: Number(record.version), timestamp: record.time,
  };
  const other = Object.keys(pairs).find((key) => says[key] !== pairs[key]);
  if (other) refuse(`the line says otherwise than its record of: ${other}`);
  return record;
};

// Runs a step and keeps what it gives, or why it failed. A step without what it needs stays open.
const attempt = async (needed, work) => {
  if (needed.some((value) => value === undefined)) return { state: "open" };
  try {
    return { state: "good", value: await work() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { state: "bad", error };
  }
};

// All the steps, also those behind one that failed: which of them fail together tells what was changed.
const check = async ({ file, key, line }) => {
  const proof = await attempt([], () => readProof(file));
  const { checkpoint, index, path } = proof.value ?? {};
  const events = await attempt([proof.value], () => readRecords(proof.value));
  const records = events.value?.length ? events.value : undefined;
  const way = await attempt([records], () => {
    const leaf = leafHash(records.at(-1).bytes);
    const levels = climb(leaf, index, checkpoint.size, path);
    const root = levels.at(-1)?.node ?? leaf;
    return sameBytes(root, checkpoint.root) ? levels : refuse(`it leads to the root ${toBase64(root)}, the checkpoint says ${toBase64(checkpoint.root)}`);
  });
  const trusted = key.value?.length ? key.value : undefined;
  const signature = await attempt([checkpoint, trusted], () => readSigners(checkpoint, trusted));
  const content = await attempt([records, line], () => findLine(line, records));
  return { proof, events, way, key, signature, content, asksLine: line !== undefined };
};
