// The picture: what is drawn, in which order, and where we look. A frame is drawn only while the
// tab is seen and the picture is on the screen.

import { Bubbles } from "./bubbles.js";
import { Camera } from "./camera.js";
import { Effects } from "./effects.js";
import { TILE } from "./map.js";
import { Papers } from "./papers.js";
import { People } from "./people.js";
import { Sky, light } from "./sky.js";
import { placeOf } from "./walk.js";

const MOVE_MS = 120; // between looks for tiles that move
const BOARD_TILES = 4; // height of the board's picture

export class Stage {
  camera = new Camera();
  people = new People();
  bubbles = new Bubbles();
  effects = new Effects();
  followed = null;
  hovered = null;
  opened = null; // a house that a visitor looks into
  #canvas;
  #ctx;
  #world;
  #map = null;
  #papers = null;
  #sky = new Sky();
  #moods = new Map();
  #lastMoods = new Map();
  #kindIcon = (kind) => kind;
  #tilesMoved = 0;
  #lastFrame = 0;
  #seen = true;
  #still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(canvas, world) {
    this.#canvas = canvas;
    this.#world = world;
    this.#ctx = canvas.getContext("2d", { alpha: false });
    const fit = () => this.#fit();
    new ResizeObserver(fit).observe(canvas);
    const seen = (entries) => (this.#seen = entries.at(-1).isIntersecting);
    new IntersectionObserver(seen).observe(canvas);
    world.addEventListener("agents", ({ detail }) => this.#noteMoods(detail));
    fit();
  }

  setMap(map) {
    this.#map = map;
    this.#papers = new Papers(map);
    this.camera.zoom = this.#canvas.clientWidth < 600 ? 2 : 3;
    this.camera.setBounds(map.width * TILE, map.height * TILE);
    this.camera.lookAt((map.width * TILE) / 2, (map.height * TILE) / 2);
    this.home();
    requestAnimationFrame((ms) => this.#frame(ms));
  }

  setKinds(icons) {
    this.#kindIcon = (kind) => icons.get(kind) ?? kind;
  }

  // Back to the board on the square, where the day begins.
  home() {
    this.followed = null;
    const middle = this.#middle("board") ?? this.#middle("square");
    const size = this.camera.view();
    if (middle) this.camera.lookAt(middle.x, middle.y + (size.bottom - size.top) * 0.06);
  }

  lookAtLandmark(id) {
    const place = this.#world.landmarks.get(id);
    if (!place) return;
    this.followed = null;
    this.camera.lookAt((place.x + place.width / 2) * TILE, (place.y + place.height / 2) * TILE);
  }

  // Opens the roof under a point of the screen, or closes what was open.
  open(point) {
    const at = this.camera.toArt(point);
    const here = this.#house(at.x / TILE, at.y / TILE);
    const same = here && this.opened && key(here) === key(this.opened);
    this.opened = same ? null : here;
  }

  #fit() {
    const ratio = Math.max(1, window.devicePixelRatio || 1);
    const width = Math.max(1, Math.round(this.#canvas.clientWidth * ratio));
    const height = Math.max(1, Math.round(this.#canvas.clientHeight * ratio));
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.camera.resize(width, height, ratio);
  }

  #noteMoods(agents) {
    const now = performance.now();
    for (const { agent_id: id, mood } of agents) {
      const before = this.#lastMoods.get(id);
      if (before !== undefined && before !== mood) this.#moods.set(id, now);
      this.#lastMoods.set(id, mood);
    }
  }

  #frame(ms) {
    requestAnimationFrame((next) => this.#frame(next));
    if (!this.#seen || !this.#map) return;
    const still = this.#still.matches;
    const tick = this.#world.clock.tick(ms);
    const part = still ? 1 : 1 - Math.exp((this.#lastFrame - ms) / 130); // of every glide
    this.#lastFrame = ms;
    this.#follow(tick, part);
    if (!still && ms - this.#tilesMoved > MOVE_MS) {
      this.#tilesMoved = ms;
      this.#map.below.advance(ms);
      this.#map.above.advance(ms);
    }
    const open = this.#insideOf(tick) ?? this.opened;
    const covered = (x, y) => {
      const house = this.#house(x, y);
      return Boolean(house) && !(open && key(house) === key(open));
    };
    const talking = this.bubbles.talking(ms);
    this.people.settle(this.#world, this.camera, tick, still ? 0 : ms, talking, covered);
    this.#paint(ms, tick, still, part, open);
  }

  #paint(ms, tick, still, part, open) {
    const { camera, people } = this;
    const ctx = this.#ctx;
    ctx.imageSmoothingEnabled = false;
    ctx.fillStyle = "#1f1b33";
    ctx.fillRect(0, 0, camera.width, camera.height);
    const minute = this.#world.minuteAt(tick);
    const { dark } = light(minute);
    this.#map.below.draw(ctx, camera, dark);
    people.draw(ctx, camera, this.#world.items, this.#kindIcon);
    this.#map.roofs.draw(ctx, camera, open, part, dark);
    this.#map.above.draw(ctx, camera, dark);
    this.#papers.hung = this.#world.hung;
    this.#papers.draw(ctx, camera);
    this.#sky.draw(ctx, camera, this.#map, minute, ms, still);
    const special = new Set([this.followed, this.hovered].filter(Boolean));
    people.drawNames(ctx, camera, special);
    people.drawMoods(ctx, camera, this.#moods, still ? 0 : ms, special, this.bubbles);
    this.effects.draw(ctx, camera, people, this.#notes(), ms, still);
    this.bubbles.draw(ctx, camera, people, this.#boardBox(), ms, still);
  }

  #follow(tick, part) {
    const agent = this.followed && this.#world.agent(this.followed);
    if (!agent) return;
    const place = placeOf(agent, tick, this.#world.hz);
    this.camera.glide(place.x * TILE, place.y * TILE - 8, part);
  }

  // The house that the followed villager is in.
  #insideOf(tick) {
    const agent = this.followed && this.#world.agent(this.followed);
    if (!agent) return null;
    const place = placeOf(agent, tick, this.#world.hz);
    return this.#house(place.x, place.y);
  }

  #house(x, y) {
    const house = this.#map?.roofs.at(x, y) ?? -1;
    if (house < 0) return null;
    const wide = this.#map.district.width;
    const high = this.#map.district.height;
    const left = Math.floor(x / wide) * wide * TILE;
    const top = Math.floor(y / high) * high * TILE;
    return { house, left, top };
  }

  // The landmark of a kind that lies nearest to where one looks: a large village has many.
  #landmark(kind) {
    let best = null;
    let least = Infinity;
    for (const one of this.#world.landmarks.values()) {
      if (one.kind !== kind) continue;
      const far = Math.hypot(one.x * TILE - this.camera.x, one.y * TILE - this.camera.y);
      if (far < least) [best, least] = [one, far];
    }
    return best;
  }

  #middle(kind) {
    const one = this.#landmark(kind);
    return one && { x: (one.x + one.width / 2) * TILE, y: (one.y + one.height / 2) * TILE };
  }

  // The landmark is where one stands; the notes hang above it.
  #notes() {
    const one = this.#landmark("board");
    return one && { x: (one.x + one.width / 2) * TILE, y: (one.y - 1) * TILE };
  }

  #boardBox() {
    const one = this.#landmark("board");
    if (!one) return null;
    const at = this.camera.toScreen(one.x * TILE, (one.y - BOARD_TILES + 1) * TILE);
    const side = TILE * this.camera.scale;
    return { x: at.x, y: at.y, width: one.width * side, height: BOARD_TILES * side };
  }
}

const key = (house) => `${house.house},${house.left},${house.top}`;
