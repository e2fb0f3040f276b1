// Every form that speaks to the API: <form data-api="/api/v1/…"> is sent as JSON with an
// Idempotency-Key, which stays the same while the same content is tried again. What came of it is
// told beside the form. The page says in data-… what is to happen:
//   data-method   POST unless said otherwise
//   data-confirm  a question before something that cannot be undone
//   data-done     what to tell when it went well; {field} is a field of the answer
//   data-then     "reload" (as if not said), "stay", or "go:" and an address with {field}
//   data-result   id of the element that shows the whole answer
//   data-secret   what is shown once, with {origin} and {field}, to be copied line by line
//   data-undo     seconds for which what was done can be taken back
//   data-raw      the form's file is the body
// A button may say any of these for itself, and data-without the fields that it does not send.

import { show } from "./answer.js";
import { read } from "./body.js";
import { copies } from "./copy.js";
import { keepMoments, make } from "./marks.js";
import { newKey, send } from "./send.js";
import { tellKept, tellNext } from "./told.js";
import { offer, wake } from "./undo.js";

const RAW_MAX = 1024 * 1024;
const tried = new WeakMap();

addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.api) return;
  event.preventDefault();
  if (form.dataset.busy !== undefined) return;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !confirm(question)) return;
  submit(form, event.submitter);
});

// A choice that changes what a form asks for: only the fields for it are shown and sent.
addEventListener("change", (event) => fit(event.target.form));

for (const form of document.querySelectorAll("form[data-api]")) fit(form);
tellKept();
wake();
keepMoments();

// What the form says, and over it what its button says.
const wishes = (form, button) => ({ ...form.dataset, ...button?.dataset });

async function submit(form, button) {
  const status = form.querySelector("[role=status]");
  say(status, "", false);
  const request = await ask(form, button);
  if (typeof request === "string") {
    say(status, request, true);
    return;
  }
  busy(form, true);
  const done = await send(request.path, request);
  busy(form, false);
  if (!done.unknown) tried.delete(form);
  if (done.ok) return finish(form, button, status, done.answer ?? {});
  say(status, done.detail, true);
  if (done.status === 401) {
    const href = `/login?then=${encodeURIComponent(location.pathname)}`;
    status.append(" ", make("a", { href }, "Sign in"));
  }
  status.focus({ preventScroll: true });
}

// The request of a form, or why there is none.
async function ask(form, button) {
  const { api, method = "POST", raw, without } = wishes(form, button);
  const { path, body } = read(form, api, button);
  delete body[without];
  if (raw !== undefined) {
    const file = form.querySelector("input[type=file]").files[0];
    if (!file) return "Choose a file first.";
    if (file.size > RAW_MAX) return "The file is larger than 1 MiB: export fewer days.";
    return { path, method, body: await file.text(), type: "text/csv", key: newKey() };
  }
  const content = JSON.stringify([method, path, body]);
  const before = tried.get(form);
  const key = before?.content === content ? before.key : newKey();
  tried.set(form, { content, key });
  const isEmpty = method === "DELETE" && Object.keys(body).length === 0;
  return { path, method, key, body: isEmpty ? undefined : body };
}

function finish(form, button, status, answer) {
  const { done = "Done.", result, secret, undo, then = "reload" } = wishes(form, button);
  const words = fill(done, answer);
  if (result) show(document.getElementById(result), answer);
  if (secret) reveal(form, fill(secret, answer));
  const stays = then === "stay" || secret || result;
  if (then.startsWith("go:")) return tellNext(words, fill(then.slice(3), answer, true));
  if (!stays) return tellNext(words);
  say(status, words, false);
  if (undo && answer.transfer) offer(status, answer.transfer, Number(undo));
  if (!result) form.reset();
  fit(form);
  status.focus({ preventScroll: true });
}

// Shows a secret once, ready to be copied: each line of it in a field of its own.
function reveal(form, text) {
  for (const old of form.querySelectorAll(".secret")) old.remove();
  const lines = text.split("\n");
  const shown = lines.map((value, at) => {
    const which = lines.length > 1 ? `, ${at + 1} of ${lines.length}` : "";
    const field = make("input", { readonly: "", value, "aria-label": `Shown this once${which}` });
    const copy = make("button", { type: "button" }, "Copy");
    copies(copy, field);
    return make("p", { class: "secret" }, field, copy);
  });
  form.querySelector("[role=status]").after(...shown);
}

function fill(pattern, answer, isAddress = false) {
  return pattern.replace(/\{([\w.]+)\}/g, (_, name) => {
    if (name === "origin") return location.origin;
    const value = name.split(".").reduce((at, part) => at?.[part], answer) ?? "";
    return isAddress ? encodeURIComponent(value) : String(value);
  });
}

// A field marked data-for="name=a,b" is asked for only while the field `name` says a or b.
function fit(form) {
  for (const part of form?.querySelectorAll("[data-for]") ?? []) {
    const [name, values] = part.dataset.for.split("=");
    const wanted = values.split(",").includes(form.elements[name]?.value);
    part.hidden = !wanted;
    for (const field of part.querySelectorAll("input, select, textarea")) field.disabled = !wanted;
  }
}

function busy(form, is) {
  form.toggleAttribute("data-busy", is);
  form.setAttribute("aria-busy", String(is));
  for (const button of form.querySelectorAll("button")) button.disabled = is;
}

function say(status, words, isBad) {
  status.textContent = words;
  status.classList.toggle("bad", isBad);
}
