// What somebody writes here survives a lost connection, a reload and a server that is away. Half-typed text is kept per
// keystroke; what is sent waits in line on this device until the server has it, and goes out in order, each idea under
// a key of its own, so that sending twice adds it once. The words stand in the page: see outbox.html in
// interventions and workshops.
//
// An event "outbox:close" on the form: nothing can be sent any more; "outbox:add": send what it carries too, fields of the form.
//
// <form data-outbox="NAME" data-outbox-list="#LIST" data-outbox-prefix="idea-">   with a field `text`; sends to the action
//   of the form. What arrived stands in the list under the id PREFIX + key. Where it asks several questions in turn, it says
//   for which one (data-outbox-draft): each has half-typed text of its own.

import { announce } from "./frame.js";
import { merge } from "./merge.js";
import { Shelf, uuid7 } from "./shelf.js";
import { showLeft } from "./unsent.js";

const PATIENCE = 20_000;
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
// So long a page may be on its way.
const JUST_ARRIVED = 10_000;
const REFUSED = [400, 409, 413, 422];
const CLOSED = [404, 410];
const LOST = [401, 403];

/** @typedef {import("./shelf.js").Entry} Entry */
/** @typedef {"sending" | "waiting" | "unsent"} State How the line as a whole is doing; a word for each in the page. */

class Outbox {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.name = form.dataset.outbox ?? "";
    this.prefix = form.dataset.outboxPrefix ?? "idea-";
    this.shelf = new Shelf(this.name);
    this.field = /** @type {HTMLTextAreaElement | HTMLInputElement} */ (form.elements.namedItem("text"));
    this.list = /** @type {HTMLElement} */ (document.querySelector(form.dataset.outboxList ?? ""));
    this.says = /** @type {HTMLElement} */ (document.getElementById("outbox"));
    this.words = this.says.dataset;
    this.mine = new Set((this.list.dataset.mine ?? "").split(" ").filter(Boolean));
    /** @type {string[]} Keys of what waited when it was last shown. */
    this.drawn = [];
    this.wait = SHORTEST_WAIT;
    /** @type {State} */
    this.state = "sending";
    this.busy = this.stopped = this.closed = false;
    this.shelf.takeBack();
    this.field.value ||= this.shelf.get(this.draftKey);
    this.field.addEventListener("input", () => this.keepDraft());
    form.addEventListener("submit", (event) => this.onSubmit(event));
    this.list.addEventListener("click", (event) => this.onTakeBack(event));
    this.list.addEventListener("live:closed", () => this.ask());
    form.addEventListener("outbox:close", () => this.close());
    form.addEventListener("outbox:add", (event) => this.add(/** @type {CustomEvent<Record<string, string>>} */ (event).detail));
    new MutationObserver(() => this.look()).observe(this.list, { childList: true });
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("offline", () => this.tell("waiting"));
    window.addEventListener("storage", (event) => event.key?.startsWith(this.shelf.prefix) && !this.closed && this.draw());
    this.draw();
    this.send();
    if (this.missesWhatArrived()) location.reload();
  }

  get arrival() {
    return `arrived:${this.name}`;
  }

  /** What the server took while this page was on its way may not be on it. */
  missesWhatArrived() {
    const [moment, key] = (sessionStorage.getItem(this.arrival) ?? "0 ").split(" ");
    sessionStorage.removeItem(this.arrival);
    return Date.now() - Number(moment) < JUST_ARRIVED && !document.getElementById(this.prefix + key);
  }

  get draftKey() {
    const { outboxDraft } = this.form.dataset;
    return outboxDraft ? `draft-${outboxDraft}` : "draft";
  }

  keepDraft() {
    if (!this.closed) this.shelf.set(this.draftKey, this.field.value);
  }

  /** @param {SubmitEvent} event */
  onSubmit(event) {
    // A button with an address of its own does something else.
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    const text = this.field.value.trim();
    if (this.closed) announce(this.says.innerText);
    else if (text) {
      const fields = Object.fromEntries([...new FormData(this.form)].map(([name, value]) => [name, String(value)]));
      delete fields.csrfmiddlewaretoken;
      this.shelf.set(this.draftKey, "");
      this.field.value = "";
      for (const field of this.fieldsOfOne()) field.value = field.defaultValue;
      // Showing an idea to others is said for each idea anew.
      for (const box of this.form.querySelectorAll("input[type=checkbox]")) box.checked = box.defaultChecked;
      this.add({ ...fields, text });
    }
    this.field.focus();
  }

  /** @param {Record<string, string>} fields */
  add(fields) {
    const key = uuid7(this.shelf.entries().at(-1)?.key);
    this.shelf.put({ key, fields: { ...fields, key } });
    this.draw();
    this.hurry();
  }

  /** Fields that belong to one text only (data-outbox-of-one). @returns {HTMLInputElement[]} */
  fieldsOfOne() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.form.querySelectorAll("[data-outbox-of-one] input"))];
  }

  /** Do not wait any longer. */
  hurry() {
    this.wait = SHORTEST_WAIT;
    this.send();
  }

  /** Send what waits, in order; one tab at a time, where the browser can arrange that. */
  async send() {
    if (this.busy || this.stopped || this.closed) return;
    this.busy = true;
    clearTimeout(this.timer);
    const all = () => this.sendAll();
    let emptied = false;
    try {
      emptied = await (navigator.locks ? navigator.locks.request(this.shelf.prefix, all) : all());
    } finally {
      this.busy = false;
    }
    // What was written in the last moment.
    if (emptied && this.next()) this.send();
  }

  /** @returns {Promise<boolean>} Whether all was sent. */
  async sendAll() {
    for (let entry = this.next(); entry; entry = this.next()) {
      if (!(await this.post(entry))) return false;
    }
    if (navigator.onLine && !this.closed && !this.stopped) this.tell("");
    return true;
  }

  next() {
    return this.closed || this.stopped ? undefined : this.shelf.entries().find((entry) => !entry.refused);
  }

  /** @param {Entry} entry @returns {Promise<boolean>} Whether the next one may follow. */
  async post(entry) {
    const token = /** @type {HTMLInputElement | null} */ (this.form.querySelector("[name=csrfmiddlewaretoken]"));
    const body = new URLSearchParams({ ...entry.fields, csrfmiddlewaretoken: token?.value ?? "" });
    const signal = AbortSignal.timeout(PATIENCE);
    let answer, said;
    try {
      answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-Outbox": "1" }, redirect: "manual", signal });
      said = await answer.text();
    } catch {
      return this.later();
    }
    if (answer.ok) return this.arrived(entry, said);
    if (REFUSED.includes(answer.status)) return this.refuse(entry, answer.headers.get("Content-Type")?.startsWith("text/plain") ? said : "");
    if (CLOSED.includes(answer.status)) return this.close();
    if (isLost(answer)) return this.lose();
    return this.later();
  }

  /** @param {Entry} entry @param {string} html The idea as everybody sees it. */
  arrived(entry, html) {
    const page = document.createElement("template");
    page.innerHTML = html;
    const key = page.content.querySelector(`[id^=${this.prefix}]`)?.id.slice(this.prefix.length) ?? entry.key;
    if (key !== entry.key || !html.trim()) this.pending(entry.key)?.remove();
    this.drawn = this.drawn.filter((one) => one !== entry.key);
    this.mine.add(key);
    merge(this.list, html);
    sessionStorage.setItem(this.arrival, `${Date.now()} ${key}`);
    this.shelf.set(entry.key, "");
    this.wait = SHORTEST_WAIT;
    this.become("sending");
    announce(this.words.sent ?? "");
    return true;
  }

  /** The server cannot be reached now. */
  later() {
    this.become("waiting");
    this.tell("waiting");
    this.timer = setTimeout(() => this.send(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
    return false;
  }

  /** The server will not have this text: it comes back into view, and the next one may go. @param {Entry} entry @param {string} why */
  refuse(entry, why) {
    const refused = why || this.words.refused || "";
    this.shelf.put({ ...entry, refused });
    this.draw();
    announce(refused);
    return true;
  }

  /** The stream has ended: because all is over, or because the session is? */
  async ask() {
    const answer = await fetch(this.list.dataset.live ?? "", { headers: { "X-Outbox": "1" }, redirect: "manual" }).catch(() => null);
    if (answer && CLOSED.includes(answer.status)) this.close();
    else if (answer && isLost(answer)) this.lose();
  }

  /** The server does not know any more who this is: a reload sets that right, and nothing is lost. */
  lose() {
    this.stopped = true;
    this.become("unsent");
    this.tell("lost");
    return false;
  }

  /** Nothing can be sent here any more. The texts stay on the screen and in this tab, and not on the device. */
  close() {
    if (this.closed) return false;
    this.closed = true;
    this.become("unsent");
    this.form.querySelector("button:not([type=button])")?.setAttribute("aria-disabled", "true");
    this.tell("closed");
    showLeft(/** @type {HTMLElement} */ (this.says.querySelector("[data-left]")), this.shelf);
    return false;
  }

  /** @param {"" | "waiting" | "lost" | "closed"} what */
  tell(what) {
    if (what === "waiting" && (this.closed || this.stopped)) return;
    for (const one of this.says.querySelectorAll("[data-says]")) one.toggleAttribute("hidden", one.getAttribute("data-says") !== what);
  }

  /** @param {State} state */
  become(state) {
    this.state = state;
    this.draw();
  }

  /** Show all that waits, and no more than that. */
  draw() {
    const entries = this.shelf.entries();
    for (const key of this.drawn) {
      if (entries.some((entry) => entry.key === key)) continue;
      this.pending(key)?.remove();
      // Another tab sent it: it comes back by the stream, or did so already.
      this.mine.add(key);
    }
    this.drawn = entries.map((entry) => entry.key);
    for (const entry of entries) this.show(entry);
    this.look();
  }

  /** @param {string} key @returns {HTMLElement | null} */
  pending(key) {
    return this.list.querySelector(`[data-outbox-key="${key}"]`);
  }

  /** @param {Entry} entry */
  show(entry) {
    // Already there as everybody sees it: the server had it, and its answer got lost.
    const arrived = document.getElementById(this.prefix + entry.key) && !this.pending(entry.key);
    if (arrived) return;
    const shown = this.pending(entry.key) ?? copyOf("outbox-entry");
    shown.id = this.prefix + entry.key;
    shown.dataset.outboxKey = entry.key;
    if (entry.fields.column) shown.dataset.column = entry.fields.column;
    fill(shown, "text", entry.fields.text);
    fill(shown, "state", (entry.refused ?? this.words[this.state]) || "");
    const calm = this.state === "sending" && !entry.refused;
    shown.querySelector("[data-part=state]")?.setAttribute("data-tone", calm ? "info" : "warning");
    shown.querySelector("button")?.toggleAttribute("hidden", !entry.refused || this.closed);
    if (!shown.parentElement) this.list.prepend(shown);
  }

  /** A refused text goes back into the field, behind what was being typed there. @param {MouseEvent} event */
  onTakeBack(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-outbox-key] button") : null;
    const key = button?.closest("[data-outbox-key]")?.getAttribute("data-outbox-key");
    const entry = this.shelf.entries().find((one) => one.key === key);
    if (!entry) return;
    this.field.value = [this.field.value.trim(), entry.fields.text].filter(Boolean).join(" ");
    for (const field of this.fieldsOfOne()) field.value ||= entry.fields[field.name] ?? "";
    this.shelf.set(entry.key, "");
    this.keepDraft();
    this.draw();
    this.field.focus();
  }

  /** The list changed: mark what is one's own, and see whether the door is still open. */
  look() {
    for (const key of this.mine) {
      const idea = document.getElementById(this.prefix + key);
      if (!idea || idea.querySelector("[data-mine]")) continue;
      idea.append(copyOf("outbox-mine"));
      for (const link of idea.querySelectorAll("[data-mine] a")) link.setAttribute("href", (link.getAttribute("href") ?? "").replace(/0{8}(-0{4}){3}-0{12}/, key));
    }
    if (this.list.querySelector("[data-closed]")) this.close();
  }
}

/** @param {Response} answer @returns {boolean} Whether the server wants to know first who this is. */
function isLost(answer) {
  return answer.type === "opaqueredirect" || LOST.includes(answer.status);
}

/** @param {string} id Of a template with one element. @returns {HTMLElement} */
function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
}

/** @param {Element} element @param {string} part @param {string} text */
function fill(element, part, text) {
  const place = element.querySelector(`[data-part=${part}]`);
  if (place) place.textContent = text;
}

for (const form of document.querySelectorAll("form[data-outbox]")) new Outbox(/** @type {HTMLFormElement} */ (form));
