// Parts of a page that change by themselves: fetched again now and then, while somebody looks. They
// hold nothing that one fills in, and what has the focus is left alone.

import { keepMoments, tellMoments } from "./marks.js";

const EVERY_MS = 10_000;

const parts = () => document.querySelectorAll("[data-live][id]");

async function refresh() {
  if (document.hidden || parts().length === 0) return;
  let page;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return; // the next turn tries again
  }
  for (const part of parts()) {
    const fresh = page.getElementById(part.id);
    if (!fresh || part.contains(document.activeElement)) continue;
    for (const open of part.querySelectorAll("details[open][id]")) {
      fresh.querySelector(`#${open.id}`)?.setAttribute("open", "");
    }
    if (part.textContent !== fresh.textContent) part.replaceWith(document.adoptNode(fresh));
  }
  tellMoments();
}

keepMoments();
setInterval(refresh, EVERY_MS);
