// The bank's API. A refused or failed request is a Refusal whose message is a sentence for people.

export class Refusal extends Error {}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refusal("The bank does not answer. Nothing is known to have happened; try again.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal(body.detail ?? `The bank answered ${response.status}.`);
  }
  return body;
}

export const get = (path) => call(path);

/** Sends a command once, however often it is repeated with the same key. */
export const post = (path, body, key) =>
  call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify(body),
  });

export const newKey = () => crypto.randomUUID();

/** Follows the changes behind a position; the browser comes back by itself where it stopped. */
export function follow(position, { changed, reset, state }) {
  const source = new EventSource(`/api/events?after=${encodeURIComponent(position)}`);
  source.addEventListener("open", () => state("live"));
  source.addEventListener("error", () =>
    state(source.readyState === EventSource.CLOSED ? "closed" : "waiting"));
  source.addEventListener("accounts", (event) => changed(JSON.parse(event.data).accounts));
  source.addEventListener("reset", () => reset());
  return source;
}
