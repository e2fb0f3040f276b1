// How many notes hang on the town board: its picture is full of papers, and where no note hangs the
// paper is covered with the wood beside it.

import { TILE } from "./map.js";

const LAYERS = ["objects", "canopy"];

export class Papers {
  hung = 0;
  #map;
  #papers;
  #cover = null;
  #covered = -1;

  constructor(map) {
    this.#map = map;
    this.#papers = map.papers;
  }

  draw(ctx, camera) {
    const box = this.#box();
    if (!box) return;
    if (this.#covered !== this.hung) this.#make(box);
    const scale = camera.scale;
    this.#map.districts(camera.view(), (left, top) => {
      const x = (left + box.x) * scale - camera.left;
      const y = (top + box.y) * scale - camera.top;
      ctx.drawImage(this.#cover, x, y, box.width * scale, box.height * scale);
    });
  }

  // What all papers and the wood beside them lie in, in pixels of one district.
  #box() {
    const papers = this.#papers;
    if (!papers.length) return null;
    const x = Math.min(...papers.map((paper) => paper.bare_x));
    const y = Math.min(...papers.map((paper) => paper.y));
    const right = Math.max(...papers.map((paper) => paper.x + paper.width + 1));
    const bottom = Math.max(...papers.map((paper) => paper.y + paper.height + 1));
    return { x, y, width: right - x, height: bottom - y };
  }

  #make(box) {
    const full = this.#board(box);
    this.#cover = canvas(box.width, box.height);
    const ctx = this.#cover.getContext("2d");
    for (const paper of this.#papers.slice(this.hung)) {
      // A paper throws a shadow of one pixel.
      const [x, y] = [paper.x - box.x, paper.y - box.y];
      const [width, height] = [paper.width + 1, paper.height + 1];
      ctx.drawImage(full, paper.bare_x - box.x, y, 1, height, x, y, width, height);
    }
    this.#covered = this.hung;
  }

  // The board's picture, as the map has it.
  #board(box) {
    const full = canvas(box.width, box.height);
    const ctx = full.getContext("2d");
    for (const layer of LAYERS) {
      for (let y = Math.floor(box.y / TILE); y * TILE < box.y + box.height; y++) {
        for (let x = Math.floor(box.x / TILE); x * TILE < box.x + box.width; x++) {
          const tile = this.#map.tileAt(layer, x, y);
          if (tile >= 0) this.#map.drawTile(ctx, tile, x * TILE - box.x, y * TILE - box.y);
        }
      }
    }
    return full;
  }
}

function canvas(width, height) {
  const made = document.createElement("canvas");
  made.width = width;
  made.height = height;
  made.getContext("2d").imageSmoothingEnabled = false;
  return made;
}
