// Keeps a list up to date while others change it: over a stream, or by asking again where no stream gets through.
// What somebody is typing, the focus and the scroll position stay. Every change has a number; after a break the
// browser says which number it has, so nothing is lost and nothing comes twice.

import { announce } from "./frame.js";
import { merge } from "./merge.js";

export { merge };

const FIRST_BEAT_WITHIN = 2_000;
const SILENT_TOO_LONG = 40_000;
const SAY_EVERY = 2_000;
const HIDDEN_FOR = 10_000;
const TRY_STREAM_AGAIN = 60_000;
const MAY_NOT = [401, 403, 404, 410];

/** @param {number} least @param {number} most @returns {number} Somewhere between, so that not all come at once. */
const between = (least, most) => least + Math.random() * (most - least);

class Live {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    this.number = Number(list.dataset.number ?? 0);
    /** @type {EventSource | null} */
    this.source = null;
    this.hasBeat = false;
    this.isOver = false;
    this.lastTry = 0;
    this.added = 0;
    /** @type {Record<string, ReturnType<typeof setTimeout> | undefined>} */
    this.timers = {};
    document.addEventListener("visibilitychange", () => this.onVisibility());
    window.addEventListener("online", () => this.stream());
    // An open stream would keep the page out of the browser's back and forward memory.
    window.addEventListener("pagehide", () => this.pause());
    window.addEventListener("pageshow", (event) => event.persisted && this.stream());
    this.stream();
  }

  /** @param {string} name @param {() => void} act @param {number} milliseconds */
  after(name, act, milliseconds) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(act, milliseconds);
  }

  get url() {
    const url = new URL(this.list.dataset.live ?? "", location.href);
    url.searchParams.set("after", String(this.number));
    return url.href;
  }

  stream() {
    if (this.isOver) return;
    this.pause();
    this.lastTry = Date.now();
    const source = (this.source = new EventSource(this.url));
    source.addEventListener("beat", (event) => this.onBeat(Number(event.lastEventId)));
    source.addEventListener("message", (event) => this.onChange(event.data, Number(event.lastEventId)));
    source.addEventListener("closed", () => this.close());
    source.addEventListener("reload", () => location.reload());
    source.addEventListener("error", () => this.onBreak());
    this.after("next", () => this.onBreak(), FIRST_BEAT_WITHIN);
  }

  /** Stop following, for now. */
  pause() {
    clearTimeout(this.timers.next);
    this.source?.close();
    this.source = null;
    this.hasBeat = false;
  }

  /** @param {number} number */
  onBeat(number) {
    this.number = Math.max(this.number, number);
    this.tellNumber();
    this.hasBeat = true;
    this.show("online");
    // A connection that died without a word is noticed by its silence.
    this.after("next", () => this.onBreak(), SILENT_TOO_LONG);
  }

  tellNumber() {
    this.list.dispatchEvent(new CustomEvent("live:number", { detail: this.number }));
  }

  /** @param {string} html @param {number} number */
  onChange(html, number) {
    this.onBeat(number);
    this.count(merge(this.list, html));
  }

  onBreak() {
    const worked = this.hasBeat;
    this.pause();
    // It worked, so the server may have started anew; where it never did, something on the way keeps it back.
    if (worked) this.after("next", () => this.stream(), between(500, 2_500));
    else this.poll();
  }

  async poll() {
    const answer = await fetch(this.url, { headers: { Accept: "text/html" } }).catch(() => null);
    const html = answer?.status === 200 && !answer.redirected ? await answer.text().catch(() => null) : "";
    // Meanwhile it stopped, or the stream is back.
    if (this.isOver || this.source || document.hidden) return;
    if (!answer || html === null || (answer.status >= 400 && !MAY_NOT.includes(answer.status))) {
      this.show("offline");
      this.lastTry = 0;
    } else if (answer.redirected || MAY_NOT.includes(answer.status)) {
      this.close();
      return;
    } else {
      this.show("polling");
      this.number = Math.max(this.number, Number(answer.headers.get("Live-Number") ?? 0));
      this.tellNumber();
      if (html) this.count(merge(this.list, html));
    }
    const next = Date.now() - this.lastTry > TRY_STREAM_AGAIN ? () => this.stream() : () => this.poll();
    this.after("next", next, between(3_000, 5_000));
  }

  /** It has ended: for everybody, or for who may not read on. */
  close() {
    this.isOver = true;
    this.pause();
    this.list.dispatchEvent(new CustomEvent("live:closed", { bubbles: true }));
  }

  onVisibility() {
    // A browser has few connections for all its tabs together.
    if (document.hidden) this.after("hidden", () => this.pause(), HIDDEN_FOR);
    else {
      clearTimeout(this.timers.hidden);
      if (!this.source) this.stream();
    }
  }

  /** @param {number} added Said together, and not more often than somebody can listen to. */
  count(added) {
    if (!added) return;
    if (!this.added) {
      announce("");
      setTimeout(() => this.say(), SAY_EVERY);
    }
    this.added += added;
  }

  say() {
    const { liveOne = "", liveMany = "" } = this.list.dataset;
    announce((this.added === 1 ? liveOne : liveMany).replace("{count}", String(this.added)));
    this.added = 0;
  }

  /** @param {"online" | "polling" | "offline"} state */
  show(state) {
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live-state]"))) {
      const words = place.dataset[state] ?? "";
      if (place.textContent !== words) place.textContent = words;
      place.dataset.liveState = state;
    }
  }
}

for (const list of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live]"))) new Live(list);
