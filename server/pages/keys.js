// Hands on the picture: drag, wheel, pinch, click, and the keyboard when the picture has the focus.
// The wheel scrolls the page until the visitor has clicked into the village, so that nobody is
// caught in it on the way down.

const STEP = 48; // pixels of the page that an arrow moves
const CLICK = 6; // pixels that a click may slip
const ARROWS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  a: [-1, 0], d: [1, 0], w: [0, -1], s: [0, 1],
};

// `hand`: pan(dx, dy), zoom(steps, at), click(at), hover(at), home(), stop(); places in pixels of
// the screen.
export function bind(canvas, hand) {
  keyboard(canvas, hand);
  wheel(canvas, hand);
  pointers(canvas, hand);
}

function keyboard(canvas, hand) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (ARROWS[key]) hand.pan(ARROWS[key][0] * STEP * ratio(), ARROWS[key][1] * STEP * ratio());
    else if (key === "+" || key === "=") hand.zoom(1);
    else if (key === "-") hand.zoom(-1);
    else if (key === "Home") hand.home();
    else if (key === "Escape") hand.stop();
    else return;
    canvas.classList.add("used"); // whoever knows the keys needs no list of them
    event.preventDefault();
  });
}

function wheel(canvas, hand) {
  let turned = 0;
  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && document.activeElement !== canvas) return;
      event.preventDefault();
      turned += event.deltaY;
      if (Math.abs(turned) < 40) return;
      hand.zoom(turned < 0 ? 1 : -1, place(canvas, event));
      turned = 0;
    },
    { passive: false },
  );
}

function pointers(canvas, hand) {
  const down = new Map();
  let moved = 0;
  let spread = 0;

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(canvas, event));
    moved = 0;
    spread = apart(down);
  });

  canvas.addEventListener("pointermove", (event) => {
    const at = place(canvas, event);
    const before = down.get(event.pointerId);
    if (!before) {
      hand.hover(at);
      return;
    }
    down.set(event.pointerId, at);
    moved += Math.abs(at.x - before.x) + Math.abs(at.y - before.y);
    if (down.size === 1 && moved > CLICK * ratio()) hand.pan(before.x - at.x, before.y - at.y);
    if (down.size === 2) spread = pinch(down, spread, hand);
  });

  const up = (event) => {
    const at = down.get(event.pointerId);
    down.delete(event.pointerId);
    const single = event.type === "pointerup" && at && down.size === 0;
    if (single && moved <= CLICK * ratio()) hand.click(at);
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => hand.hover(null));
}

// Two fingers: a step for each fifth that they move apart or together.
function pinch(down, spread, hand) {
  const now = apart(down);
  const [a, b] = [...down.values()];
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  if (now > spread * 1.25) hand.zoom(1, middle);
  else if (now < spread * 0.8) hand.zoom(-1, middle);
  else return spread;
  return now;
}

function apart(down) {
  if (down.size !== 2) return 0;
  const [a, b] = [...down.values()];
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function place(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return { x: (event.clientX - box.left) * ratio(), y: (event.clientY - box.top) * ratio() };
}

const ratio = () => Math.max(1, window.devicePixelRatio || 1);
