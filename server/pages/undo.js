// A gift can be taken back for a while: a button that says how long, and is gone when it is too
// late. The seconds are for the eyes; whoever listens hears once that it can be taken back.

import { make } from "./marks.js";
import { newKey, send } from "./send.js";
import { tellNext } from "./told.js";

const API = "/api/v1/economy/undo";

// Puts the button after `place`.
export function offer(place, transfer, seconds) {
  const left = make("span", { "aria-hidden": "true" });
  const button = make("button", { type: "button", class: "quiet undo" }, "Take it back ", left);
  place.after(button);
  run(button, left, transfer, seconds);
}

// Buttons that the server wrote.
export function wake(root = document) {
  for (const button of root.querySelectorAll("button[data-undo]")) {
    const left = button.querySelector("[data-left]");
    run(button, left, Number(button.dataset.undo), Number(left?.dataset.left ?? 0));
  }
}

function run(button, left, transfer, seconds) {
  const end = performance.now() + seconds * 1_000;
  const show = () => {
    const rest = Math.ceil((end - performance.now()) / 1_000);
    left.textContent = `(${Math.max(0, rest)} s)`;
    if (rest > 0) return;
    clearInterval(clock);
    (button.closest(".gift") ?? button).remove();
  };
  const clock = setInterval(show, 1_000);
  show();
  const key = newKey();
  button.addEventListener("click", async () => {
    button.disabled = true;
    const { ok, detail } = await send(API, { body: { transfer }, key });
    if (ok) {
      clearInterval(clock);
      tellNext("Taken back.");
      return;
    }
    button.disabled = false;
    const before = button.parentElement.querySelector(".why");
    const why = before ?? make("p", { class: "why bad", role: "status" });
    button.after(why);
    why.textContent = detail;
  });
}
