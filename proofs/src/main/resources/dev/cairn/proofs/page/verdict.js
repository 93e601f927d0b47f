// What the steps of a check mean, in sentences.

const named = (record) => `${record.type}, version ${record.version.toLocaleString("en-US")} of the stream ${record.stream}`;

const TITLES = {
  proof: "The file",
  events: "The record",
  way: "The path",
  signature: "The signature",
  content: "The event’s text",
};

const said = {
  proof: ({ checkpoint, path }) => `It is written as a proof is: a path of ${counted(path.length, "hash", "hashes")} and a checkpoint of ${counted(checkpoint.size, "event")}.`,
  events: (records) => records.length === 1
    ? "It names one event, and the place that the path is for."
    : `They name ${counted(records.length, "event")} of one stream, and each holds the hash of the one before.`,
  way: (levels, records) => levels.length === 0
    ? "The event is the only one of the tree, whose root it is."
    : `${counted(levels.length, "hash leads", "hashes lead")} from the ${records.length > 1 ? "last " : ""}event to the root in the checkpoint.`,
  signature: ({ signers: [{ name, id, by }] }) => `The key ${name}+${id} has signed this checkpoint (checked by ${by}).`,
  content: (record) => `Its hash is the one in the record of position ${record.position.toLocaleString("en-US")}.`,
};

const waitsFor = {
  events: "It waits for a file that can be read.",
  way: "It waits for a record.",
  signature: "It waits for the key of the log.",
  content: "It waits for a record.",
};

const REFUSALS = {
  proof: {
    headline: "Refused: this is no proof",
    meaning: "The file is not written as proofs are, so nothing in it can be believed. It may be another kind of file, or a part of it was lost or changed on its way.",
  },
  events: {
    headline: "Refused: the record is not sound",
    meaning: "What the file says of its events does not hold together. Something was changed, left out, or put together from several proofs.",
  },
  way: {
    headline: "Refused: the path leads to another root",
    meaning: "The tree that the log has does not hold the event as this file tells it. The record of the event, its place or its path was changed.",
  },
  signature: {
    headline: "Refused: the signature is not good",
    meaning: "The path leads to the root in the checkpoint, but the log’s signature is not one of it. The signature was changed, or the checkpoint, or somebody else has signed.",
  },
  head: {
    headline: "Refused: the root is not the one that was signed",
    meaning: "Neither does the path lead to the root in the checkpoint, nor is the log’s signature one of it. The root or the size of the tree was changed.",
  },
  stranger: {
    headline: "Refused: your key has not signed this",
    meaning: "The checkpoint has no signature of the key that you trust. It may be the proof of another log, or the log has changed its key: ask whoever runs it.",
  },
  content: {
    headline: "Refused: this is not the event’s text",
    meaning: "The log holds an event at this place, but its text is another one. A single changed character is enough.",
  },
};

const refusalOf = ({ way, signature, ...steps }) => {
  const isForged = signature.error instanceof BadSignature;
  if (steps.proof.state === "bad") return REFUSALS.proof;
  if (steps.events.state === "bad") return REFUSALS.events;
  if (way.state === "bad") return isForged ? REFUSALS.head : REFUSALS.way;
  if (signature.state === "bad") return isForged ? REFUSALS.signature : REFUSALS.stranger;
  return steps.content.state === "bad" ? REFUSALS.content : null;
};

const unfinishedOf = ({ proof, events, key, signature }) => {
  if (key.state === "bad") {
    return { headline: "Not checked: the key cannot be read", meaning: `Correct it above: ${key.error.message}.` };
  }
  if (events.value?.length === 0) {
    return {
      headline: "Not checked: the file names no event",
      meaning: `It only says that the log holds something at position ${(proof.value.index + 1n).toLocaleString("en-US")}. Ask for a proof with its record, which is one made without --bare.`,
    };
  }
  return signature.state === "open"
    ? { headline: "Not checked yet: the log’s key is missing", meaning: "What was checked so far is below. Without the key, anyone could have made this file." }
    : null;
};

const verifiedOf = ({ events: { value: records }, content, proof: { value: { checkpoint } } }) => {
  const [first, last] = [records[0], records.at(-1)];
  const signed = `The log ${checkpoint.origin} signed the tree of its first ${counted(checkpoint.size, "event")}`;
  if (records.length > 1) {
    const all = first.version === 1n;
    return {
      headline: all
        ? `Verified: the first ${counted(records.length, "event")} of the stream, none left out`
        : `Verified: ${counted(records.length, "event")} of the stream in a row, none left out`,
      meaning: `${signed}, and it holds versions ${first.version.toLocaleString("en-US")} to ${last.version.toLocaleString("en-US")} of the stream ${last.stream}, with nothing between them`
        + `${all ? "" : " (those before are not shown)"}. Later events are not ruled out.`,
    };
  }
  return {
    headline: content.state === "good" ? "Verified: the log holds this event with exactly this text" : "Verified: the log holds this event",
    meaning: `${signed}, and at position ${last.position.toLocaleString("en-US")} it holds ${named(last)}, recorded ${last.time.replace("T", " at ").replace("Z", " UTC")}.`,
  };
};

const verdictOf = (found) => {
  const refused = refusalOf(found);
  if (refused) return { state: "refused", ...refused };
  const unfinished = unfinishedOf(found);
  return unfinished ? { state: "unfinished", ...unfinished } : { state: "verified", ...verifiedOf(found) };
};

// The steps as they are listed: the text of the event only where there is one to be checked.
const stepsOf = (found) =>
  Object.keys(TITLES)
    .filter((id) => id !== "content" || found.asksLine)
    .map((id) => {
      const { state, value, error } = found[id];
      const isNone = id === "events" && value?.length === 0;
      if (isNone) return { id, title: TITLES[id], state: "open", text: "The file has none." };
      const sentence = state === "bad" ? `${error.message}.`
        : state === "good" ? said[id](value, found.events.value)
          : waitsFor[id];
      const title = id === "events" && value?.length > 1 ? "The records" : TITLES[id];
      return { id, title, state, text: sentence[0].toUpperCase() + sentence.slice(1) };
    });

// By its length, since only a key tells what its signature is.
const kindOf = ({ body: { length } }) =>
  length === 2428 ? "as long as one of ML-DSA-44, a type of key that this page does not check"
    : length === 72 ? "as long as a witness’s cosignature, whose key this page does not know"
      : "of a key that this page does not know";
