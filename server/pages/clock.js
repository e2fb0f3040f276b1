// What tick the village is at between two deltas. The offset follows the fastest deltas (those that
// waited least on the way), and the clock never runs more than a second ahead of what was heard: a
// village that is silent stands still instead of pretending.

export class ServerClock {
  #offset = null; // local milliseconds at tick 0
  #heard = 0;
  #step = 50;

  setRate(hz) {
    this.#step = 1000 / hz;
  }

  // A delta of that tick arrived now.
  heard(tick, now = performance.now()) {
    const sample = now - tick * this.#step;
    const off = this.#offset === null ? Infinity : sample - this.#offset;
    if (Math.abs(off) > 1500 && (off < 0 || tick >= this.#heard)) this.#offset = sample;
    else this.#offset += off * (off < 0 ? 0.2 : 0.01);
    this.#heard = Math.max(this.#heard, tick);
  }

  // A new village, or an older one: forget what was heard.
  reset() {
    this.#offset = null;
    this.#heard = 0;
  }

  // The tick now, with its fraction.
  tick(now = performance.now()) {
    if (this.#offset === null) return this.#heard;
    return Math.min((now - this.#offset) / this.#step, this.#heard + 1000 / this.#step);
  }
}
