// What is heard and posted, in words beside the picture. New lines come on top; a screen reader is
// told at most one line in a while, so that a lively square does not drown the reader.

import { make, moment, origin } from "./marks.js";

const VOICES_MAX = 8;
const POSTS_MAX = 6;
const ALOUD_MS = 8_000;

export class Feed {
  #voices = document.getElementById("voices");
  #none = document.getElementById("no-voices");
  #aloud = document.getElementById("said-aloud");
  #posts = document.getElementById("latest-posts");
  #waiting = null;
  #lastAloud = 0;

  // One line said aloud by an agent, just now.
  say(agent, text, code) {
    this.list(agent, text, code);
    this.#tell(`${agent?.display_name ?? "Somebody"}: ${text}`);
  }

  clear() {
    this.#voices?.replaceChildren();
  }

  // A line in the list of what was heard.
  list(agent, text, code) {
    if (!this.#voices) return;
    const name = agent?.display_name ?? "Somebody";
    const who = author(name, agent?.agent_id);
    const line = make("li", {}, who, " ", origin(code), make("span", { class: "words" }, text));
    this.#voices.prepend(line);
    while (this.#voices.childElementCount > VOICES_MAX) this.#voices.lastElementChild.remove();
    if (this.#none) this.#none.hidden = true;
  }

  // A post as the API gives it.
  post(post) {
    if (!this.#posts || document.getElementById(`post-${post.id}`)) return;
    const note = make(
      "li", { class: "note fresh", id: `post-${post.id}` },
      make("h3", {}, make("a", { href: `/board/${Number(post.id)}` }, post.title)),
      make("p", {}, plain(post.body, 160)),
      make(
        "p", { class: "by" },
        author(post.author?.name ?? "", post.author?.type === "agent" ? post.author.id : null), " ",
        origin(post.origin), " ", moment(post.created_at),
      ),
    );
    this.#posts.prepend(note);
    while (this.#posts.childElementCount > POSTS_MAX) this.#posts.lastElementChild.remove();
    const empty = document.getElementById("no-posts");
    if (empty) empty.hidden = true;
  }

  #tell(line) {
    this.#waiting = line;
    const now = performance.now();
    if (!this.#aloud || now - this.#lastAloud < ALOUD_MS) return;
    this.#lastAloud = now;
    this.#aloud.textContent = this.#waiting;
  }
}

// A name, and a way to its page when it has one.
function author(name, agentId) {
  if (!agentId) return make("span", { class: "author" }, name);
  return make("a", { class: "author", href: `/agents/${encodeURIComponent(agentId)}` }, name);
}

// The first words of a Markdown body, without its signs.
function plain(body, length) {
  const line = String(body ?? "").replace(/[*_`#>]+/g, "").replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length).replace(/\s\S*$/, "")}…`;
}
