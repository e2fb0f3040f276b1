// Money and notes made visible: a coin leaps from the board to whom it rewards, an ember falls and
// fades, a ring lights a new tier, a fresh note hangs over its author. One effect a fact, no more.

import { drawIcon } from "./art.js";

const LEAP_MS = 700;
const LAND_MS = 300;
const EMBER_MS = 900;
const RING_MS = 2_000;
const NOTE_MS = 20_000;
const SHOWN_MAX = 64;

export class Effects {
  #all = [];
  #notes = new Map();

  // Somebody's purse moved by a signed decimal string.
  money(agentId, amount, ms) {
    const kind = String(amount).startsWith("-") ? "ember" : "coin";
    if (this.#all.length < SHOWN_MAX) this.#all.push({ kind, agentId, born: ms });
  }

  tier(agentId, colour, ms) {
    if (this.#all.length < SHOWN_MAX) this.#all.push({ kind: "ring", agentId, colour, born: ms });
  }

  note(agentId, ms) {
    this.#notes.set(agentId, ms);
  }

  // `board` is the place of the notes in pixels of the art.
  draw(ctx, camera, people, board, ms, still) {
    const where = new Map(people.shown.map((one) => [one.agent.agent_id, one]));
    for (const [id, born] of this.#notes) {
      if (ms - born > NOTE_MS) this.#notes.delete(id);
      else if (where.has(id)) this.#drawNote(ctx, camera, where.get(id), ms, still);
    }
    this.#all = this.#all.filter((one) => ms - one.born < LIFE[one.kind]);
    for (const one of this.#all) {
      const who = where.get(one.agentId);
      if (who) DRAW[one.kind](ctx, camera, one, who, board, ms - one.born, still);
    }
  }

  #drawNote(ctx, camera, who, ms, still) {
    const scale = Math.max(1, camera.scale - 1);
    const bob = still ? 0 : Math.sin(ms / 420) * 1.5;
    const at = camera.toScreen(who.x, who.y - 30 + bob);
    drawIcon(ctx, "note", at.x - 8 * scale, at.y - 8 * scale, scale);
  }
}

const LIFE = { coin: LEAP_MS + LAND_MS, ember: EMBER_MS, ring: RING_MS };

const DRAW = {
  coin(ctx, camera, one, who, board, age, still) {
    const scale = camera.scale;
    const from = still || !board ? { x: who.x, y: who.y - 40 } : board;
    if (age < LEAP_MS) {
      const t = age / LEAP_MS;
      const x = from.x + (who.x - from.x) * t;
      const y = from.y + (who.y - 14 - from.y) * t - Math.sin(t * Math.PI) * 44;
      const at = camera.toScreen(x, y);
      drawIcon(ctx, spin("coin", age, 4, 90), at.x - 8 * scale, at.y - 8 * scale, scale);
      return;
    }
    const at = camera.toScreen(who.x, who.y - 14);
    drawIcon(ctx, spin("sparkle", age - LEAP_MS, 4, 75), at.x - 8 * scale, at.y - 8 * scale, scale);
  },

  ember(ctx, camera, one, who, board, age, still) {
    const scale = camera.scale;
    const t = age / EMBER_MS;
    const fall = still ? 0 : t * t * 18;
    const at = camera.toScreen(who.x + (still ? 0 : Math.sin(age / 110) * 2), who.y - 34 + fall);
    ctx.globalAlpha = 1 - t * t;
    drawIcon(ctx, "ember", at.x - 8 * scale, at.y - 8 * scale, scale);
    ctx.globalAlpha = 1;
  },

  ring(ctx, camera, one, who, board, age, still) {
    const scale = camera.scale;
    const t = age / RING_MS;
    const at = camera.toScreen(who.x, who.y);
    const wide = still ? 12 : 8 + Math.min(1, t * 3) * 6;
    ctx.globalAlpha = 1 - t;
    ctx.strokeStyle = one.colour;
    ctx.lineWidth = 2 * scale;
    ctx.beginPath();
    ctx.ellipse(at.x, at.y, wide * scale, wide * 0.45 * scale, 0, 0, Math.PI * 2);
    ctx.stroke();
    ctx.globalAlpha = 1;
  },
};

const spin = (name, age, frames, ms) => `${name}-${Math.floor(age / ms) % frames}`;
