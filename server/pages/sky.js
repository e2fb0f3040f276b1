// The light of the day. Eight colours, blended by the clock, are multiplied over the village; lamps
// and windows lift the dark where they stand and glow a little. By day a cloud's shadow drifts, at
// night fireflies dance over the water.

// Minute of the day, colour that everything is multiplied with, how dark it is (lamps burn).
const KEYS = [
  { at: 150, tint: [74, 84, 148], dark: 1 }, // small hours
  { at: 350, tint: [196, 160, 178], dark: 0.35 }, // dawn
  { at: 480, tint: [255, 240, 218], dark: 0 }, // morning
  { at: 720, tint: [255, 255, 255], dark: 0 }, // noon
  { at: 930, tint: [255, 247, 226], dark: 0 }, // afternoon
  { at: 1080, tint: [255, 214, 170], dark: 0.1 }, // gold
  { at: 1190, tint: [158, 132, 184], dark: 0.65 }, // dusk
  { at: 1310, tint: [88, 98, 166], dark: 1 }, // night
];
const DAY = 1440;
const WARM = [255, 205, 130];
const AMBER = [255, 178, 84];
const CORE = 14; // where a flame or a pane is as bright as by day, in pixels of the art
const GLOW_SIZE = 128;

// The light at a minute of the day.
export function light(minute) {
  let next = KEYS.findIndex((key) => key.at > minute);
  if (next < 0) next = 0;
  const from = KEYS[(next + KEYS.length - 1) % KEYS.length];
  const to = KEYS[next];
  const length = (to.at - from.at + DAY) % DAY;
  const part = smooth(((minute - from.at + DAY) % DAY) / length);
  const tint = from.tint.map((value, at) => Math.round(value + (to.tint[at] - value) * part));
  return { tint, dark: from.dark + (to.dark - from.dark) * part };
}

const smooth = (t) => t * t * (3 - 2 * t);

export class Sky {
  #veil = document.createElement("canvas");
  #veilCtx = this.#veil.getContext("2d");
  #pool = glow([[0, 1], [0.35, 0.72], [0.7, 0.25], [1, 0]]);
  #core = glow([[0, 1], [0.5, 0.8], [1, 0]], [255, 235, 205]);
  #halo = glow([[0, 0.55], [0.2, 0.28], [0.55, 0.07], [1, 0]], AMBER);
  #cloud = cloud();

  // Puts the light over what is drawn. `still` leaves out all that moves by itself.
  draw(ctx, camera, map, minute, ms, still) {
    const { tint, dark } = light(minute);
    if (!still && dark < 0.3) this.#drift(ctx, camera, ms, 1 - dark / 0.3);
    if (dark < 0.02) {
      this.#wash(ctx, camera, `rgb(${tint})`);
      return;
    }
    const lamps = this.#lamps(camera, map);
    this.#cover(camera, tint, dark, lamps);
    ctx.globalCompositeOperation = "multiply";
    ctx.imageSmoothingEnabled = true;
    const scale = camera.scale;
    const x = Math.floor(camera.left / scale) * scale - camera.left;
    const y = Math.floor(camera.top / scale) * scale - camera.top;
    ctx.drawImage(this.#veil, x, y, this.#veil.width * scale, this.#veil.height * scale);
    this.#glow(ctx, camera, lamps, dark);
    ctx.globalCompositeOperation = "lighter";
    if (!still && dark > 0.5) this.#fireflies(ctx, camera, map, ms, (dark - 0.5) * 2);
    ctx.globalCompositeOperation = "source-over";
    ctx.imageSmoothingEnabled = false;
  }

  // The air around a lamp glows a little.
  #glow(ctx, camera, lamps, dark) {
    const { scale } = camera;
    ctx.globalCompositeOperation = "screen";
    ctx.globalAlpha = 0.5 * dark;
    for (const lamp of lamps) {
      const at = camera.toScreen(lamp.x, lamp.y);
      const r = lamp.radius * 0.9 * scale;
      ctx.drawImage(this.#halo, at.x - r, at.y - r, r * 2, r * 2);
    }
    ctx.globalAlpha = 1;
  }

  #wash(ctx, camera, colour) {
    ctx.globalCompositeOperation = "multiply";
    ctx.fillStyle = colour;
    ctx.fillRect(0, 0, camera.width, camera.height);
    ctx.globalCompositeOperation = "source-over";
  }

  // The lamps whose light reaches into the view.
  #lamps(camera, map) {
    const seen = [];
    const view = camera.view(96);
    map.districts(view, (left, top) => {
      for (const lamp of map.lights) {
        const x = left + lamp.x;
        const y = top + lamp.y;
        if (x > view.left && x < view.right && y > view.top && y < view.bottom) {
          seen.push({ x, y, radius: lamp.radius });
        }
      }
    });
    return seen;
  }

  // The veil: the dark with its holes of light, a pixel of it for one of the art.
  #cover(camera, tint, dark, lamps) {
    const { scale } = camera;
    const veil = this.#veil;
    const width = Math.ceil(camera.width / scale) + 2;
    const height = Math.ceil(camera.height / scale) + 2;
    if (veil.width !== width || veil.height !== height) Object.assign(veil, { width, height });
    const ctx = this.#veilCtx;
    ctx.globalCompositeOperation = "source-over";
    ctx.globalAlpha = 1;
    ctx.fillStyle = `rgb(${tint})`;
    ctx.fillRect(0, 0, width, height);
    ctx.globalCompositeOperation = "screen"; // many lamps together do not burn out
    ctx.globalAlpha = 0.6 * dark;
    const left = Math.floor(camera.left / scale);
    const top = Math.floor(camera.top / scale);
    for (const lamp of lamps) {
      const r = lamp.radius * 1.6;
      ctx.drawImage(this.#pool, lamp.x - left - r, lamp.y - top - r, r * 2, r * 2);
    }
    ctx.globalAlpha = dark;
    for (const lamp of lamps) {
      const [x, y] = [lamp.x - left - CORE, lamp.y - top - CORE];
      ctx.drawImage(this.#core, x, y, CORE * 2, CORE * 2);
    }
  }

  #drift(ctx, camera, ms, strength) {
    const scale = camera.scale;
    const size = this.#cloud.width * scale * 2;
    const x0 = ((ms * 0.006 * scale - camera.left) % size) - size;
    const y0 = ((ms * 0.0025 * scale - camera.top) % size) - size;
    ctx.globalAlpha = 0.2 * strength;
    ctx.imageSmoothingEnabled = true;
    for (let y = y0; y < camera.height; y += size) {
      for (let x = x0; x < camera.width; x += size) ctx.drawImage(this.#cloud, x, y, size, size);
    }
    ctx.imageSmoothingEnabled = false;
    ctx.globalAlpha = 1;
  }

  #fireflies(ctx, camera, map, ms, strength) {
    const view = camera.view(16);
    const time = ms / 1000;
    map.districts(view, (left, top) => {
      for (let at = 0; at < map.water.length; at += 7) {
        const seed = at * 12.9898;
        const cell = map.water[at];
        const sway = Math.sin(time * 0.31 + seed) * 22 + Math.sin(time * 0.9 + seed * 2) * 6;
        const x = left + cell.x + sway;
        const y = top + cell.y + Math.cos(time * 0.27 + seed * 1.7) * 16 - 6;
        const lit = Math.sin(time * 0.8 + seed * 3.1);
        if (lit < 0 || x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
        const place = camera.toScreen(Math.round(x), Math.round(y));
        const r = 7 * camera.scale;
        ctx.globalAlpha = lit * strength * 0.7;
        ctx.drawImage(this.#halo, place.x - r, place.y - r, r * 2, r * 2);
        ctx.fillStyle = "#d8db6a";
        ctx.fillRect(place.x, place.y, camera.scale, camera.scale);
      }
    });
    ctx.globalAlpha = 1;
  }
}

// A round light that falls off by the given stops.
function glow(stops, colour = WARM) {
  const canvas = document.createElement("canvas");
  canvas.width = GLOW_SIZE;
  canvas.height = GLOW_SIZE;
  const ctx = canvas.getContext("2d");
  const half = GLOW_SIZE / 2;
  const gradient = ctx.createRadialGradient(half, half, 0, half, half, half);
  for (const [at, alpha] of stops) gradient.addColorStop(at, `rgba(${colour}, ${alpha})`);
  ctx.fillStyle = gradient;
  ctx.fillRect(0, 0, GLOW_SIZE, GLOW_SIZE);
  return canvas;
}

// A few soft shadows on a sheet that repeats without a seam.
function cloud() {
  const size = 256;
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const ctx = canvas.getContext("2d");
  const puffs = [[60, 70, 46], [100, 60, 38], [84, 92, 40], [190, 180, 52], [222, 196, 34]];
  for (const [px, py, radius] of puffs) {
    for (const dx of [-size, 0, size]) {
      for (const dy of [-size, 0, size]) {
        const soft = ctx.createRadialGradient(px + dx, py + dy, 0, px + dx, py + dy, radius);
        soft.addColorStop(0, "rgba(35, 38, 84, 0.6)");
        soft.addColorStop(0.6, "rgba(35, 38, 84, 0.4)");
        soft.addColorStop(1, "rgba(35, 38, 84, 0)");
        ctx.fillStyle = soft;
        ctx.fillRect(px + dx - radius, py + dy - radius, radius * 2, radius * 2);
      }
    }
  }
  return canvas;
}
