// One request to the API. A request that writes carries an Idempotency-Key: whoever does not know
// what came of it sends the same again under the same key, and it is done once.

const WAIT_MS = 20_000;

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Gives { ok, status, answer, detail, unknown }; `unknown`: it may have been done or not.
export async function send(path, { method = "POST", body, type = "application/json", key } = {}) {
  const headers = { Accept: "application/json" };
  if (key) headers["Idempotency-Key"] = key;
  const options = {
    method, headers, credentials: "same-origin", cache: "no-store", redirect: "error",
    signal: AbortSignal.timeout(WAIT_MS),
  };
  if (body !== undefined) {
    headers["Content-Type"] = type;
    options.body = type === "application/json" ? JSON.stringify(body) : body;
  }
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    const detail = "The village did not answer. Try again: the same is not done twice.";
    return { ok: false, status: 0, answer: null, detail, unknown: true };
  }
  const answer = await read(response);
  const unknown = response.status >= 500;
  return { ok: response.ok, status: response.status, answer, detail: detail(response, answer),
    unknown };
}

async function read(response) {
  try {
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function detail(response, answer) {
  if (response.ok) return "";
  const words = answer?.detail ?? answer?.title;
  if (!words) return `This was not done (${response.status}). Try again.`;
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
