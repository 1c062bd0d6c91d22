// One's own dots and answers on a participant's page: what was given is kept here until the server has it, and put into
// what is the same for everybody.

import { csrfToken, textOf } from "./frame.js";
import { Shelf } from "./shelf.js";
import { tell } from "./told.js";

const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;

const page = /** @type {HTMLElement} */ (document.getElementById("phone"));
const map = /** @type {HTMLElement} */ (document.getElementById("map"));
const outbox = /** @type {HTMLElement} */ (document.getElementById("outbox")).dataset;
const shelf = new Shelf(`voice:${page.dataset.board}`);
// The shelf of the outbox: what was not sent of a remark is kept, shown and forgotten together with contributions.
const drafts = new Shelf(page.dataset.board ?? "");

/** @typedef {{url: string, fields: Record<string, string>, words: string}} Voice What is sent, and how one would call it. */

/** What this participant gave to each pile, as the page knows it. @type {Map<string, Record<string, string>>} */
const given = new Map();

/** Take over what the page says that was given. */
export function remember() {
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
export function mark() {
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
export function tellDots() {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("#state [data-dots-left]"));
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
  mark();
  keep(form, { url: form.action, fields, words: inWords(form, button) });
});

/** As “Nog niet” bij “Wij bellen eerst.” @param {HTMLFormElement} form @param {HTMLButtonElement | null} button */
function inWords(form, button) {
  const said = button?.getAttribute("aria-label") ?? textOf(button);
  const about = textOf(form.closest(".group")?.querySelector(".group__statement, .group__cards p"));
  return about ? (outbox.about ?? "").replace("{said}", () => said).replace("{about}", () => about) : `“${said}”`;
}

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
export async function send() {
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
  const isLost = [401, 403].includes(answer.status);
  const why = (answer.headers.get("Content-Type")?.startsWith("text/plain") && said) || (isLost ? outbox.again : outbox.refused) || "";
  say(form, "", why);
  if (isLost) {
    // The server does not know who this is: once the page is loaded again it does, and what was kept is sent.
    tell(why);
    return false;
  }
  // It came too late: what it was given in goes, or went already.
  if (answer.status !== 422) tell(`${why} ${(outbox.notArrived ?? "").replace("{what}", () => voice.words)}`.trim());
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
