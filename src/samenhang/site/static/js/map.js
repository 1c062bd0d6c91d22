// A participant's page: follows where the map stands, without touching what somebody is typing.

import { announce, textOf } from "./frame.js";
import { merge } from "./merge.js";
import { order } from "./order.js";
import { Shelf } from "./shelf.js";
import { startTimer } from "./timer.js";
import { tell } from "./told.js";
import { mark, remember, send, tellDots } from "./voices.js";

const AWAY_AFTER = 30_000;
const NEAR_THE_END = 50;

const page = /** @type {HTMLElement} */ (document.getElementById("phone"));
const map = /** @type {HTMLElement} */ (document.getElementById("map"));
const write = /** @type {HTMLFormElement} */ (document.getElementById("write"));
const check = /** @type {HTMLFormElement} */ (document.getElementById("self-check"));
const call = /** @type {HTMLElement} */ (document.getElementById("self-check-call"));
const box = /** @type {HTMLTextAreaElement} */ (write.querySelector("[name=text]"));
const dim = /** @type {HTMLDialogElement} */ (document.getElementById("dim"));
const away = /** @type {HTMLElement} */ (document.getElementById("away"));
const told = /** @type {HTMLElement} */ (document.getElementById("told"));
const ownList = /** @type {HTMLElement} */ (document.getElementById("own-cards"));
const earlier = /** @type {HTMLElement} */ (document.getElementById("own-earlier"));
const leftOver = /** @type {HTMLElement} */ (document.getElementById("left-over"));
const behalf = /** @type {HTMLElement} */ (document.getElementById("behalf"));
const column = /** @type {HTMLInputElement} */ (document.getElementById("id_column"));
const visits = new Shelf(`visit:${page.dataset.board}`);
// The shelf of the outbox, which keeps what is half typed.
const drafts = new Shelf(page.dataset.board ?? "");
let stood = "";
const numberNow = () => Number(map.dataset.number ?? 0);
/** The number of the last change that came in, and of the last one told to who came back. */
let seen = numberNow();
let toldUntil = 0;

/** @returns {HTMLElement} */
const state = () => /** @type {HTMLElement} */ (document.getElementById("state"));

// Where the map stands

function follow() {
  const now = state().dataset;
  page.dataset.phase = now.phase;
  const columns = (now.columns ?? "").split(" ");
  for (const lane of /** @type {NodeListOf<HTMLElement>} */ (map.querySelectorAll(".column"))) {
    const number = lane.dataset.column ?? "";
    lane.dataset.state = columns.includes(number) ? "now" : (now.done ?? "").split(" ").includes(number) ? "done" : "";
    const thread = /** @type {HTMLElement | null} */ (document.querySelector(`.threads--page [data-column="${number}"]`));
    if (thread) thread.dataset.state = lane.dataset.state;
  }
  // Gone back to a column of which nothing was drawn when this page was made.
  if (map.querySelector('.column[data-state="now"][data-left-out]') && stood) location.reload();
  choose(columns.includes(column.value) ? column.value : columns[0]);
  foldEarlier();
  light(now.spotlight ?? "");
  const isClosed = Boolean(state().querySelector("[data-closed]"));
  // What could not be sent any more stands there to be copied.
  write.hidden = "locked" in now && !isClosed;
  write.toggleAttribute("data-closed", isClosed);
  if (isClosed && stood !== "closed") write.dispatchEvent(new CustomEvent("outbox:close"));
  lookBack("looksBack" in now);
  help();
  cover("dimmed" in now && !isClosed);
  const here = `${now.columns} ${now.phase}`;
  if (stood && stood !== here) dropWhatIsOver();
  if (stood && stood !== here) announce([textOf(state().querySelector(".map-state__step")), textOf(state().querySelector("h1"))].join(". "));
  stood = isClosed ? "closed" : here;
  order(map);
  mark();
  followOwn();
}

let peeks = false;

/** Ask to look up, over the whole screen; who looks at the phone all the same may, until it is asked again. @param {boolean} isDimmed */
function cover(isDimmed) {
  if (!isDimmed) peeks = false;
  if (isDimmed && !peeks && !dim.open) dim.showModal();
  if (!isDimmed && dim.open) dim.close();
}

dim.addEventListener("close", () => (peeks = "dimmed" in state().dataset));

/** The closing check comes and goes. @param {boolean} isOpen */
function lookBack(isOpen) {
  if (check.hidden !== isOpen) return;
  check.hidden = !isOpen;
  call.hidden = !isOpen;
  announce((isOpen ? textOf(call) : call.dataset.over) ?? "");
}

check.addEventListener("submit", () => (call.hidden = true));
new IntersectionObserver(([seen]) => call.toggleAttribute("data-is-here", seen.isIntersecting)).observe(check);

// The words to come back by, until one has said that they are kept.
const words = /** @type {HTMLElement} */ (document.getElementById("words"));
words.hidden = visits.get("words") === words.dataset.words;
words.querySelector("button")?.addEventListener("click", () => {
  visits.set("words", words.dataset.words ?? "");
  words.hidden = true;
});

/** Everybody goes on: what was said before is no longer so. */
function dropWhatIsOver() {
  for (const notice of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".messages .notice"))) notice.hidden = true;
  if (seen > toldUntil) away.hidden = true;
}

/** One's own contributions that everybody reads now. @type {Set<string>} */
let onTheMap = new Set();

/** When one of them goes, or one that was hidden is back, the own list says why. */
function followOwn() {
  const now = new Set([...map.querySelectorAll("[data-own]")].map((card) => card.id.slice(5)));
  const went = [...onTheMap].some((key) => !now.has(key));
  const isBack = [...now].some((key) => document.getElementById(`own-${key}`)?.hasAttribute("data-hidden"));
  onTheMap = now;
  if (went || isBack) askForOwn();
}

async function askForOwn() {
  const answer = await fetch(page.dataset.own ?? "", { headers: { "X-Outbox": "1" }, redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const known = hiddenOnes();
  merge(ownList, await answer.text());
  for (const [key, card] of hiddenOnes()) {
    if (known.has(key)) continue;
    const text = textOf(card.querySelector("p"));
    tell((told.dataset.hidden ?? "").replace("{text}", () => text).replace("{why}", () => card.dataset.hidden ?? ""));
  }
}

/** @returns {Map<string, HTMLElement>} Own contributions that were hidden, by key. */
const hiddenOnes = () => new Map([.../** @type {NodeListOf<HTMLElement>} */ (ownList.querySelectorAll("[data-hidden]"))].map((card) => [card.id, card]));

/** Whom the facilitator asked to help with laying together hears it at once. */
function help() {
  const call = /** @type {HTMLElement} */ (document.getElementById("help-call"));
  const keys = document.getElementById("helpers")?.dataset.keys ?? "";
  const isAsked = page.dataset.phase === "group" && keys.split(" ").includes(call.dataset.key ?? "");
  if (isAsked && call.hidden) announce(textOf(call));
  call.hidden = !isAsked;
}

/** Of several questions that are up, one is answered at a time. @param {string} number */
function choose(number) {
  column.value = number;
  turnTo(number);
  markAnswered();
  for (const lane of /** @type {NodeListOf<HTMLElement>} */ (map.querySelectorAll(".column"))) lane.toggleAttribute("data-chosen", lane.dataset.column === number);
  for (const asked of /** @type {NodeListOf<HTMLElement>} */ (state().querySelectorAll("[data-asked]"))) {
    asked.hidden = asked.dataset.asked !== number;
    if (asked.hidden) continue;
    /** @type {HTMLElement} */ (document.getElementById("promise")).textContent = ("nameless" in page.dataset ? asked.dataset.promiseNameless : asked.dataset.promise) ?? "";
    /** @type {HTMLInputElement} */ (document.getElementById("id_promise")).value = asked.dataset.naming ?? "";
    // Where nothing may tell who wrote it, this does not go along either.
    behalf.hidden = asked.dataset.naming === "anonymous";
    if (behalf.hidden) /** @type {HTMLInputElement} */ (behalf.querySelector("input")).value = "";
  }
  for (const link of state().querySelectorAll("[data-choose]")) link.toggleAttribute("aria-current", link.getAttribute("data-choose") === number);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-only-column]"))) part.hidden = part.dataset.onlyColumn !== number;
  tellDots();
}

/** The box holds what was typed for this question. @param {string} number */
function turnTo(number) {
  showLeftOver();
  if (write.dataset.outboxDraft === number) return;
  write.dataset.outboxDraft = number;
  box.value = drafts.get(`draft-${number}`);
  countRoom(box);
}

/** What was typed for a question that is not asked any more is shown apart: it was written under the promise of then. */
function showLeftOver() {
  const { phase, columns } = state().dataset;
  const asked = ["choose", "agree"].includes(phase ?? "") ? [] : (columns ?? "").split(" ");
  const key = drafts.keys().find((one) => /^draft-\d$/.test(one) && !asked.includes(one.slice("draft-".length)));
  const number = key?.slice("draft-".length) ?? "";
  leftOver.hidden = !key || Boolean(state().querySelector("[data-closed]"));
  leftOver.dataset.left = number;
  /** @type {HTMLElement} */ (leftOver.querySelector("[data-part=step]")).textContent = textOf(document.getElementById(`column-${number}-name`));
  /** @type {HTMLElement} */ (leftOver.querySelector("[data-part=text]")).textContent = key ? drafts.get(key) : "";
}

leftOver.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button) return;
  const number = leftOver.dataset.left ?? "";
  const text = drafts.get(`draft-${number}`);
  drafts.set(`draft-${number}`, "");
  if (number === write.dataset.outboxDraft) box.value = "";
  if (button.value === "send") write.dispatchEvent(new CustomEvent("outbox:add", { detail: { column: number, text } }));
  if (button.value === "take") {
    box.value = [box.value.trim(), text].filter(Boolean).join("\n\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }
  showLeftOver();
});

/** Which questions one wrote something for. */
function markAnswered() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (state().querySelectorAll("[data-answered]"))) {
    place.hidden = !ownList.querySelector(`[data-column="${place.dataset.answered}"]:not([data-withdrawn])`);
  }
}

/** While one writes, own contributions to questions that are up come first; the earlier ones are folded away. */
function foldEarlier() {
  const { phase, columns } = state().dataset;
  const asked = phase === "write" ? (columns ?? "").split(" ") : [];
  let count = 0;
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (ownList.querySelectorAll(":scope > [data-column]"))) {
    const isEarlier = !asked.includes(card.dataset.column ?? "");
    card.toggleAttribute("data-earlier", isEarlier);
    if (isEarlier) count += 1;
  }
  earlier.hidden = !count;
  earlier.textContent = (earlier.dataset.words ?? "").replace("{count}", String(count));
}

earlier.addEventListener("click", () => earlier.setAttribute("aria-expanded", String(earlier.getAttribute("aria-expanded") !== "true")));

new MutationObserver(() => {
  markAnswered();
  foldEarlier();
}).observe(ownList, { childList: true });

// Near the end of a field: how much more fits.

document.addEventListener("input", (event) => event.target instanceof HTMLTextAreaElement && countRoom(event.target));
// Once it is sent, the box is empty again.
write.addEventListener("submit", () => setTimeout(() => countRoom(box)));

/** @param {HTMLTextAreaElement} field */
function countRoom(field) {
  if (field.maxLength < 0) return;
  const left = field.maxLength - field.value.length;
  const place = /** @type {HTMLElement} */ (field.parentElement?.querySelector("[data-room-left]") ?? newCounter(field));
  const wasHidden = place.hidden;
  place.hidden = left > NEAR_THE_END;
  place.textContent = (page.dataset.roomLeft ?? "").replace("{count}", String(Math.max(left, 0)));
  if (!place.hidden && (wasHidden || left <= 0)) announce(place.textContent);
}

/** @param {HTMLTextAreaElement} field @returns {HTMLElement} */
function newCounter(field) {
  const place = document.createElement("span");
  place.className = "field__hint";
  place.dataset.roomLeft = "";
  place.hidden = true;
  field.after(place);
  return place;
}

/** @param {string} key Of the contribution in the spotlight. */
function light(key) {
  for (const card of map.querySelectorAll(".contribution")) card.classList.toggle("contribution--spotlight", key !== "" && card.id === `card-${key}`);
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-choose]") : null;
  if (!link) return;
  event.preventDefault();
  choose(link.getAttribute("data-choose") ?? "");
  box.focus();
});

// Coming back after a while: what happened meanwhile

/** @param {number} number */
async function tellWhatHappened(number) {
  const answer = await fetch(`${page.dataset.away}?after=${number}`, { headers: { "X-Outbox": "1" } }).catch(() => null);
  const said = answer?.ok ? await answer.text() : "";
  toldUntil = Number(answer?.headers.get("Live-Number") ?? 0);
  away.hidden = !said;
  /** @type {HTMLElement} */ (away.querySelector("p")).textContent = said && `${away.dataset.title} ${said}`;
  if (said) announce(textOf(away.querySelector("p")));
}

let hiddenAt = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    hiddenAt = Date.now();
    visits.set("number", String(seen));
  } else if (hiddenAt && Date.now() - hiddenAt > AWAY_AFTER) tellWhatHappened(seen);
});
window.addEventListener("pagehide", () => visits.set("number", String(seen)));

map.addEventListener("live:number", (event) => (seen = /** @type {CustomEvent<number>} */ (event).detail));
const before = Number(visits.get("number") || 0);
if (before && before < numberNow()) tellWhatHappened(before);

remember();
startTimer(page);
document.addEventListener("live:changed", follow);
follow();
send();
