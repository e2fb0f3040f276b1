// The page of the viewer: waits for its build, loads it with its progress shown, and steps aside
// once the village is drawn. The viewer tells how it stands by `data-contact` on its canvas.

const page = document.getElementById("play");
const canvas = document.getElementById("village");
const card = document.getElementById("card");
const bar = document.getElementById("bar");
const told = document.getElementById("told");

const WAIT_MS = 2000;

// What is said to those who do not see the picture, and marked for whoever measures.
const WORDS = {
  calling: "Looking for the village.",
  live: "The village is live.",
  away: "The village is not heard. It is called again by itself.",
};

// A step's time, for whoever measures: performance.getEntriesByType("mark").
function mark(name) {
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}

function say(title, words) {
  document.getElementById("title").textContent = title;
  document.getElementById("words").textContent = words;
  page.classList.remove("open");
}

if (page.dataset.stand === "ready") open();
else if (page.dataset.stand === "building") wait();

async function wait() {
  try {
    const { stand, what, percent } = await (await fetch("/play/stand")).json();
    if (stand !== "building") return location.reload();
    bar.value = percent;
    document.getElementById("what").textContent = what;
  } catch {
    // The village may be gone for the moment; it is asked again.
  }
  setTimeout(wait, WAIT_MS);
}

async function open() {
  const enough = new AbortController();
  const coming = load(enough.signal);
  // What fails here is told where it is waited for.
  coming.catch(() => {});
  await seen();
  if (!draws()) {
    enough.abort();
    bar.hidden = true;
    say(
      "This browser cannot draw the village",
      "The viewer needs WebGL 2. Switch on hardware acceleration, or take another browser; " +
        "the plain pages show the village without it.",
    );
    return;
  }
  canvas.addEventListener("village", stands);
  canvas.dataset.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  try {
    const [glue, program] = await Promise.all([import(page.dataset.script), coming]);
    mark("village-loaded");
    await glue.default({ module_or_path: program });
  } catch (error) {
    bar.hidden = true;
    say("The viewer did not start", `${error.message || error}. Reload the page to try again.`);
    console.error(error);
  }
}

// The still picture comes first: opening a graphics card, and compiling, keep a small machine busy.
// Nothing is painted in a tab behind others.
function seen() {
  return new Promise((done) => {
    if (document.hidden) done();
    else requestAnimationFrame(() => setTimeout(done));
  });
}

function draws() {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

// The program as it comes, so that the browser compiles while it loads, and keeps what it compiled:
// it does so for an answer that is handed on as it is. Its bytes are counted in a copy.
async function load(signal) {
  const answer = await fetch(page.dataset.program, { signal });
  if (!answer.ok) throw new Error(`The village answered ${answer.status}`);
  count(answer.clone().body.getReader()).catch(() => {});
  return answer;
}

async function count(bytes) {
  const whole = Number(page.dataset.bytes) || 1;
  let come = 0;
  for (let part; !(part = await bytes.read()).done; ) {
    come += part.value.byteLength;
    bar.value = Math.min(100, (100 * come) / whole);
  }
  document.getElementById("words").textContent = "Opening…";
}

function stands() {
  const contact = canvas.dataset.contact;
  told.textContent = WORDS[contact] ?? "";
  if (contact === "stranger") {
    bar.hidden = true;
    say(
      "The village has moved on",
      "It speaks another version than this page's viewer. Reload the page; if it stays so, " +
        "the viewer has to be built again with: cargo village viewer",
    );
    return;
  }
  if (contact === "calling") return;
  mark(`village-${contact}`);
  page.classList.add("open");
  if (document.activeElement === document.body) canvas.focus({ preventScroll: true });
}
