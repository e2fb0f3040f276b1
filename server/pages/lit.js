// Panes and flames. At night the glass of a window turns from sky to candle, pixel by pixel: of the
// cells whose tile gives light, the colours of glass and glow are kept in their lit form and all
// else is left out, so that frames and bars stand dark before the light.

const TILE = 16;
const PANE_MIN = 6; // pixels of glass that make a window, which may go on above and below

const GLOW = 0xffe3a1;
// Colour of the palette by day, and what it is when it is lit.
const LIT = new Map([
  [GLOW, [255, 236, 176]],
  [0xbae0d2, [255, 240, 190]], // glint on glass
  [0x74b4bf, [255, 220, 140]], // light glass
  [0x4784a6, [248, 190, 96]], // glass
  [0x315889, [206, 136, 72]], // glass in shade
]);

// A picture of what is lit in another, or null when nothing is. `lamps` are places in tiles.
export function litPart(picture, lamps) {
  const { width, height } = picture;
  const copy = document.createElement("canvas");
  Object.assign(copy, { width, height });
  const ctx = copy.getContext("2d", { willReadFrequently: true });
  const near = lamps.filter(
    ({ x, y }) => x >= 0 && y >= -1 && x * TILE < width && y * TILE <= height,
  );
  if (near.length === 0) return null;
  ctx.drawImage(picture, 0, 0);
  const from = ctx.getImageData(0, 0, width, height);
  const to = ctx.createImageData(width, height);
  let found = 0;
  for (const { x, y } of near) {
    const panes = kindle(from, to, x, y);
    found += panes;
    if (panes >= PANE_MIN) found += kindle(from, to, x, y - 1) + kindle(from, to, x, y + 1);
  }
  if (found === 0) return null;
  ctx.putImageData(to, 0, 0);
  return copy;
}

// Lights one cell; returns how many pixels of glass it has (a flame counts as one).
function kindle(from, to, cellX, cellY) {
  let glass = 0;
  const top = Math.max(0, cellY * TILE);
  const bottom = Math.min(from.height, (cellY + 1) * TILE);
  for (let y = top; y < bottom; y++) {
    for (let x = cellX * TILE; x < Math.min(from.width, (cellX + 1) * TILE); x++) {
      const at = (y * from.width + x) * 4;
      const day = (from.data[at] << 16) | (from.data[at + 1] << 8) | from.data[at + 2];
      const colour = from.data[at + 3] === 255 ? LIT.get(day) : undefined;
      if (!colour) continue;
      to.data.set([...colour, 255], at);
      glass += day === GLOW ? 0 : 1;
      if (day === GLOW && glass === 0) glass = 1;
    }
  }
  return glass;
}
