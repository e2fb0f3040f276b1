// The villagers and what lies about, drawn by their foot line. A place follows from the walk and
// the tick; a pose from what the village says; nothing here decides anything.

import { FRAME, drawIcon, sheet } from "./art.js";
import { TILE } from "./map.js";
import { placeOf } from "./walk.js";

const ROWS = { down: 0, left: 1, right: 2, up: 3 };
const IDLE = [0, 1];
const WALK = [2, 3, 4, 5];
const SIT = 6;
const WORK = [7, 8];
const SLEEP = 9;
const TALK = [10, 11];
const STRIDE = 72; // steps of 1/256 tile to a frame of the walk
const FEET = 21; // rows of a frame above the foot line
const INK = "#1f1b33";
// Instinct is what everybody has; only other minds are marked.
const MINDS = { outside: "mark-lantern", model: "mark-model" };

// Villagers, then people.
function* everybody(world) {
  yield* world.agents.values();
  yield* world.people.values();
}

export class People {
  // Everybody in view, as it stands now: the drawing, the pointer and the bubbles ask here.
  shown = [];
  #names = new Map();

  // Settles where everybody is. `talking` holds the ids of those who speak; `covered` tells
  // whether a roof lies over a place (in tiles).
  settle(world, camera, tick, ms, talking, covered) {
    const view = camera.view(32);
    this.shown = [];
    for (const agent of everybody(world)) {
      const place = placeOf(agent, tick, world.hz);
      const x = place.x * TILE;
      const y = place.y * TILE;
      if (x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
      const column = frame(agent, place, ms, talking.has(agent.agent_id));
      const row = ROWS[place.facing] ?? 0;
      this.shown.push({ agent, x, y, column, row, indoors: covered(place.x, place.y) });
    }
    this.shown.sort((a, b) => a.y - b.y || a.agent.number - b.agent.number);
  }

  draw(ctx, camera, items, kindIcon) {
    const scale = camera.scale;
    for (const item of items) {
      if (item.landmark !== undefined) continue;
      const small = Math.max(1, scale - 1); // a loaf is no bigger than a head
      const at = camera.toScreen((item.x + 0.5) * TILE, (item.y + 0.5) * TILE);
      drawIcon(ctx, kindIcon(item.kind), at.x - 8 * small, at.y - 8 * small, small);
    }
    for (const one of this.shown) {
      const image = sheet(one.agent.agent_id, one.agent.look);
      const at = camera.toScreen(one.x - FRAME.width / 2, one.y - FEET);
      if (!image) continue;
      shadow(ctx, camera, one);
      ctx.drawImage(
        image, one.column * FRAME.width, one.row * FRAME.height, FRAME.width, FRAME.height,
        at.x, at.y, FRAME.width * scale, FRAME.height * scale,
      );
    }
  }

  // Names, crisp and above the light; crowded ones give way to those in front.
  drawNames(ctx, camera, special) {
    const taken = [];
    const order = [...this.shown].reverse();
    order.sort((a, b) => special.has(b.agent.agent_id) - special.has(a.agent.agent_id));
    for (const one of order) {
      const quiet = camera.zoom < 2 || one.indoors;
      if (quiet && !special.has(one.agent.agent_id)) continue;
      const chosen = special.has(one.agent.agent_id);
      const picture = this.#name(one.agent.display_name, camera.ratio, chosen);
      const { width, height } = picture;
      const at = camera.toScreen(one.x, one.y + 4);
      const box = { x: Math.round(at.x - width / 2), y: at.y, width, height };
      if (taken.some((other) => overlap(other, box))) continue;
      taken.push(box);
      ctx.drawImage(picture, box.x, box.y);
      const mark = MINDS[one.agent.mind];
      const size = Math.max(1, Math.round(camera.ratio));
      if (mark) drawIcon(ctx, mark, box.x - 12 * size, box.y - size, size);
    }
  }

  // A tiny sign of the mood over those who sleep, are followed, or whose mood just changed.
  drawMoods(ctx, camera, moods, ms, special, bubbles) {
    const scale = Math.max(1, camera.scale - 1);
    for (const one of this.shown) {
      const { agent_id: id, mood } = one.agent;
      const fresh = ms - (moods.get(id) ?? -Infinity) < 4_000;
      const told = fresh || mood === "asleep" || special.has(id);
      if (camera.zoom < 2 || !told || bubbles.has(id)) continue;
      const at = camera.toScreen(one.x, one.y - FEET);
      const bob = mood === "asleep" ? Math.round(Math.sin(ms / 600) * scale) : 0;
      drawIcon(ctx, `mood-${mood}`, at.x - 8 * scale, at.y - 13 * scale + bob, scale);
    }
  }

  // Which villager stands at a place of the screen, the nearest in front first.
  at(point, camera) {
    const art = camera.toArt(point);
    const over = (one) =>
      Math.abs(one.x - art.x) <= 9 && art.y >= one.y - FEET - 2 && art.y <= one.y + 6;
    const villager = (one) => one.agent.kind !== "person";
    const hits = this.shown.filter((one) => villager(one) && !one.indoors && over(one));
    return hits.length > 0 ? hits[hits.length - 1].agent : null;
  }

  #name(name, ratio, special) {
    const key = `${ratio} ${special} ${name}`;
    let picture = this.#names.get(key);
    if (!picture) {
      picture = written(name, ratio, special);
      if (this.#names.size > 1_000) this.#names.clear();
      this.#names.set(key, picture);
    }
    return picture;
  }
}

export const overlap = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function frame(agent, place, ms, talks) {
  const own = agent.number * 137; // so that not all breathe at once
  if (place.walked !== null) return WALK[Math.floor(place.walked / STRIDE) % WALK.length];
  if (agent.pose === "sleep") return SLEEP;
  if (agent.pose === "sit") return SIT;
  if (talks) return TALK[Math.floor((ms + own) / 220) % TALK.length];
  if (agent.pose === "work") return WORK[Math.floor((ms + own) / 380) % WORK.length];
  return IDLE[Math.floor((ms + own) / 700) % IDLE.length];
}

function shadow(ctx, camera, one) {
  const at = camera.toScreen(one.x, one.y + 1);
  const scale = camera.scale;
  ctx.fillStyle = "rgba(31, 27, 51, 0.28)";
  ctx.beginPath();
  ctx.ellipse(at.x, at.y, 6 * scale, 2.5 * scale, 0, 0, Math.PI * 2);
  ctx.fill();
}

function written(name, ratio, special) {
  const size = Math.round(11 * ratio);
  const font = `600 ${size}px system-ui, sans-serif`;
  const canvas = document.createElement("canvas");
  let ctx = canvas.getContext("2d");
  ctx.font = font;
  canvas.width = Math.ceil(ctx.measureText(name).width) + size;
  canvas.height = Math.round(size * 1.5);
  ctx = canvas.getContext("2d");
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = Math.max(2, Math.round(3 * ratio));
  ctx.strokeStyle = INK;
  ctx.strokeText(name, canvas.width / 2, canvas.height / 2);
  ctx.fillStyle = special ? "#ffe3a1" : "#f7edcf";
  ctx.fillText(name, canvas.width / 2, canvas.height / 2);
  return canvas;
}
