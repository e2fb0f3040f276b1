// An answer of the API as people read it: lists of things as tables, things as pairs.

import { make } from "./marks.js";

const ROWS_MAX = 500;

export function show(place, answer) {
  place.hidden = false;
  place.replaceChildren(...blocks(answer));
}

function blocks(answer) {
  if (answer === null || typeof answer !== "object") return [make("p", {}, plain(answer))];
  const pairs = [];
  const tables = [];
  for (const [name, value] of Object.entries(answer)) {
    if (Array.isArray(value)) tables.push(...list(name, value));
    else pairs.push(make("dt", {}, words(name)), make("dd", {}, plain(value)));
  }
  return pairs.length > 0 ? [make("dl", { class: "facts" }, ...pairs), ...tables] : tables;
}

function list(name, values) {
  const title = make("h3", {}, words(name));
  if (values.length === 0) return [title, make("p", { class: "empty" }, "None.")];
  if (values.some((value) => value === null || typeof value !== "object")) {
    const items = values.map((value) => make("li", {}, plain(value)));
    return [title, make("ul", { class: "plain" }, ...items)];
  }
  const columns = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const head = make("tr", {}, ...columns.map((one) => make("th", { scope: "col" }, words(one))));
  const rows = values.slice(0, ROWS_MAX).map((value) =>
    make("tr", {}, ...columns.map((one) => make("td", {}, plain(value[one])))),
  );
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  const region = make(
    "div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words(name) }, table,
  );
  const more = values.length - rows.length;
  const rest = more > 0 ? [make("p", { class: "muted" }, `${more} more.`)] : [];
  return [title, region, ...rest];
}

const words = (name) => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll("_", " ");

function plain(value) {
  if (value === null || value === undefined || value === "") return "–";
  // A code of several words is read as words.
  if (/^[a-z]+(_[a-z]+)+$/.test(value)) return value.replaceAll("_", " ");
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map(plain).join(", ");
  return Object.entries(value).map(([name, part]) => `${words(name)}: ${plain(part)}`).join(", ");
}
