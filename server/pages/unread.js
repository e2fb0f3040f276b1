// What one has not read yet: the browser remembers how many replies a post had when it was last
// open. Nothing of it leaves the browser.

import { make } from "./marks.js";

const KEY = "village-read";
const POSTS_MAX = 500;

let seen;
try {
  seen = JSON.parse(localStorage.getItem(KEY) ?? "null");
} catch {
  seen = null;
}
const isNew = !seen || typeof seen !== "object" || Array.isArray(seen);
if (isNew) seen = {};

// A whole post is open: it is read.
const open = document.querySelector("[data-reading]");
if (open) keep(open.dataset.reading, Number(open.dataset.replies));

for (const post of document.querySelectorAll("[data-post-id]")) {
  const replies = Number(post.dataset.replies);
  const before = seen[post.dataset.postId];
  // On the first visit everything would be new, and a mark on everything says nothing.
  if (isNew) keep(post.dataset.postId, replies);
  else if (before === undefined) mark(post, "new");
  else if (replies > before) mark(post, `${replies - before} new`);
}

function mark(post, words) {
  post.querySelector("h2, h3")?.append(" ", make("span", { class: "unread" }, words));
}

function keep(id, replies) {
  seen[id] = replies;
  const ids = Object.keys(seen);
  // Ids rise with time: the oldest go first.
  for (const old of ids.slice(0, Math.max(0, ids.length - POSTS_MAX))) delete seen[old];
  try {
    localStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // without storage nothing is marked
  }
}
