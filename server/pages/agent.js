// A villager's page, live: what it does, how it is, what it owns.

import { tellTime } from "./hours.js";
import { show } from "./list.js";
import { keepMoments } from "./marks.js";
import { connect } from "./wire.js";
import { World } from "./world.js";

const root = document.querySelector("[data-agent]");
const world = new World();
const NEED_LOW = 300;

world.addEventListener("agents", ({ detail }) => {
  const agent = detail.find((one) => one.agent_id === root.dataset.agent);
  if (!agent) return;
  show(root, agent, world);
  needs(agent.needs ?? {});
});

// What the purse shows was written by the server: it says when that has changed.
world.addEventListener("money", ({ detail }) => {
  const news = document.getElementById("news");
  if (!news || !detail.some((moved) => moved.agent_id === root.dataset.agent)) return;
  const link = document.createElement("a");
  link.href = `${location.pathname}#statement`;
  link.textContent = "The purse has moved: show";
  link.addEventListener("click", () => location.reload());
  news.replaceChildren(link);
  news.hidden = false;
});

world.addEventListener("minute", ({ detail }) => tellTime(detail));

connect({
  path: "/ws/world",
  since: () => world.tick,
  onMessage: (message) => world.apply(message),
  onState: () => {},
});
keepMoments();

function needs(values) {
  for (const [name, value] of Object.entries(values)) {
    const fields = [...root.querySelectorAll("[data-need]")];
    const field = fields.find((one) => one.dataset.need === name);
    if (!field) continue;
    const fill = field.querySelector(".fill");
    fill.setAttribute("width", value);
    fill.toggleAttribute("data-low", value < NEED_LOW);
    field.querySelector(".amount").textContent = `${Math.floor(value / 10)} %`;
  }
}
