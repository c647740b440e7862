// A little help on top of pages that work without it: keys, and the statement under the pointer.
"use strict";

const typing = (at) => at && (at.matches("input, textarea, select") || at.isContentEditable);
const all = (selector) => [...document.querySelectorAll(selector)];

// What j and k step through on this page: statements beside a text, else rows of a list.
const steps = () => (all(".statements > li").length ? all(".statements > li") : all("table.claims tbody tr, .cards > li"));
let at = -1;

function step(way) {
  const found = steps();
  if (!found.length) return;
  at = Math.max(0, Math.min(found.length - 1, at + way));
  found.forEach((each) => each.classList.remove("focus"));
  found[at].classList.add("focus");
  const link = found[at].querySelector("a");
  if (link) link.focus({ preventScroll: true });
  found[at].scrollIntoView({ block: "center" });
}

// Single keys can be switched off (WCAG 2.1.4); the browser remembers it.
const off = () => localStorage.getItem("keys") === "off";

const goes = { c: "/claims", t: "/stories", a: "/articles", s: "/sources", o: "/outlets", r: "/review", n: "/notes" };
let going = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (going) {
    going = false;
    if (goes[event.key]) location.href = goes[event.key];
    return;
  }
  if (event.key === "x") localStorage.setItem("keys", off() ? "on" : "off");
  if (off()) return;
  const own = `[data-key="${CSS.escape(event.key)}"]`; // of what j and k stand on before that of the page
  const pressed = document.querySelector(`.focus ${own}`) || document.querySelector(own);
  if (pressed) {
    event.preventDefault();
    pressed.click();
    if (pressed.parentElement.open) pressed.parentElement.querySelector("textarea")?.focus();
  } else if (all(`[data-focus="${CSS.escape(event.key)}"]`)[0]) {
    event.preventDefault();
    all(`[data-focus="${CSS.escape(event.key)}"]`)[0].focus();
  } else if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  } else if (event.key === "g") going = true;
  else if (event.key === "?") {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    if (keys.open) keys.scrollIntoView();
  } else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
});

// A place in the text given as #s=310-512 that no statement begins at: ask the server to mark it.
const place = /^#s=(\d+-\d+)$/.exec(location.hash);
if (place && location.pathname.startsWith("/a/") && !document.getElementById(location.hash.slice(1)))
  location.replace(`${location.pathname}?s=${place[1]}#s`);

// Views of one's own: a view is its address, so the browser keeps them; the server need not know, nor be writable.
const saved = () => JSON.parse(localStorage.getItem("views") || "[]");
const keep = (views) => localStorage.setItem("views", JSON.stringify(views));

function showViews() {
  const list = document.getElementById("views");
  all("#views .own").forEach((each) => each.remove());
  for (const [name, href] of saved()) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const drop = document.createElement("button");
    item.className = "own";
    link.textContent = name;
    link.href = href.startsWith("/claims") ? href : "/claims";
    if (link.href === location.href) link.setAttribute("aria-current", "true");
    drop.textContent = "×";
    drop.setAttribute("aria-label", `Drop the view ${name}`);
    drop.onclick = () => {
      keep(saved().filter((view) => view[0] !== name));
      showViews();
    };
    item.append(link, drop);
    list.append(item);
  }
}

const saving = document.getElementById("save-view");
if (saving)
  saving.onsubmit = (event) => {
    event.preventDefault();
    const name = document.getElementById("view-name").value.trim();
    if (!name) return;
    keep([...saved().filter((view) => view[0] !== name), [name, location.pathname + location.search]]);
    saving.reset();
    showViews();
  };
if (document.getElementById("views")) showViews();

// Review: the next item is fetched while this one is read, and stands there as soon as an answer is given. What the server
// says to the answer takes its place, so that what stays on the screen is never out of date.
async function fetched(url, options) {
  const reply = await fetch(url, options);
  return { page: new DOMParser().parseFromString(await reply.text(), "text/html"), url: reply.url };
}

const itemOf = (page) => page.getElementById("item");
let ahead = null; // of the item after this one
let early = null; // an answer to the next item that was given before the server had said that it is the next

function lookAhead() {
  const item = itemOf(document);
  ahead = item && document.querySelector("form.judge") ? fetched(item.dataset.next).catch(() => null) : null;
}

async function answer(form, button) {
  const main = document.getElementById("main");
  const said = fetched(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
  main.setAttribute("aria-busy", "true");
  const [name, next] = [form.elements.by.value, await Promise.race([ahead, said.then(() => null, () => null)])];
  const item = next && itemOf(next.page);
  if (item) {
    itemOf(document).replaceWith(item);
    document.getElementById("by").value = name;
  }
  try {
    const { page, url } = await said;
    document.getElementById("main").replaceWith(page.getElementById("main"));
    document.title = page.title;
    history.replaceState(null, "", url);
    scrollTo(0, 0);
  } catch {
    location.reload(); // no answer came: what is recorded is what the page shows then
    return;
  }
  const again = early && itemOf(document)?.dataset.item === early.item;
  const value = early?.value;
  early = null;
  lookAhead();
  if (again) document.querySelector(`form.judge button[value="${CSS.escape(value)}"]`)?.click();
}

document.addEventListener("submit", (event) => {
  const busy = document.getElementById("main").ariaBusy === "true";
  if (event.target.matches("form.undo") && busy) event.preventDefault(); // the latest is not among them yet
  if (!event.target.matches("form.judge")) return;
  event.preventDefault();
  if (busy) early = { item: itemOf(document).dataset.item, value: event.submitter.value };
  else answer(event.target, event.submitter);
});
lookAhead();
