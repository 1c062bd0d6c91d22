// A participant's page: follows where the map stands, without touching what somebody is typing.

import { announce, csrfToken } from "./frame.js";
import { merge } from "./merge.js";
import { Shelf } from "./shelf.js";
import { startTimer } from "./timer.js";

const AWAY_AFTER = 30_000;
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;
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
const column = /** @type {HTMLInputElement} */ (document.getElementById("id_column"));
const shelf = new Shelf(`voice:${page.dataset.board}`);
const visits = new Shelf(`visit:${page.dataset.board}`);
// The shelf of the outbox: what was not sent of a remark is kept, shown and forgotten together with contributions.
const drafts = new Shelf(page.dataset.board ?? "");
const outbox = /** @type {HTMLElement} */ (document.getElementById("outbox")).dataset;
let stood = "";
const numberNow = () => Number(map.dataset.number ?? 0);
/** The number of the last change that came in, and of the last one told to who came back. */
let seen = numberNow();
let toldUntil = 0;

/** @returns {HTMLElement} */
const state = () => /** @type {HTMLElement} */ (document.getElementById("state"));
const textOf = (/** @type {Element | null} */ element) => element?.textContent?.trim() ?? "";

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

new IntersectionObserver(([seen]) => call.toggleAttribute("data-is-here", seen.isIntersecting)).observe(check);

/** Say something of one's own above everything else, until it is closed. @param {string} words */
function tell(words) {
  const place = /** @type {HTMLElement} */ (told.querySelector("p"));
  if (!told.hidden && textOf(place).includes(words)) return;
  place.textContent = told.hidden ? words : `${textOf(place)} ${words}`;
  told.hidden = false;
  announce(words);
}

for (const notice of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".messages .notice"))) {
  notice.append(" ", /** @type {HTMLElement} */ (told.querySelector("button")).cloneNode(true));
}
for (const notice of /** @type {HTMLElement[]} */ ([told, away, ...document.querySelectorAll(".messages .notice")])) {
  notice.querySelector("button")?.addEventListener("click", () => (notice.hidden = true));
}

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
  const isAsked = keys.split(" ").includes(call.dataset.key ?? "");
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
  }
  for (const link of state().querySelectorAll("[data-choose]")) link.toggleAttribute("aria-current", link.getAttribute("data-choose") === number);
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-only-column]"))) part.hidden = part.dataset.onlyColumn !== number;
  tellDots();
}

/**
 * The box holds what was typed for this question, and what was typed for one that is not asked any more: it is never lost.
 * @param {string} number
 */
function turnTo(number) {
  const asked = (state().dataset.columns ?? "").split(" ");
  const left = drafts.keys().filter((key) => /^draft-\d$/.test(key) && !asked.includes(key.slice("draft-".length)));
  if (write.dataset.outboxDraft === number && !left.length) return;
  const text = [...left, `draft-${number}`].map((key) => drafts.get(key)).filter(Boolean).join("\n\n");
  for (const key of left) drafts.set(key, "");
  drafts.set(`draft-${number}`, text);
  write.dataset.outboxDraft = number;
  if (box.value !== text) box.value = text;
  countRoom(box);
}

/** Which questions one wrote something for. */
function markAnswered() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (state().querySelectorAll("[data-answered]"))) {
    place.hidden = !ownList.querySelector(`[data-column="${place.dataset.answered}"]:not([data-withdrawn])`);
  }
}

/** Own contributions to questions that are up come first; the earlier ones are folded away. */
function foldEarlier() {
  const asked = (state().dataset.columns ?? "").split(" ");
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

// One's own dots and answers: what was given is kept here until the server has it

/** @typedef {{url: string, fields: Record<string, string>}} Voice */

/** What this participant gave to each pile, as the page knows it. @type {Map<string, Record<string, string>>} */
const given = new Map();

function remember() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-voice][data-pile]"))) {
    const own = given.get(form.dataset.pile ?? "") ?? {};
    if (form.dataset.voice === "dots") own.count ??= own.arrived = textOf(form.querySelector("output"));
    const pressed = /** @type {HTMLButtonElement | null} */ (form.querySelector("[aria-pressed=true]"));
    if (pressed) own[pressed.name] ??= pressed.value;
    own.worded ??= wordingOf(form);
    if (form.dataset.voice === "answer") recall(form, own);
    if (!form.hidden && "authorsOnly" in form.dataset) own.author = "yes";
    given.set(form.dataset.pile ?? "", own);
  }
  for (const card of document.querySelectorAll("#own-cards [id^=own-]")) mine.add(card.id.slice(4));
}

/** The number of the words one says something of. @param {HTMLFormElement} form */
const wordingOf = (form) => /** @type {HTMLInputElement | null} */ (form.elements.namedItem("worded"))?.value ?? "";

/** @param {HTMLFormElement} form Of an answer. */
const remarkOf = (form) => /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("remark"));

/** A remark as it was sent, or as far as it was typed before. @param {HTMLFormElement} form @param {Record<string, string>} own */
function recall(form, own) {
  const draft = drafts.get(`draft-remark-${form.dataset.pile}`);
  own.remark ??= draft || remarkOf(form).value;
  if (!draft) return;
  if (own.verdict !== "not_yet") own.verdict = "remark";
  states.set(`answer-${form.dataset.pile}`, form.dataset.remarkFirst ?? "");
}

/** How far each dot or answer is, in words. @type {Map<string, string>} */
const states = new Map();

/** Keys of one's own contributions. @type {Set<string>} */
const mine = new Set();

/** Put one's own part into what is the same for everybody. */
function mark() {
  for (const card of document.querySelectorAll("#own-cards [id^=own-]")) mine.add(card.id.slice(4));
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (map.querySelectorAll("form[data-voice]"))) {
    const own = given.get(form.dataset.pile ?? "") ?? {};
    forgetOtherWords(form, own);
    if (form.dataset.voice === "dots") {
      const output = form.querySelector("output");
      if (output) output.textContent = own.count ?? "0";
    }
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll("button[name=verdict], button[name=fits]"))) {
      button.setAttribute("aria-pressed", String(own[button.name] === button.value));
    }
    if (form.dataset.voice === "answer") showRemark(form, own);
    if ("authorsOnly" in form.dataset) form.hidden = !isAuthor(form, own);
    const place = form.querySelector("[data-voice-state]");
    if (place) place.textContent = states.get(`${form.dataset.voice}-${form.dataset.pile ?? ""}`) ?? "";
  }
  for (const card of map.querySelectorAll(".contribution")) card.toggleAttribute("data-own", mine.has(card.id.slice(5)));
  tellDots();
}

/** What was said of other words than stand here now is asked again. @param {HTMLFormElement} form @param {Record<string, string>} own */
function forgetOtherWords(form, own) {
  const worded = wordingOf(form);
  if (!worded || !own.worded || own.worded === worded) return;
  delete own.verdict;
  delete own.fits;
  for (const what of ["answer", "fits"]) states.delete(`${what}-${form.dataset.pile}`);
  own.worded = worded;
}

/** The place for a remark, once one chose an answer that asks for it. @param {HTMLFormElement} form @param {Record<string, string>} own */
function showRemark(form, own) {
  const part = /** @type {HTMLDetailsElement} */ (form.querySelector("[data-remark]"));
  const label = /** @type {HTMLElement} */ (part.querySelector(".field__label"));
  const button = /** @type {HTMLButtonElement} */ (part.querySelector("button"));
  const field = remarkOf(form);
  part.hidden = !asksRemark(own.verdict);
  part.open = /** @type {HTMLElement} */ (part.querySelector("summary")).hidden = true;
  button.hidden = false;
  if (!part.hidden) button.value = own.verdict;
  label.dataset.remark ??= textOf(label);
  label.textContent = (own.verdict === "not_yet" ? label.dataset.notYet : label.dataset.remark) ?? "";
  if (field.value === field.defaultValue && own.remark !== undefined) field.value = field.defaultValue = own.remark;
}

/** @param {string | undefined} verdict */
const asksRemark = (verdict) => verdict === "remark" || verdict === "not_yet";

/** @param {HTMLFormElement} form @param {Record<string, string>} own */
function isAuthor(form, own) {
  const cards = document.querySelectorAll(`#pile-${form.dataset.pile}-cards .contribution`);
  return own.author === "yes" || [...cards].some((card) => mine.has(card.id.slice(5)));
}

/** Each question that is up has dots of its own. */
function tellDots() {
  const place = /** @type {HTMLElement | null} */ (state().querySelector("[data-dots-left]"));
  if (!place) return;
  const all = Number(page.dataset.dotsEach);
  const forms = [.../** @type {NodeListOf<HTMLFormElement>} */ (map.querySelectorAll("[data-chosen] form[data-voice=dots]"))];
  const spent = forms.reduce((sum, form) => sum + Number(given.get(form.dataset.pile ?? "")?.count ?? 0), 0);
  const words = spent < all ? place.dataset.leftWords ?? "" : place.dataset.leftNone ?? "";
  place.textContent = words.replace("{count}", String(all - spent)).replace("{all}", String(all));
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.voice) return;
  event.preventDefault();
  const button = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter);
  const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  delete fields.csrfmiddlewaretoken;
  if (button?.name === "step") {
    const own = given.get(form.dataset.pile ?? "") ?? {};
    own.count = fields.count = String(Math.max(Number(own.count ?? 0) + Number(button.value), 0));
    given.set(form.dataset.pile ?? "", own);
    delete fields.step;
  } else if (button?.name) {
    const own = { ...given.get(form.dataset.pile ?? ""), worded: wordingOf(form), [button.name]: button.value };
    given.set(form.dataset.pile ?? "", own);
    fields[button.name] = button.value;
    if (form.dataset.voice === "answer" && !withRemark(form, fields)) return;
  }
  if (form === check) call.hidden = true;
  mark();
  keep(form, { url: form.action, fields });
});

/** Put the remark with an answer. @param {HTMLFormElement} form @param {Record<string, string>} fields @returns {boolean} Whether it can be sent. */
function withRemark(form, fields) {
  const field = remarkOf(form);
  const wasFolded = /** @type {HTMLElement} */ (form.querySelector("[data-remark]")).hidden;
  if (fields.verdict === "agree") fields.remark = "";
  else if (fields.verdict === "remark" && (wasFolded || !field.value.trim())) {
    say(form, "", form.dataset.remarkFirst);
    mark();
    field.focus();
    return false;
  }
  const own = given.get(form.dataset.pile ?? "") ?? {};
  own.remark = field.defaultValue = field.value;
  drafts.set(`draft-remark-${form.dataset.pile}`, "");
  return true;
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || field.name !== "remark" || !field.form) return;
  drafts.set(`draft-remark-${field.form.dataset.pile}`, field.value);
  const own = given.get(field.form.dataset.pile ?? "");
  if (own) own.remark = field.value;
});

/** @param {HTMLFormElement} form @param {Voice} voice */
function keep(form, voice) {
  shelf.set(`${form.dataset.voice}-${form.dataset.pile ?? ""}`, JSON.stringify(voice));
  say(form, "sending");
  send();
}

let busy = false;
let wait = SHORTEST_WAIT;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** Send what waits; of each thing only the last one said. */
async function send() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  for (const key of shelf.keys()) {
    const kept = shelf.get(key);
    if (!kept) continue;
    const done = await post(key, JSON.parse(kept));
    if (done && shelf.get(key) === kept) shelf.set(key, "");
    if (!done) {
      timer = setTimeout(send, wait * (0.75 + Math.random() / 2));
      wait = Math.min(2 * wait, LONGEST_WAIT);
      busy = false;
      return;
    }
  }
  busy = false;
  wait = SHORTEST_WAIT;
  if (shelf.keys().length) send();
}

/** @param {string} key @param {Voice} voice @returns {Promise<boolean>} Whether it need not be sent again. */
async function post(key, voice) {
  const [what, ...pile] = key.split("-");
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(`form[data-voice=${what}]${pile.join("") ? `[data-pile="${pile.join("-")}"]` : ""}`));
  const body = new URLSearchParams({ ...voice.fields, csrfmiddlewaretoken: csrfToken() });
  let answer, said;
  try {
    answer = await fetch(voice.url, { method: "POST", body, headers: { "X-Outbox": "1" }, redirect: "manual", signal: AbortSignal.timeout(20_000) });
    said = await answer.text();
  } catch {
    say(form, "waiting");
    return false;
  }
  if (answer.ok) {
    say(form, "sent");
    if (what === "dots") given.set(pile.join("-"), { ...given.get(pile.join("-")), arrived: voice.fields.count });
    return true;
  }
  if (answer.status >= 500 || answer.status === 429 || answer.status === 0) {
    say(form, "waiting");
    return false;
  }
  const why = (answer.headers.get("Content-Type")?.startsWith("text/plain") && said) || outbox.refused || "";
  say(form, "", why);
  // It came too late: what it was given in goes, or went already.
  if (answer.status !== 422) tell(why);
  if (what === "dots") refuseDots(pile.join("-"));
  return true;
}

/** The server will not have these dots: as many as it has. @param {string} pile */
function refuseDots(pile) {
  const own = given.get(pile) ?? {};
  given.set(pile, { ...own, count: own.arrived ?? "0" });
  mark();
}

/** @param {HTMLFormElement | null} form @param {"sending" | "sent" | "waiting" | ""} what @param {string} [words] */
function say(form, what, words = "") {
  const said = words || (what && outbox[what]) || "";
  const place = form?.querySelector("[data-voice-state]");
  if (place) place.textContent = said;
  if (form) states.set(`${form.dataset.voice}-${form.dataset.pile ?? ""}`, said);
}

window.addEventListener("online", send);

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
