// The desk: steps are made without leaving the page, and the stream shows what they did.

import { csrfToken } from "./frame.js";
import { order } from "./order.js";
import { startTimer } from "./timer.js";

const TO_READ = 700;
const TO_ARRIVE = 2_000;

const desk = /** @type {HTMLElement} */ (document.getElementById("desk"));
const map = /** @type {HTMLElement} */ (document.getElementById("map"));
const acts = /** @type {HTMLFormElement | null} */ (document.getElementById("acts"));
const trouble = /** @type {HTMLElement} */ (document.getElementById("trouble"));

const told = /** @type {HTMLElement} */ (document.getElementById("told"));

/** What went wrong, or nothing; what an earlier step did no longer stands beside it. @param {string} words */
function tell(words) {
  trouble.textContent = words;
  told.textContent = "";
  trouble.hidden = !words;
  told.hidden = true;
}

/** What a step did, where that is not seen at once. @param {string} words */
function say(words) {
  tell("");
  told.textContent = words;
  told.hidden = !words;
}

/** Steps go out one after another, as they were pressed. */
let before = Promise.resolve();

/** How many steps of one's own may still come back by the stream. */
let own = 0;

acts?.addEventListener("submit", (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (button?.hasAttribute("data-reload")) return;
  event.preventDefault();
  if (button?.getAttribute("aria-disabled") === "true") return;
  const body = new URLSearchParams([...new FormData(acts, button)].map(([name, value]) => [name, String(value)]));
  const url = button?.getAttribute("formaction") ?? acts.action;
  before = before.then(() => post(url, body));
  if (button?.hasAttribute("data-once")) pauseFor(button);
});

/** Pressed twice at once it counts once: one has to read first what it did. @param {HTMLButtonElement} button */
async function pauseFor(button) {
  button.setAttribute("aria-disabled", "true");
  await before;
  setTimeout(() => button.removeAttribute("aria-disabled"), TO_READ);
}

/** @param {string} url @param {URLSearchParams} body */
async function post(url, body) {
  body.set("csrfmiddlewaretoken", csrfToken());
  own += 1;
  const answer = await fetch(url, { method: "POST", body, headers: { "X-Outbox": "1" }, redirect: "manual" }).catch(() => null);
  setTimeout(() => (own -= 1), TO_ARRIVE);
  // A page is for a whole window: only a sentence can be read here.
  const said = answer?.headers.get("Content-Type")?.startsWith("text/plain") ? await answer.text().catch(() => "") : "";
  if (!answer) tell(desk.dataset.offline ?? "");
  else if (answer.ok) {
    say(said);
    const used = body.getAll("cards");
    for (const tick of ticks()) if (used.includes(tick.value)) tick.checked = false;
    count();
  } else if (answer.type === "opaqueredirect") location.reload();
  else tell(said || (desk.dataset.refused ?? ""));
}

/** @returns {HTMLInputElement[]} */
const ticks = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[name=cards]:checked")]);

/** What needs contributions that were chosen says so while there are none. */
function count() {
  for (const button of document.querySelectorAll("[data-needs-ticks]")) button.setAttribute("aria-disabled", String(!ticks().length));
}

/** In which list each contribution lay when it was ticked, by its key. @type {Map<string, string>} */
const lay = new Map();
let phase = "";

/** What somebody else took elsewhere meanwhile is no longer chosen. @param {string | undefined} now */
function untickWhatMoved(now) {
  const isByMe = own > 0 || phase !== now;
  phase = now ?? "";
  for (const tick of ticks()) {
    const place = tick.closest("ol")?.id ?? "";
    const was = lay.get(tick.value) ?? place;
    lay.set(tick.value, place);
    if (place === was) continue;
    tick.checked = false;
    lay.delete(tick.value);
    const words = (place.startsWith("pile-") ? map.dataset.laid : map.dataset.moved) ?? "";
    if (!isByMe) tell(words.replace("{text}", () => tick.closest(".contribution")?.querySelector("p")?.textContent ?? ""));
  }
}

const leadersAtFirst = document.getElementById("state")?.dataset.leaders;

/** Who leads may be somebody else now: then this page offers too little, or too much. @param {DOMStringMap} state */
function handed(state) {
  const place = /** @type {HTMLElement} */ (document.getElementById("handed"));
  const leads = (state.leaders ?? "").split(" ").includes(desk.dataset.me ?? "");
  const now = (leads ? place.dataset.gained : state.leading) ?? "";
  if (state.leaders !== leadersAtFirst) /** @type {HTMLElement} */ (document.getElementById("leading")).textContent = now.replace(/\.$/, "");
  // What only who leads can do goes; loading the page again brings it back.
  if (!leads) acts?.remove();
  const isOtherwise = leads !== ("leads" in desk.dataset) || (leads && !acts?.isConnected);
  place.hidden = !isOtherwise || "over" in desk.dataset;
  /** @type {HTMLElement} */ (place.querySelector("span")).textContent = place.hidden ? "" : now;
}

function follow() {
  const state = /** @type {HTMLElement} */ (document.getElementById("state")).dataset;
  for (const lane of /** @type {NodeListOf<HTMLElement>} */ (map.querySelectorAll(".column"))) {
    const number = lane.dataset.column ?? "";
    lane.dataset.state = (state.columns ?? "").split(" ").includes(number) ? "now" : (state.done ?? "").split(" ").includes(number) ? "done" : "";
  }
  handed(state);
  for (const card of map.querySelectorAll(".contribution")) card.classList.toggle("contribution--spotlight", Boolean(state.spotlight) && card.id === `card-${state.spotlight}`);
  untickWhatMoved(state.phase);
  count();
  order(map);
}

// With a mouse one may also drag; everything can be done without.
document.addEventListener("dragstart", (event) => {
  const card = event.target instanceof Element ? event.target.closest("[draggable]") : null;
  if (card) event.dataTransfer?.setData("text/plain", card.id.slice(5));
});
map.addEventListener("dragover", (event) => {
  if (event.target instanceof Element && event.target.closest(".group, .contribution")) event.preventDefault();
});
map.addEventListener("drop", (event) => {
  const key = event.dataTransfer?.getData("text/plain");
  const pile = event.target instanceof Element ? event.target.closest(".group[id^=pile-]") : null;
  const card = event.target instanceof Element ? event.target.closest(".contribution") : null;
  if (!key || !acts?.isConnected) return;
  event.preventDefault();
  // On a pile, or on what lies in one: it joins that pile, and no new one is made.
  const onto = pile?.querySelector("button[formaction*=onto]")?.getAttribute("formaction");
  if (onto) post(onto, new URLSearchParams([["cards", key]]));
  else if (card && card.id !== `card-${key}`) post(acts.action, new URLSearchParams([["cards", key], ["cards", card.id.slice(5)]]));
});

// A finished column makes room where several are worked on; one can look into it.
map.addEventListener("click", (event) => {
  const fold = event.target instanceof Element ? event.target.closest(".column__fold") : null;
  if (fold) fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") !== "true"));
});

// One reminder at a time.
const attitudes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-attitude]")]);
const next = document.getElementById("next-attitude");
if (next && attitudes.length > 1) next.hidden = false;
next?.addEventListener("click", () => {
  const shown = attitudes.findIndex((one) => !one.hidden);
  attitudes.forEach((one, at) => (one.hidden = at !== (shown + 1) % attitudes.length));
});

document.addEventListener("change", (event) => {
  const tick = /** @type {HTMLInputElement} */ (event.target);
  if (tick.name === "cards") lay.delete(tick.value);
  if (tick.name === "cards" && tick.checked) lay.set(tick.value, tick.closest("ol")?.id ?? "");
  count();
});
document.addEventListener("live:changed", follow);
startTimer(desk);
follow();
