// The screen in the room: the clock runs, and nobody can scroll. So the text is as large as there is room for, and
// what does not fit comes on a page of its own: the pages turn by themselves, by the arrows, and rest at the space bar.

import { startTimer } from "./timer.js";

// More is not read from the back row.
const MOST = 7;
const TURN_EVERY = 12_000;
// Of the height of the screen. The least is 28 pixels on a screen of 1080.
const LEAST = 0.026;
const MOST_ON_MAP = 0.042;
const MOST_OF_DONE = 0.032;
const MOST_ALONE = 0.12;
const STEPS = 12;
// On a small screen, or one that is enlarged, everything stands below each other and one can scroll.
const HAS_NO_SCROLL = matchMedia("(width >= 1000px)");

const live = /** @type {HTMLElement} */ (document.getElementById("live"));
/** For each column the first thing of the page that is up. @type {Record<string, number>} */
let firsts = {};
let place = "";
let rests = false;

/** @param {HTMLElement} column */
const nameOf = (column) => column.getAttribute("aria-labelledby") ?? "";
/** Where each page of a column begins. @type {Map<HTMLElement, number[]>} */
const pages = new Map();

/** @param {ParentNode} within @param {string} selector @returns {HTMLElement[]} */
const all = (within, selector) => [...within.querySelectorAll(selector)].map((one) => /** @type {HTMLElement} */ (one));

/** @param {HTMLElement} box */
const fits = (box) => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;

/** @param {number} most @param {(part: number) => boolean} fitsAt @returns {number} The largest part at which it fits, or else the least. */
function largest(most, fitsAt) {
  for (let step = 0; step < STEPS; step += 1) {
    const part = most - ((most - LEAST) * step) / (STEPS - 1);
    if (fitsAt(part)) return part;
  }
  return LEAST;
}

/** @param {HTMLElement} screen @param {string} property @param {number} part Of the height. */
const size = (screen, property, part) => screen.style.setProperty(property, `${Math.ceil(part * innerHeight)}px`);

function fit() {
  const screen = /** @type {HTMLElement} */ (document.getElementById("screen"));
  if (screen.dataset.place !== place) [place, firsts] = [screen.dataset.place ?? "", {}];
  pages.clear();
  startAfresh(screen);
  if (!HAS_NO_SCROLL.matches) return;
  for (const text of all(screen, "[data-fit]")) {
    const box = /** @type {HTMLElement} */ (text.closest("main"));
    largest(MOST_ALONE, (part) => {
      size(screen, "--text", part);
      return fits(text) && fits(box);
    });
  }
  const part = fitColumns(screen, all(screen, ".column[data-state=now]"), "--text", MOST_ON_MAP);
  fitColumns(screen, all(screen, ".column[data-state=done]"), "--done-text", Math.min(part, MOST_OF_DONE));
}

/** Show everything, as it came. @param {HTMLElement} screen */
function startAfresh(screen) {
  for (const property of ["--text", "--done-text"]) screen.style.removeProperty(property);
  for (const line of all(screen, ".line")) {
    line.classList.remove("visually-hidden");
    line.style.removeProperty("--lines");
    delete line.dataset.cut;
    for (const word of all(line, ".line__words > li")) word.hidden = false;
  }
}

/**
 * @param {HTMLElement} screen @param {HTMLElement[]} columns All with text of one size. @param {string} property
 * @param {number} most @returns {number} What part of the height that size is.
 */
function fitColumns(screen, columns, property, most) {
  const full = columns.filter((column) => column.querySelector(".line"));
  if (!full.length) return most;
  for (const column of full) show(column, 0, MOST);
  const part = largest(most, (one) => {
    size(screen, property, one);
    return full.every(fits);
  });
  for (const column of full) {
    const begins = divide(column);
    pages.set(column, begins);
    turnTo(column, begins.findLastIndex((at) => at <= (firsts[nameOf(column)] ?? 0)));
  }
  return part;
}

/** Divide a column over pages. @param {HTMLElement} column @returns {number[]} Where each begins. */
function divide(column) {
  const lines = all(column, ".line");
  const begins = [];
  for (let from = 0; from < lines.length; ) {
    begins.push(from);
    let until = Math.min(from + MOST, lines.length);
    show(column, from, until);
    while (!fits(column) && until > from + 1) show(column, from, (until -= 1));
    if (!fits(column)) cut(column, lines[from]);
    from = until;
  }
  return begins;
}

/** Keep of one that is too long for a page what there is room for. @param {HTMLElement} column @param {HTMLElement} line */
function cut(column, line) {
  const words = all(line, ".line__words > li");
  while (!fits(column) && words.length) /** @type {HTMLElement} */ (words.pop()).hidden = true;
  line.dataset.cut = "";
  for (let lines = 30; !fits(column) && lines > 0; lines -= 1) line.style.setProperty("--lines", String(lines));
}

/** Show some of a column, and say how many there are besides. @param {HTMLElement} column @param {number} from @param {number} until */
function show(column, from, until) {
  const lines = all(column, ".line");
  lines.forEach((line, at) => line.classList.toggle("visually-hidden", at < from || at >= until));
  const more = /** @type {HTMLElement} */ (column.querySelector(".column__more"));
  const besides = Number(more.dataset.more) + lines.length - (Math.min(until, lines.length) - from);
  more.hidden = besides === 0;
  const words = /** @type {HTMLElement} */ (column.closest(".map")).dataset.more ?? "";
  more.textContent = words.replace("{count}", String(besides));
}

/** @param {HTMLElement} column @param {number} page */
function turnTo(column, page) {
  const begins = pages.get(column) ?? [0];
  const at = (page + begins.length) % begins.length;
  firsts[nameOf(column)] = begins[at];
  show(column, begins[at], begins[at + 1] ?? Infinity);
}

/** The next page of each column that is worked on, or the one before. @param {number} by */
function turn(by) {
  for (const [column, begins] of pages) {
    const first = firsts[nameOf(column)];
    if (column.dataset.state === "now") turnTo(column, begins.indexOf(first) + by);
  }
}

/** What a presenter or a keyboard does. @type {Record<string, () => void>} */
const keys = {
  ArrowRight: () => turn(1),
  PageDown: () => turn(1),
  ArrowLeft: () => turn(-1),
  PageUp: () => turn(-1),
  " ": () => (rests = !rests),
};

document.addEventListener("keydown", (event) => {
  if (!HAS_NO_SCROLL.matches || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
live.addEventListener("live:changed", fit);
addEventListener("resize", fit);
HAS_NO_SCROLL.addEventListener("change", fit);
document.fonts.ready.then(fit);
setInterval(() => !rests && turn(1), TURN_EVERY);
startTimer(live);
fit();
