// Where a walker is: the server's own integers (sim/src/walk.rs), so that the picture and the
// village never disagree. Ticks may be fractional, for smooth drawing between two of them.

const STEPS = 256; // steps of one tile
const MIDDLE = 128;

// Place in steps and the way that the walker faces, or null when it has arrived.
export function stepAt(walk, tick, hz) {
  if (tick >= walk.arrives) return null;
  let left = Math.floor((Math.max(0, tick - walk.departed) * walk.pace) / hz);
  const walked = left;
  let from = walk.from;
  for (const [tileX, tileY] of walk.corners) {
    const to = { x: tileX * STEPS + MIDDLE, y: tileY * STEPS + MIDDLE };
    const length = Math.floor(Math.hypot(to.x - from.x, to.y - from.y));
    if (left < length) {
      return {
        x: onTheWay(from.x, to.x, left, length),
        y: onTheWay(from.y, to.y, left, length),
        facing: facing(from, to),
        walked,
      };
    }
    left -= length;
    from = to;
  }
  return null;
}

// Where the walk ends, in steps.
export function end(walk) {
  const [x, y] = walk.corners[walk.corners.length - 1];
  return { x: x * STEPS + MIDDLE, y: y * STEPS + MIDDLE };
}

// An agent's place in tiles, its facing, and how far it has walked (in steps; null: it stands).
export function placeOf(agent, tick, hz) {
  const walk = agent.walk;
  if (!walk || walk.corners.length === 0) {
    return { x: agent.position.x, y: agent.position.y, facing: agent.facing, walked: null };
  }
  const now = stepAt(walk, tick, hz);
  if (now) return { ...now, x: now.x / STEPS, y: now.y / STEPS };
  const there = end(walk);
  return { x: there.x / STEPS, y: there.y / STEPS, facing: agent.facing, walked: null };
}

function onTheWay(from, to, done, length) {
  const way = Math.floor((Math.abs(to - from) * done) / Math.max(1, length));
  return to >= from ? from + way : from - way;
}

function facing(from, to) {
  const dx = Math.abs(to.x - from.x);
  const dy = Math.abs(to.y - from.y);
  if (dx > dy) return to.x > from.x ? "right" : "left";
  return to.y > from.y ? "down" : "up";
}
