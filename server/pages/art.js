// Pictures, fetched once and drawn when they are there: sheets of villagers, icons, tiles. Until
// then, and when one is missing, nothing is drawn in its place.

export const FRAME = { width: 16, height: 24 };
const ICON = 16;
const SHEETS_MAX = 2_000;

const sheets = new Map();
const icons = { image: null, names: null };

export function loadImage(url) {
  const image = new Image();
  image.decoding = "async";
  image.src = url;
  return image;
}

export const drawable = (image) => Boolean(image?.complete && image.naturalWidth > 0);

// The sheet of a villager, or of a person in its look, or null while it is on its way.
export function sheet(agentId, look) {
  const key = look === undefined ? agentId : `${agentId} ${look}`;
  let image = sheets.get(key);
  if (!image) {
    if (sheets.size >= SHEETS_MAX) sheets.delete(sheets.keys().next().value);
    // The look is no part of the question, but another one is another picture.
    const dressed = look === undefined ? "" : `?look=${encodeURIComponent(look)}`;
    image = loadImage(`/art/villagers/${encodeURIComponent(agentId)}.png${dressed}`);
    sheets.set(key, image);
  }
  return drawable(image) ? image : null;
}

// Fetches the icons; they are optional.
export async function loadIcons() {
  try {
    const answer = await fetch("/art/icons.json");
    if (!answer.ok) return;
    const image = loadImage("/art/icons.png");
    await image.decode();
    icons.names = await answer.json();
    icons.image = image;
  } catch {
    // without icons the words beside them stand alone
  }
}

// Where an icon is in the sheet, or null.
export function icon(name) {
  const at = icons.names?.[name];
  if (!Number.isInteger(at) || !icons.image) return null;
  const columns = Math.max(1, Math.floor(icons.image.naturalWidth / ICON));
  return { image: icons.image, x: (at % columns) * ICON, y: Math.floor(at / columns) * ICON };
}

// Draws an icon at a place in device pixels; false when there is none of that name.
export function drawIcon(ctx, name, x, y, scale) {
  const found = icon(name);
  if (!found) return false;
  const size = ICON * scale;
  const [left, top] = [Math.round(x), Math.round(y)];
  ctx.drawImage(found.image, found.x, found.y, ICON, ICON, left, top, size, size);
  return true;
}
