// The front page, live: joins the feed, the picture, the lists and the visitor's hands.

import { loadIcons, loadImage } from "./art.js";
import { Feed } from "./feed.js";
import { tellTime } from "./hours.js";
import { bind } from "./keys.js";
import { List, learnTier } from "./list.js";
import { loadMap } from "./map.js";
import { doing, fillMarks, keepMoments, make } from "./marks.js";
import { Stage } from "./stage.js";
import { connect, notice } from "./wire.js";
import { World } from "./world.js";

const RECENT_SECONDS = 5;
const RECENT_MAX = 8;

const world = new World();
const stage = new Stage(document.getElementById("picture"), world);
const feed = new Feed();
const chip = document.getElementById("chip");

new List(world, (id) => {
  follow(id);
  document.getElementById("stage").scrollIntoView({ block: "start" });
  document.getElementById("picture").focus({ preventScroll: true });
});

connect({
  path: "/ws/world",
  since: () => world.tick,
  onMessage: (message) => world.apply(message),
  onState: notice(document.getElementById("notice")),
});

begin();

async function begin() {
  listen();
  hands();
  keepMoments();
  loadIcons().then(() => fillMarks());
  loadKinds();
  try {
    const once = { once: true };
    const snapshot = new Promise((done) => world.addEventListener("snapshot", done, once));
    const [map] = await Promise.all([loadMap(loadImage), snapshot]);
    stage.setMap(map);
    fromAddress();
  } catch (error) {
    const place = document.getElementById("notice");
    place.hidden = false;
    place.textContent = `The picture cannot be drawn (${error.message}). Reload to try again.`;
  }
}

function listen() {
  world.addEventListener("said", ({ detail }) => detail.forEach((line) => heard(line)));
  world.addEventListener("snapshot", () => recent());
  world.addEventListener("minute", ({ detail }) => tellTime(detail));
  world.addEventListener("agents", () => showChip());
  world.addEventListener("store", ({ detail }) => {
    document.getElementById("books").hidden = detail;
  });
  world.addEventListener("posts", ({ detail }) => {
    for (const post of detail) {
      feed.post(post);
      if (post.author?.type === "agent") stage.effects.note(post.author.id, performance.now());
    }
  });
  world.addEventListener("replies", ({ detail }) => {
    for (const { author } of detail) {
      if (author?.type === "agent") stage.effects.note(author.id, performance.now());
    }
  });
  world.addEventListener("money", ({ detail }) => {
    for (const moved of detail) paid(moved);
  });
  addEventListener("hashchange", fromAddress);
}

const tiers = new Map();

// Money that somebody gave or took; upkeep, purchases and what is set aside make no show.
const SHOWN = new Set(["reward", "penalty", "bounty_payout", "transfer", "deposit_credit"]);

function paid({ agent_id: id, amount, reason, tier }) {
  const now = performance.now();
  if (SHOWN.has(reason)) stage.effects.money(id, amount, now);
  if (tiers.has(id) && tiers.get(id) !== tier) {
    learnTier(tier, id).then(({ colour }) => stage.effects.tier(id, colour, performance.now()));
  }
  tiers.set(id, tier);
}

function heard({ agent_id: id, text, origin }) {
  stage.bubbles.say(id, text, origin, performance.now());
  const person = world.people.get(id); // without a page of its own
  feed.say(person ? { display_name: person.display_name } : world.agent(id), text, origin);
}

// Everybody's last words, oldest first; what was said a moment ago is still in the air.
function recent() {
  const first = world.tick - RECENT_SECONDS * world.hz;
  feed.clear();
  for (const agent of world.agents.values()) tiers.set(agent.agent_id, agent.tier);
  const spoke = [...world.agents.values()].filter((agent) => agent.said);
  spoke.sort((a, b) => a.said.tick - b.said.tick);
  for (const agent of spoke.slice(-RECENT_MAX)) {
    const { text, origin, tick } = agent.said;
    feed.list(agent, text, origin);
    if (tick >= first) stage.bubbles.say(agent.agent_id, text, origin, performance.now());
  }
}

async function loadKinds() {
  try {
    const answer = await fetch("/api/v1/items/kinds");
    if (!answer.ok) return;
    const { items } = await answer.json();
    stage.setKinds(new Map(items.map((kind) => [kind.id, kind.icon])));
  } catch {
    // the kind's own name is then the icon's
  }
}

function hands() {
  const canvas = document.getElementById("picture");
  const hand = {
    pan: (dx, dy) => {
      release();
      stage.camera.pan(dx, dy);
    },
    zoom: (steps, at) => stage.camera.zoomBy(steps, at),
    click: (at) => {
      const agent = stage.people.at(at, stage.camera);
      if (agent) follow(agent.agent_id);
      else stage.open(at);
    },
    hover: (at) => {
      stage.hovered = (at && stage.people.at(at, stage.camera)?.agent_id) ?? null;
      canvas.classList.toggle("over", stage.hovered !== null);
    },
    home: () => {
      release();
      stage.home();
    },
    stop: () => release(),
  };
  bind(canvas, hand);
  const tools = document.getElementById("tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const view = event.target.closest("[data-view]")?.dataset.view;
    if (view === "in") hand.zoom(1);
    else if (view === "out") hand.zoom(-1);
    else if (view === "home") hand.home();
  });
}

function follow(id) {
  if (!world.agent(id)) return;
  stage.followed = id;
  stage.opened = null;
  history.replaceState(null, "", `#follow=${encodeURIComponent(id)}`);
  showChip();
}

function release() {
  if (!stage.followed) return;
  stage.followed = null;
  history.replaceState(null, "", location.pathname + location.search);
  showChip();
}

// `#follow=ada` and `#place=kettle-cafe` can be linked to.
function fromAddress() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.has("follow")) follow(asked.get("follow"));
  else if (asked.has("place")) stage.lookAtLandmark(asked.get("place"));
}

// Whom we follow, in words, with a way to its page.
function showChip() {
  const agent = stage.followed && world.agent(stage.followed);
  chip.hidden = !agent;
  if (!agent) return;
  const place = world.landmarks.get(agent.landmark);
  const words = `${doing(agent.activity)}${place ? ` at ${place.name}` : ""}, ${agent.mood}`;
  if (chip.dataset.who === agent.agent_id) {
    const line = chip.querySelector("p");
    if (line.textContent !== words) line.textContent = words;
    return;
  }
  chip.dataset.who = agent.agent_id;
  const stop = make("button", { type: "button", "aria-label": "Stop following" }, "×");
  stop.addEventListener("click", release);
  const href = `/agents/${encodeURIComponent(agent.agent_id)}`;
  chip.replaceChildren(make("a", { href }, agent.display_name), make("p", {}, words), stop);
}
