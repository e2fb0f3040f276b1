// Letters that are on the page are read: the village is told so, once.

import { newKey, send } from "./send.js";

const letters = document.querySelector("[data-letters][data-unread]");
if (letters) {
  const body = { up_to: Number(letters.dataset.unread) };
  send(`${letters.dataset.letters}/read`, { body, key: newKey() });
}
