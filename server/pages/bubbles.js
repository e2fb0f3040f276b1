// Speech. A bubble hangs over its speaker by a tail, holds at most three lines, makes room for the
// others and for the board, and fades. Words of instinct wear the mark of instinct. The whole of
// what was said stands in the list beside the picture.

import { drawIcon } from "./art.js";
import { overlap } from "./people.js";

const LINES_MAX = 3;
const WIDTH_MAX = 190; // of a line, in pixels of the page
const SHOWN_MAX = 12;
const HEAD = 24; // pixels of the art from foot line to the tail's tip
const PAPER = "#fbf3dc";
const INK = "#1f1b33";
const MARKS = { instinct: "instinct", outside: "lantern", model: "model", human: "pennant" };
const BELOW = -1;
const PLACES = places();

export class Bubbles {
  #all = new Map();

  // Somebody said something at `ms`.
  say(agentId, text, origin, ms) {
    const last = ms + Math.min(9_000, 2_600 + text.length * 55);
    const unplaced = { place: 0, x: null, y: null, lines: null };
    this.#all.set(agentId, { text, origin, born: ms, last, ...unplaced });
  }

  clear() {
    this.#all.clear();
  }

  // Whether a bubble hangs over somebody.
  has(agentId) {
    return this.#all.has(agentId);
  }

  // Who speaks now (its mouth moves for the first seconds).
  talking(ms) {
    const ids = new Set();
    for (const [id, bubble] of this.#all) if (ms - bubble.born < 2_600) ids.add(id);
    return ids;
  }

  draw(ctx, camera, people, board, ms, still) {
    for (const [id, bubble] of this.#all) if (ms > bubble.last) this.#all.delete(id);
    const taken = [tools(camera), ...(board ? [board] : [])];
    const ready = [];
    const newest = people.shown
      .filter((one) => this.#all.has(one.agent.agent_id))
      .map((one) => ({ one, bubble: this.#all.get(one.agent.agent_id) }))
      .sort((a, b) => a.bubble.born - b.bubble.born)
      .slice(-SHOWN_MAX);
    for (const { one, bubble } of newest) {
      this.#measure(ctx, camera, bubble);
      const head = camera.toScreen(one.x, one.y - HEAD);
      if (!inside(head, camera)) continue; // a tail must lead to somebody
      const box = choose(bubble, head, camera, taken);
      taken.push(box);
      ease(bubble, box, head, still);
      ready.push({ bubble, head });
    }
    // The higher first: a tail passes behind what hangs below it.
    ready.sort((a, b) => a.head.y + a.bubble.y - b.head.y - b.bubble.y);
    for (const { bubble, head } of ready) paint(ctx, camera, bubble, head, ms);
  }

  #measure(ctx, camera, bubble) {
    if (bubble.lines && bubble.ratio === camera.ratio) return;
    const ratio = camera.ratio;
    bubble.ratio = ratio;
    bubble.font = `${Math.round(12.5 * ratio)}px system-ui, sans-serif`;
    ctx.font = bubble.font;
    bubble.lines = wrap(ctx, bubble.text, WIDTH_MAX * ratio);
    const widest = Math.max(...bubble.lines.map((line) => ctx.measureText(line).width));
    bubble.step = Math.round(16 * ratio);
    bubble.pad = Math.round(8 * ratio);
    bubble.mark = Math.round(18 * ratio);
    bubble.width = Math.ceil(widest + bubble.pad * 2 + bubble.mark);
    bubble.height = bubble.lines.length * bubble.step + Math.round(bubble.pad * 1.4);
  }
}

// Where the buttons lie, in the lower right corner of the picture.
function tools(camera) {
  const [width, height] = [64 * camera.ratio, 152 * camera.ratio];
  return { x: camera.width - width, y: camera.height - height, width, height };
}

const inside = (head, camera) =>
  head.x > 0 && head.x < camera.width && head.y > 0 && head.y < camera.height;

// Lines of at most that width; the third ends in an ellipsis when there is more.
function wrap(ctx, text, width) {
  const lines = [];
  let line = "";
  const words = text.split(/\s+/).flatMap((word) => pieces(ctx, word, width));
  for (const [at, word] of words.entries()) {
    const longer = line ? `${line} ${word}` : word;
    if (ctx.measureText(longer).width <= width) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
    if (lines.length === LINES_MAX) {
      lines[LINES_MAX - 1] = shorten(ctx, lines[LINES_MAX - 1], width);
      return lines;
    }
    if (at === words.length - 1) break;
  }
  if (line) lines.push(line);
  return lines;
}

// A word that is wider than a line is broken; most are not.
function pieces(ctx, word, width) {
  if (ctx.measureText(word).width <= width) return [word];
  const parts = [];
  for (let at = 0; at < word.length; at += 20) parts.push(word.slice(at, at + 20));
  return parts;
}

function shorten(ctx, line, width) {
  let cut = line;
  while (cut && ctx.measureText(`${cut}…`).width > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

// Ways to hang a bubble, the nicest first: how far aside (in parts of its width), how far up, or
// below the name of its speaker.
function places() {
  const all = [{ aside: 0, up: BELOW, cost: 4 }];
  for (const up of [0, 1, 2, 3]) {
    for (const aside of [0, 0.3, -0.3, 0.6, -0.6]) {
      all.push({ aside, up, cost: up * 3 + Math.abs(aside) * 4 });
    }
  }
  return all.sort((a, b) => a.cost - b.cost);
}

function choose(bubble, head, camera, taken) {
  let best = null;
  PLACES.forEach((place, at) => {
    const box = {
      x: head.x - bubble.width / 2 + place.aside * bubble.width,
      y: heightOf(bubble, head, camera, place.up),
      width: bubble.width,
      height: bubble.height,
    };
    const edge = 4 * camera.ratio;
    box.x = Math.min(Math.max(box.x, edge), Math.max(edge, camera.width - box.width - edge));
    box.y = Math.max(box.y, edge);
    const covered = taken.filter((other) => overlap(other, box)).length;
    const out = box.y + box.height > camera.height ? 200 : 0;
    const cost = place.cost + out + covered * 100 - (at === bubble.place ? 1.5 : 0);
    if (best === null || cost < best.cost) best = { cost, box, at };
  });
  bubble.place = best.at;
  return best.box;
}

function heightOf(bubble, head, camera, up) {
  if (up === BELOW) return head.y + HEAD * camera.scale + 34 * camera.ratio;
  return head.y - bubble.height - (10 + up * 22) * camera.ratio;
}

// Kept against the head, so that a bubble walks with its speaker and only changes sides slowly.
function ease(bubble, box, head, still) {
  const dx = box.x - head.x;
  const dy = box.y - head.y;
  const part = still || bubble.x === null ? 1 : 0.2;
  bubble.x = (bubble.x ?? dx) + (dx - (bubble.x ?? dx)) * part;
  bubble.y = (bubble.y ?? dy) + (dy - (bubble.y ?? dy)) * part;
}

function paint(ctx, camera, bubble, head, ms) {
  const ratio = camera.ratio;
  const x = Math.round(head.x + bubble.x);
  const y = Math.round(head.y + bubble.y);
  ctx.globalAlpha = Math.min(1, (ms - bubble.born) / 120, (bubble.last - ms) / 600);
  outline(ctx, x, y, bubble, head, ratio);
  ctx.font = bubble.font;
  ctx.fillStyle = INK;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const left = x + bubble.pad + bubble.mark;
  const first = y + bubble.pad * 0.7 + bubble.step / 2;
  bubble.lines.forEach((line, at) => ctx.fillText(line, left, first + bubble.step * at));
  if (bubble.mark) mark(ctx, bubble, x, y, ratio);
  ctx.globalAlpha = 1;
}

function outline(ctx, x, y, bubble, head, ratio) {
  const r = 6 * ratio;
  const foot = Math.min(Math.max(head.x, x + r * 2), x + bubble.width - r * 2);
  const bottom = y + bubble.height;
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  const below = y > head.y;
  if (below) {
    ctx.lineTo(foot - 5 * ratio, y);
    ctx.lineTo(foot, y - 8 * ratio);
    ctx.lineTo(foot + 5 * ratio, y);
  }
  ctx.arcTo(x + bubble.width, y, x + bubble.width, bottom, r);
  ctx.arcTo(x + bubble.width, bottom, x, bottom, r);
  if (!below) {
    ctx.lineTo(foot + 5 * ratio, bottom);
    ctx.lineTo(head.x, Math.max(bottom + 3 * ratio, head.y));
    ctx.lineTo(foot - 5 * ratio, bottom);
  }
  ctx.arcTo(x, bottom, x, y, r);
  ctx.arcTo(x, y, x + bubble.width, y, r);
  ctx.closePath();
  ctx.fillStyle = PAPER;
  ctx.fill();
  ctx.lineWidth = Math.max(1, Math.round(1.5 * ratio));
  ctx.strokeStyle = INK;
  ctx.stroke();
}

function mark(ctx, bubble, x, y, ratio) {
  const name = `mark-${MARKS[bubble.origin] ?? "model"}`;
  const scale = Math.max(1, Math.round(ratio));
  const top = y + bubble.pad * 0.7 + bubble.step / 2 - 8 * scale;
  drawIcon(ctx, name, x + bubble.pad - 3 * ratio, top, scale);
}
