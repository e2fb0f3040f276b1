// What came of something, told at the foot of the window, where it covers nothing and is read out.
// It outlives one reload, so that a page may be fetched anew after a change.

import { make } from "./marks.js";

const KEY = "village-told";

export function tell(words, isBad = false) {
  document.getElementById("told")?.remove();
  const close = make("button", { type: "button", "aria-label": "Close this message" }, "×");
  const said = make("p", {}, words);
  const told = make(
    "div", { id: "told", role: "status", tabindex: "-1", "data-bad": isBad ? "" : null },
    said, close,
  );
  close.addEventListener("click", () => told.remove());
  document.body.append(told);
  return told;
}

// Tells it after the page has been fetched anew, or another one in its place.
export function tellNext(words, address) {
  try {
    sessionStorage.setItem(KEY, words);
  } catch {
    // without storage the change itself is what one sees
  }
  if (address) location.assign(address);
  else location.reload();
}

export function tellKept() {
  try {
    const words = sessionStorage.getItem(KEY);
    if (!words) return;
    sessionStorage.removeItem(KEY);
    tell(words).focus({ preventScroll: true });
  } catch {
    // see above
  }
}
