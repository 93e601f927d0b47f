// The page around the check: takes what is given, shows what was found. All text is set as text, never as markup.

const byId = (id) => document.getElementById(id);

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

const icon = (id, style = "") => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#" + id);
  made.setAttribute("aria-hidden", "true");
  if (style) made.setAttribute("class", style);
  made.append(use);
  return made;
};

// A name from the file: it may be written from right to left and must not turn what stands beside it.
const name = (written) => element("bdi", {}, written);

const number = (value) => value.toLocaleString("en-US");

const time = (written) => written.replace("T", " ").replace("Z", " UTC");

const STEP_ICONS = { good: "verified", bad: "refused", open: "unfinished" };
const STEP_WORDS = { good: "good", bad: "failed", open: "open" };

const shownSteps = (steps) => element("ol", { class: "steps" }, ...steps.map(({ id, title, state, text }) =>
  element("li", { "data-step": id, "data-state": state },
    icon(STEP_ICONS[state]),
    element("div", {}, element("strong", {}, `${title}: ${STEP_WORDS[state]}`), element("p", {}, text)))));

const facts = (pairs) => element("dl", { class: "facts" }, ...Object.entries(pairs).flatMap(([term, value]) =>
  [element("dt", {}, term), element("dd", {}, value)]));

const mono = (written) => element("span", { class: "mono" }, written);

const eventFacts = ({ type, stream, version, position, time: recorded, id, content }) => facts({
  Event: name(type),
  Stream: name(stream),
  Version: number(version),
  Position: number(position),
  Recorded: time(recorded),
  Id: mono(id),
  "Hash of its text": mono(toBase64(content)),
});

const table = (headings, rows) => element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "List" },
  element("table", {},
    element("thead", {}, element("tr", {}, ...headings.map(([heading, style]) => element("th", { scope: "col", class: style }, heading)))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell, i) => element("td", { class: headings[i][1] }, cell)))))));

const eventList = (records) => table(
  [["Version", "number"], ["Event", ""], ["Position", "number"], ["Recorded", "when"]],
  records.map(({ version, type, position, time: recorded }) => [number(version), name(type), number(position), time(recorded)]));

const headFacts = ({ checkpoint }, signers) => facts({
  Log: name(checkpoint.origin),
  Events: number(checkpoint.size),
  Root: mono(toBase64(checkpoint.root)),
  ...(signers && { "Signed by": mono([...new Set(signers.map(({ name, id }) => `${name}+${id}`))].join(", ")) }),
});

const ignoredList = (ignored) => element("ul", { class: "ignored" }, ...ignored.map((signature) =>
  element("li", {}, mono(`${signature.name}+${signature.id}`), `: ignored; ${kindOf(signature)}.`)));

const levelList = (levels) => table(
  [["Level", "number"], ["Joined on the", ""], ["With the hash", "mono"]],
  levels.map(({ side, sibling }, i) => [String(i), side, toBase64(sibling)]));

const folded = (title, content) => element("details", {}, element("summary", {}, title), content);

const heading = (title) => element("h3", {}, title);

const NOT_ANCHORED = "This is what the log signed for you. That it shows everybody the same, only the cosignature of a witness or a checkpoint that you kept shows; this page checks neither.";

const outcome = ({ state, headline, meaning }) => element("div", { class: "outcome" },
  icon(state, "badge"),
  element("div", {}, element("h2", {}, headline), element("p", { class: "meaning" }, meaning)));

const shownVerdict = (found, milliseconds) => {
  const verdict = verdictOf(found);
  const { proof: { value: proof }, events: { value: records }, way, signature } = found;
  const { signers, ignored = [] } = signature.value ?? {};
  const parts = [outcome(verdict)];
  if (verdict.state === "verified") {
    parts.push(element("p", { class: "anchor" }, icon("note"), element("span", {}, element("strong", {}, "Not anchored. "), NOT_ANCHORED)));
    parts.push(...(records.length === 1
      ? [heading("The event"), eventFacts(records[0])]
      : [heading("The events of the stream "), eventList(records)]));
    parts.push(heading("The tree that was signed"), headFacts(proof, signers));
  }
  parts.push(heading("Step by step"), shownSteps(stepsOf(found)));
  if (ignored.length > 0) parts.push(heading("Other signatures"), ignoredList(ignored));
  if (way.value?.length > 0) parts.push(folded("The path, hash by hash", levelList(way.value)));
  parts.push(element("p", { class: "took" }, "Checked in ", element("span", { id: "took" }, milliseconds.toFixed(1)), " ms, in this browser, without the network."));
  return { ...verdict, parts };
};

// What was given: bytes, or undefined.
const given = { proof: undefined, line: undefined };

// #key=… of the address, as many as there are. A plus sign stands for itself.
const keysOfAddress = () => location.hash.slice(1).split("&").filter((part) => part.startsWith("key=")).map((part) => {
  const key = part.slice("key=".length);
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}).join("\n");

const showKeys = ({ state, value: keys, error }) => {
  const isOfAddress = keys?.length > 0 && byId("key").value === keysOfAddress();
  byId("key-state").dataset.state = state;
  byId("key-state").textContent = state === "bad"
    ? `Not a key: ${error.message}.`
    : keys.map(({ id, name }) => `Key ${id} of the log ${name}. `).join("")
      + (isOfAddress ? "It came with the address of this page: trust it as far as whoever gave you that." : "");
};

const waiting = (sentence) => ({ state: "empty", headline: "", parts: [element("p", { class: "waiting" }, sentence)] });

const EMPTY = waiting("The verdict stands here as soon as there is a proof.");

const unable = (headline, meaning) => {
  const verdict = { state: "unfinished", headline, meaning };
  return { ...verdict, parts: [outcome(verdict)] };
};

const BROKEN = unable(
  "Not checked: this browser computes wrongly",
  "It does not get a hash or a signature right whose answer is known, so nothing that it says of a proof can be believed. Use another one, or ./ledger verify-proof.");

const failed = (error) => unable(
  "Not checked: this page failed",
  `That is a mistake of the page and says nothing of the proof (${error}). Use ./ledger verify-proof.`);

const looked = async (key, started) => {
  const found = given.proof && await check({ file: given.proof, key, line: given.line });
  return found ? shownVerdict(found, performance.now() - started) : EMPTY;
};

// Who hears the page hears the headline at once, and reads on where it is.
const show = ({ state, headline, parts }) => {
  byId("announced").textContent = headline;
  byId("verdict").dataset.state = state;
  byId("verdict").replaceChildren(...parts);
};

let latest = 0;

// A check that another one has overtaken shows nothing, and none leaves the verdict of an earlier one.
const update = async () => {
  const turn = ++latest;
  const started = performance.now();
  const key = await attempt([], () => readKeys(byId("key").value));
  const verdict = computesWell ? await looked(key, started).catch(failed) : BROKEN;
  if (turn !== latest) return;
  showKeys(key);
  show(verdict);
};

const MOST = { proof: MOST_PROOF_BYTES, line: MOST_LINE_BYTES };

const showChosen = (what, description) => {
  const chosen = byId(what + "-chosen");
  chosen.hidden = description === "";
  chosen.firstElementChild.textContent = description;
};

// Which file is being read: another one may be chosen meanwhile.
const reading = {};

// Of a file that is too long, no more is read than shows that it is.
const takeFile = async (what, file) => {
  reading[what] = file;
  byId(what + "-file").value = "";
  byId(what + "-text").value = "";
  showChosen(what, `${file.name}, ${counted(file.size, "byte")}`);
  latest++;
  show(waiting("Reading …"));
  const bytes = new Uint8Array(await file.slice(0, MOST[what] + 1).arrayBuffer());
  if (reading[what] !== file) return;
  given[what] = bytes;
  await update();
  // In a narrow window the verdict lies below what was just touched.
  byId("verdict").scrollIntoView({ block: "nearest" });
};

// What is pasted often lacks its last newline; a file must have it.
const takeText = (what) => {
  const written = byId(what + "-text").value;
  reading[what] = undefined;
  showChosen(what, "");
  given[what] = written === "" ? undefined : utf8(written.endsWith("\n") ? written : written + "\n");
  return update();
};

const takeAddress = () => {
  byId("key").value = keysOfAddress() || byId("key").value;
  return update();
};

for (const what of ["proof", "line"]) {
  const input = byId(what + "-file");
  const drop = document.querySelector(`[data-for=${what}]`);
  input.addEventListener("change", () => input.files.length > 0 && takeFile(what, input.files[0]));
  for (const kind of ["input", "change"]) byId(what + "-text").addEventListener(kind, () => takeText(what));
  byId(what + "-chosen").querySelector("button").addEventListener("click", () => {
    byId(what + "-text").value = "";
    takeText(what);
    input.focus();
  });
  drop.addEventListener("dragenter", () => drop.classList.add("over"));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
}
// A file that is dropped beside the fields is a proof; without this the browser would leave the page for it.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  document.querySelectorAll(".over").forEach((drop) => drop.classList.remove("over"));
  const [file] = event.dataTransfer.files;
  if (file) takeFile(event.target.closest?.("#line-part") ? "line" : "proof", file);
});
byId("key").addEventListener("input", update);
byId("given").addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", takeAddress);
takeAddress();
