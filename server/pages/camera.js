// Where we look and how large, in whole steps. The middle is kept in pixels of the art; what is
// drawn is snapped to pixels of the screen, so that no tile shimmers.

const ZOOM_MIN = 1;
const ZOOM_MAX = 6;

export class Camera {
  x = 0;
  y = 0;
  zoom = 3;
  width = 1; // of the canvas, in pixels of the screen
  height = 1;
  ratio = 1; // pixels of the screen in one of the page
  #bounds = { width: 1, height: 1 };

  get scale() {
    return Math.max(1, Math.round(this.zoom * this.ratio));
  }

  resize(width, height, ratio) {
    Object.assign(this, { width, height, ratio });
    this.#clamp();
  }

  setBounds(width, height) {
    this.#bounds = { width, height };
    this.#clamp();
  }

  lookAt(x, y) {
    this.x = x;
    this.y = y;
    this.#clamp();
  }

  // Glides towards a place; `part` is how much of the way.
  glide(x, y, part) {
    this.lookAt(this.x + (x - this.x) * part, this.y + (y - this.y) * part);
  }

  // Moves by pixels of the screen.
  pan(dx, dy) {
    this.lookAt(this.x + dx / this.scale, this.y + dy / this.scale);
  }

  // Closer or further; the place under the pointer stays where it is.
  zoomBy(steps, at = { x: this.width / 2, y: this.height / 2 }) {
    const before = this.toArt(at);
    this.zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, this.zoom + steps));
    const after = this.toArt(at);
    this.lookAt(this.x + before.x - after.x, this.y + before.y - after.y);
  }

  // The corner of the view in pixels of the screen, from the map's corner.
  get left() {
    return Math.round(this.x * this.scale - this.width / 2);
  }

  get top() {
    return Math.round(this.y * this.scale - this.height / 2);
  }

  toScreen(x, y) {
    return { x: Math.round(x * this.scale) - this.left, y: Math.round(y * this.scale) - this.top };
  }

  toArt(point) {
    return { x: (point.x + this.left) / this.scale, y: (point.y + this.top) / this.scale };
  }

  // What is seen, in pixels of the art, with a margin.
  view(margin = 0) {
    const from = this.toArt({ x: 0, y: 0 });
    return {
      left: from.x - margin,
      top: from.y - margin,
      right: from.x + this.width / this.scale + margin,
      bottom: from.y + this.height / this.scale + margin,
    };
  }

  #clamp() {
    const keep = (value, seen, whole) =>
      seen >= whole ? whole / 2 : Math.min(whole - seen / 2, Math.max(seen / 2, value));
    this.x = keep(this.x, this.width / this.scale, this.#bounds.width);
    this.y = keep(this.y, this.height / this.scale, this.#bounds.height);
  }
}
