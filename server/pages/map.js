// The ground, the houses and the tree tops. Each group of layers is drawn once into chunks, so that
// a frame only copies; a tile that moves is redrawn into its chunk when its picture changes. Roofs
// are kept house by house, so that one can fade.

import { litPart } from "./lit.js";

export const TILE = 16;
const CHUNK = 16; // tiles along a side
const BELOW = ["ground", "detail", "objects"];
const ABOVE = ["canopy"];

export async function loadMap(loadImage) {
  const answer = await fetch("/api/v1/map");
  if (!answer.ok) throw new Error(`the map answered ${answer.status}`);
  const data = await answer.json();
  const tiles = loadImage(data.tiles_url);
  await tiles.decode();
  return new VillageMap(data, tiles);
}

export class VillageMap {
  constructor(data, tiles) {
    this.district = { width: data.districts.width, height: data.districts.height };
    this.across = data.districts.across;
    this.down = data.districts.down;
    this.width = this.across * this.district.width;
    this.height = this.down * this.district.height;
    this.tiles = tiles;
    this.columns = data.columns;
    this.kinds = data.tiles ?? {};
    this.papers = data.papers ?? [];
    this.layers = new Map(data.layers.map((layer) => [layer.name, layer.data]));
    this.lights = this.#collect((kind) => kind.light > 0, (kind) => kind.light);
    this.water = this.#collect((kind) => kind.water, () => 0);
    this.below = new Sheet(this, BELOW);
    this.above = new Sheet(this, ABOVE);
    this.roofs = new Roofs(this, this.layers.get("roof") ?? []);
  }

  // The tile id of a layer's cell, or -1.
  tileAt(layer, x, y) {
    return (this.layers.get(layer)?.[y * this.district.width + x] ?? 0) - 1;
  }

  drawTile(ctx, tile, x, y) {
    const sx = (tile % this.columns) * TILE;
    const sy = Math.floor(tile / this.columns) * TILE;
    ctx.drawImage(this.tiles, sx, sy, TILE, TILE, x, y, TILE, TILE);
  }

  // The frame of a tile that moves, at a time in milliseconds.
  frame(tile, ms) {
    const frames = this.kinds[tile]?.animation;
    if (!frames?.length) return tile;
    let left = ms % frames.reduce((sum, [, length]) => sum + length, 0);
    for (const [id, length] of frames) {
      if (left < length) return id;
      left -= length;
    }
    return frames[0][0];
  }

  // Calls with the corner (in pixels of the art) of each district that a view touches.
  districts(view, visit) {
    const wide = this.district.width * TILE;
    const high = this.district.height * TILE;
    const first = (edge, size) => Math.max(0, Math.floor(edge / size));
    const last = (edge, size, most) => Math.min(most - 1, Math.floor(edge / size));
    const right = last(view.right, wide, this.across);
    const bottom = last(view.bottom, high, this.down);
    for (let y = first(view.top, high); y <= bottom; y++) {
      for (let x = first(view.left, wide); x <= right; x++) visit(x * wide, y * high);
    }
  }

  // Cells that give light. Those over water are left out: it has the colours of glass.
  lamps() {
    const dry = (at) =>
      [...this.layers.values()].every((data) => !this.kinds[data[at] - 1]?.water);
    return this.lights
      .map((lamp) => ({ x: Math.floor(lamp.x / TILE), y: Math.floor(lamp.y / TILE) }))
      .filter(({ x, y }) => dry(y * this.district.width + x));
  }

  #collect(wanted, size) {
    const found = new Map();
    for (const data of this.layers.values()) {
      data.forEach((gid, at) => {
        const kind = gid > 0 ? this.kinds[gid - 1] : null;
        if (kind && wanted(kind)) found.set(at, Math.max(found.get(at) ?? 0, size(kind)));
      });
    }
    return [...found].map(([at, radius]) => ({
      x: ((at % this.district.width) + 0.5) * TILE,
      y: (Math.floor(at / this.district.width) + 0.5) * TILE,
      radius,
    }));
  }
}

const touches = (view, x, y, width, height) =>
  x <= view.right && y <= view.bottom && x + width >= view.left && y + height >= view.top;

// A group of layers of one district, as pictures of 16 by 16 tiles.
class Sheet {
  constructor(map, layers) {
    this.map = map;
    this.layers = layers.filter((name) => map.layers.has(name));
    this.chunks = [];
    const { width, height } = map.district;
    for (let y = 0; y < height; y += CHUNK) {
      for (let x = 0; x < width; x += CHUNK) this.chunks.push(this.#chunk(x, y));
    }
    const lamps = map.lamps();
    for (const chunk of this.chunks) {
      const near = lamps.map((lamp) => ({ x: lamp.x - chunk.x, y: lamp.y - chunk.y }));
      if (chunk.canvas) chunk.lit = litPart(chunk.canvas, near);
    }
  }

  // `dark` is how much of the panes and flames is seen.
  draw(ctx, camera, dark) {
    const scale = camera.scale;
    const view = camera.view();
    this.map.districts(view, (left, top) => {
      for (const chunk of this.chunks) {
        const x = left + chunk.x * TILE;
        const y = top + chunk.y * TILE;
        const side = CHUNK * TILE;
        if (!chunk.canvas || !touches(view, x, y, side, side)) continue;
        const at = { x: x * scale - camera.left, y: y * scale - camera.top };
        ctx.drawImage(chunk.canvas, at.x, at.y, side * scale, side * scale);
        if (!chunk.lit || dark <= 0) continue;
        ctx.globalAlpha = dark;
        ctx.drawImage(chunk.lit, at.x, at.y, side * scale, side * scale);
        ctx.globalAlpha = 1;
      }
    });
  }

  // Redraws the cells whose picture changed.
  advance(ms) {
    for (const chunk of this.chunks) {
      for (const cell of chunk.moving) {
        const now = cell.tiles.map((tile) => this.map.frame(tile, ms));
        if (now.every((tile, at) => tile === cell.shown[at])) continue;
        cell.shown = now;
        const x = cell.x * TILE;
        const y = cell.y * TILE;
        chunk.ctx.clearRect(x, y, TILE, TILE);
        for (const tile of now) this.map.drawTile(chunk.ctx, tile, x, y);
      }
    }
  }

  #chunk(left, top) {
    const chunk = { x: left, y: top, canvas: null, ctx: null, lit: null, moving: [] };
    const { width, height } = this.map.district;
    for (let y = 0; y < Math.min(CHUNK, height - top); y++) {
      for (let x = 0; x < Math.min(CHUNK, width - left); x++) {
        const tiles = this.layers
          .map((name) => this.map.tileAt(name, left + x, top + y))
          .filter((tile) => tile >= 0);
        if (tiles.length > 0) this.#cell(chunk, tiles, x, y);
      }
    }
    return chunk;
  }

  #cell(chunk, tiles, x, y) {
    if (!chunk.canvas) {
      chunk.canvas = document.createElement("canvas");
      chunk.canvas.width = CHUNK * TILE;
      chunk.canvas.height = CHUNK * TILE;
      chunk.ctx = chunk.canvas.getContext("2d");
    }
    for (const tile of tiles) this.map.drawTile(chunk.ctx, tile, x * TILE, y * TILE);
    if (tiles.some((tile) => this.map.kinds[tile]?.animation?.length)) {
      chunk.moving.push({ x, y, tiles, shown: tiles });
    }
  }
}

// Roofs: cells of the roof layer that touch are one house.
class Roofs {
  constructor(map, data) {
    this.map = map;
    this.houses = [];
    this.lamps = map.lamps();
    this.of = new Int16Array(data.length).fill(-1);
    for (let at = 0; at < data.length; at++) {
      if (data[at] > 0 && this.of[at] < 0) this.houses.push(this.#house(data, at));
    }
  }

  // The house over a place in tiles, or -1.
  at(x, y) {
    const { width, height } = this.map.district;
    if (x < 0 || y < 0 || x >= this.map.width || y >= this.map.height) return -1;
    return this.of[(Math.floor(y) % height) * width + (Math.floor(x) % width)] ?? -1;
  }

  // Draws every roof; the opened house of the opened district fades. `part` eases the fade,
  // `dark` is how much of its windows is lit.
  draw(ctx, camera, open, part, dark) {
    const scale = camera.scale;
    const view = camera.view();
    this.map.districts(view, (left, top) => {
      this.houses.forEach((house, at) => {
        const x = left + house.x * TILE;
        const y = top + house.y * TILE;
        const { width, height } = house.canvas;
        if (!touches(view, x, y, width, height)) return;
        const here = open && open.house === at && open.left === left && open.top === top;
        const key = `${left},${top}`;
        const shown = house.alpha.get(key) ?? 1;
        const next = shown + ((here ? 0.12 : 1) - shown) * part;
        house.alpha.set(key, next);
        ctx.globalAlpha = next;
        const [sx, sy] = [x * scale - camera.left, y * scale - camera.top];
        ctx.drawImage(house.canvas, sx, sy, width * scale, height * scale);
        if (!house.lit || dark <= 0) return;
        ctx.globalAlpha = next * dark;
        ctx.drawImage(house.lit, sx, sy, width * scale, height * scale);
      });
    });
    ctx.globalAlpha = 1;
  }

  #house(data, start) {
    const { width, height } = this.map.district;
    const number = this.houses.length;
    const cells = [start];
    this.of[start] = number;
    for (let next = 0; next < cells.length; next++) {
      const x = cells[next] % width;
      const y = Math.floor(cells[next] / width);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        const at = (y + dy) * width + x + dx;
        const inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
        if (inside && data[at] > 0 && this.of[at] < 0) {
          this.of[at] = number;
          cells.push(at);
        }
      }
    }
    return this.#picture(data, cells);
  }

  #picture(data, cells) {
    const { width } = this.map.district;
    const xs = cells.map((at) => at % width);
    const ys = cells.map((at) => Math.floor(at / width));
    const house = { x: Math.min(...xs), y: Math.min(...ys), alpha: new Map() };
    house.canvas = document.createElement("canvas");
    house.canvas.width = (Math.max(...xs) - house.x + 1) * TILE;
    house.canvas.height = (Math.max(...ys) - house.y + 1) * TILE;
    const ctx = house.canvas.getContext("2d");
    cells.forEach((at, i) => {
      this.map.drawTile(ctx, data[at] - 1, (xs[i] - house.x) * TILE, (ys[i] - house.y) * TILE);
    });
    const near = this.lamps.map((lamp) => ({ x: lamp.x - house.x, y: lamp.y - house.y }));
    house.lit = litPart(house.canvas, near);
    return house;
  }
}
