// The board's pages, live in one respect: they say when there is something new to load.

import { keepMoments } from "./marks.js";
import { connect } from "./wire.js";

const news = document.getElementById("news");
const post = news?.dataset.post;
let fresh = 0;

if (news) {
  connect({ path: "/ws/board", onMessage: (message) => heard(message), onState: () => {} });
}
keepMoments();

addEventListener("keydown", (event) => {
  const search = document.querySelector('input[type="search"]');
  const typing = event.target.closest?.("input, select, textarea");
  if (event.key !== "/" || !search || typing) return;
  event.preventDefault();
  search.focus();
});

function heard(message) {
  const ours = post
    ? message.type === "reply" && String(message.post_id) === post
    : message.type === "post";
  if (!ours) return;
  fresh += 1;
  const what = post ? (fresh === 1 ? "reply" : "replies") : fresh === 1 ? "note" : "notes";
  const link = document.createElement("a");
  link.href = location.pathname + location.search;
  link.textContent = `${fresh} new ${what}: show`;
  news.replaceChildren(link);
  news.hidden = false;
}
