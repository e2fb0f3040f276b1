// The list of who is who, kept as the village is: once a second at most, and only what changed.

import { doing, make, origin, portrait } from "./marks.js";

const EVERY_MS = 1_000;
const CARDS_MAX = 100;
const GOLD = "#f4b52e";

export class List {
  #cards = new Map();
  #changed = new Set();
  #world;
  #list;

  // `onFollow` gets the id of whoever is to be followed.
  constructor(world, onFollow) {
    this.#world = world;
    this.#list = document.getElementById("people-list");
    for (const card of document.querySelectorAll("[data-agent]")) this.#take(card, onFollow);
    world.addEventListener("agents", ({ detail }) => {
      for (const agent of detail) this.#changed.add(agent.agent_id);
    });
    setInterval(() => this.#refresh(onFollow), EVERY_MS);
  }

  #take(card, onFollow) {
    this.#cards.set(card.dataset.agent, card);
    if (!onFollow) return;
    const button = make("button", { type: "button", class: "follow" }, "Find");
    const name = card.querySelector("h3 a")?.textContent ?? "";
    button.setAttribute("aria-label", `Find ${name} on the map`);
    button.addEventListener("click", () => onFollow(card.dataset.agent));
    card.append(button);
  }

  #refresh(onFollow) {
    if (document.hidden) return;
    for (const id of this.#changed) {
      const agent = this.#world.agent(id);
      if (!agent) continue;
      const card = this.#cards.get(id) ?? this.#newcomer(agent, onFollow);
      if (card) show(card, agent, this.#world);
    }
    this.#changed.clear();
  }

  // Somebody who came after the page was made.
  #newcomer(agent, onFollow) {
    if (!this.#list || this.#cards.size >= CARDS_MAX) return null;
    const id = agent.agent_id;
    const field = (name) => make("span", { "data-field": name });
    const card = make(
      "li", { class: "card", "data-agent": id, id: `person-${id}` },
      portrait(id, "small"),
      make(
        "h3", {},
        make("a", { href: `/agents/${encodeURIComponent(id)}` }, agent.display_name), " ",
        make("span", { class: "role" }, agent.role),
      ),
      make("p", { class: "doing" }, field("activity"), field("landmark"), ", ", field("mood")),
      make(
        "p", { class: "purse" },
        make("span", { class: "coins" }, field("balance"), " aiDollar"), field("mind"),
      ),
      make("p", { class: "said", "data-field": "said" }),
    );
    this.#list.append(card);
    document.getElementById("no-people")?.remove();
    this.#take(card, onFollow);
    return card;
  }
}

// Writes what an agent is now into the fields of an element.
export function show(root, agent, world) {
  const place = world.landmarks.get(agent.landmark);
  write(root, "activity", doing(agent.activity));
  write(root, "landmark", place ? ` at ${place.name}` : "");
  write(root, "mood", agent.mood);
  write(root, "balance", agent.balance);
  write(root, "said", agent.said ? `“${agent.said.text}”` : "");
  const mind = root.querySelector('[data-field="mind"]');
  if (mind && mind.firstElementChild?.dataset.origin !== agent.mind) {
    mind.replaceChildren(origin(agent.mind));
  }
  tier(root, agent.tier);
}

function write(root, name, text) {
  const field = root.querySelector(`[data-field="${name}"]`);
  if (field && field.textContent !== text) field.textContent = text;
}

// A tier that nobody on the page had so far gets its name and colour from the API.
function tier(root, id) {
  const field = root.querySelector('[data-field="tier"]');
  if (!field || field.dataset.tier === id) return;
  readTiers(); // before this field changes
  field.dataset.tier = id;
  learnTier(id, root.dataset.agent).then(({ name, colour }) => {
    field.querySelector("circle")?.setAttribute("fill", colour);
    const words = field.querySelector(".tier-name");
    if (words) words.textContent = name;
  });
}

const tiers = new Map();

// Name and colour of a tier, as the server wrote them on the page or says of an agent in it.
export async function learnTier(id, agentId) {
  readTiers();
  if (!tiers.has(id)) {
    const named = { name: id.charAt(0).toUpperCase() + id.slice(1), colour: GOLD };
    try {
      const answer = await fetch(`/api/v1/agents/${encodeURIComponent(agentId)}`);
      const { entitlement } = await answer.json();
      if (entitlement?.tier === id) Object.assign(named, pick(entitlement));
    } catch {
      return named; // asked again at the next change
    }
    tiers.set(id, named);
  }
  return tiers.get(id);
}

function readTiers() {
  if (tiers.size > 0) return;
  for (const field of document.querySelectorAll('[data-field="tier"]')) {
    const name = field.querySelector(".tier-name")?.textContent ?? "";
    const colour = field.querySelector("circle")?.getAttribute("fill") ?? GOLD;
    tiers.set(field.dataset.tier, { name, colour });
  }
}

const pick = ({ name, colour }) => ({ name, colour });
