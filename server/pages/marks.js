// Small marks that pages and picture share: whose mind spoke, how a villager is doing, pictures of
// icons beside their words. Everything made here is text in elements, never markup.

import { icon } from "./art.js";

const SVG = "http://www.w3.org/2000/svg";

const ORIGINS = {
  instinct: ["instinct", "Said by rules, without a language model"],
  outside: ["outside mind", "Said by a program from outside the village"],
  model: ["model", "Said by a language model"],
  human: ["person", "Written by a person"],
};

// An element with attributes and children; strings become text.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function origin(code) {
  const [name, title] = ORIGINS[code] ?? ["village", "Written by the village itself"];
  return make("span", { class: "origin", "data-origin": code, title }, name);
}

// What somebody is doing, in words.
export function doing(activity) {
  return activity === "at_board" ? "reading the board" : String(activity).replaceAll("_", " ");
}

// A moment as "3 min ago"; exact in the title.
export function ago(rfc3339, now = Date.now()) {
  const seconds = Math.max(0, (now - Date.parse(rfc3339)) / 1000);
  if (!Number.isFinite(seconds)) return rfc3339;
  if (seconds < 45) return "just now";
  if (seconds < 3_600) return `${Math.max(1, Math.round(seconds / 60))} min ago`;
  if (seconds < 86_400) return `${Math.round(seconds / 3_600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}

export function moment(rfc3339) {
  return make("time", { datetime: rfc3339, title: rfc3339, "data-ago": "" }, ago(rfc3339));
}

// Rewrites every moment on the page as it is now.
export function tellMoments() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    if (!time.title) time.title = time.textContent;
    const words = ago(time.dateTime);
    if (time.textContent !== words) time.textContent = words;
  }
}

let keeping = 0;

// Rewrites every moment on the page as time goes by, however many ask for it.
export function keepMoments() {
  tellMoments();
  keeping ||= setInterval(tellMoments, 20_000);
}

// Puts the pictures of icons where the page left room for them.
export function fillMarks(root = document) {
  for (const place of root.querySelectorAll("[data-icon]:empty")) {
    const found = icon(place.dataset.icon);
    if (!found) continue;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `${found.x} ${found.y} 16 16`);
    svg.setAttribute("focusable", "false");
    const image = document.createElementNS(SVG, "image");
    image.setAttribute("href", found.image.src);
    image.setAttribute("width", found.image.naturalWidth);
    image.setAttribute("height", found.image.naturalHeight);
    svg.append(image);
    place.append(svg);
  }
}

export function portrait(agentId, size) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `portrait ${size}`);
  svg.setAttribute("viewBox", "0 0 16 24");
  svg.setAttribute("aria-hidden", "true");
  const image = document.createElementNS(SVG, "image");
  image.setAttribute("href", `/art/villagers/${encodeURIComponent(agentId)}.png`);
  image.setAttribute("width", "192");
  image.setAttribute("height", "96");
  svg.append(image);
  return svg;
}
