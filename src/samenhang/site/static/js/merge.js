// Brings a page up to date with what the server drew, around what somebody is doing in it.

/** New versions of elements somebody is busy in, kept until they are done. @type {Map<Element, Element>} */
const kept = new Map();

const WRITTEN_IN = "textarea, select, input:not([type=hidden], [type=checkbox], [type=radio])";

/** @param {Element} element @param {Element} latest @returns {boolean} Whether somebody is writing in it, or would be left without a place. */
function isBusy(element, latest) {
  const active = element.contains(document.activeElement) ? document.activeElement : null;
  if (active && (active.matches(WRITTEN_IN) || "gone" in /** @type {HTMLElement} */ (latest).dataset)) return true;
  const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (element.querySelectorAll("input:not([type=hidden]), textarea"));
  return [...fields].some((field) => (field.type === "checkbox" ? field.checked !== /** @type {HTMLInputElement} */ (field).defaultChecked : field.value !== field.defaultValue));
}

/** @param {Element} known @param {Element} latest */
function put(known, latest) {
  moveInto(known, latest);
  if (known.isEqualNode(latest)) return;
  if ("gone" in /** @type {HTMLElement} */ (latest).dataset) known.remove();
  else {
    const active = known.contains(document.activeElement) ? document.activeElement : null;
    keepOpen(known, latest);
    known.replaceWith(latest);
    bringToLife(latest);
    if (active) /** @type {HTMLElement | undefined} */ (sameAs(active, latest))?.focus();
  }
}

/** What was folded out stays so. @param {Element} known @param {Element} latest */
function keepOpen(known, latest) {
  const before = known.querySelectorAll("details");
  latest.querySelectorAll("details").forEach((one, at) => (one.open ||= before[at]?.open ?? false));
}

/** Where the focus goes when the button or link that had it was drawn anew. @param {Element} active @param {Element} latest */
function sameAs(active, latest) {
  const words = active.textContent;
  const same = [...latest.querySelectorAll(active.tagName)].find((one) => one.textContent === words);
  const main = latest.querySelector(".button:not(.button--quiet, .button--plain)");
  return /** @type {HTMLElement | null} */ (same ?? main ?? latest.querySelector("button, a")) ?? undefined;
}

/** An element may say in which other one it lies (data-into): then it goes there. @param {Element} known @param {Element} latest */
function moveInto(known, latest) {
  const into = /** @type {HTMLElement} */ (latest).dataset.into;
  if (!into || known.parentElement?.id === into) return;
  document.getElementById(into)?.append(known);
}

/** @param {Element} element Just put in the page: its htmx attributes must work. */
function bringToLife(element) {
  /** @type {any} */ (window).htmx?.process(element);
}

function putKept() {
  let changed = false;
  for (const [known, latest] of kept) {
    if (known.isConnected && isBusy(known, latest)) continue;
    kept.delete(known);
    // The server replaced it meanwhile: then that is as new.
    if (!known.isConnected) continue;
    put(known, latest);
    changed = true;
  }
  if (changed) document.dispatchEvent(new CustomEvent("live:changed"));
}

/**
 * Bring the page up to date: an element with a known id is replaced, or removed when it says so (data-gone), or left
 * alone when only its contents change (data-once). One with an unknown id becomes the first of the list, or the last of
 * the element that it names (data-into), or nothing when it is a part of something that must be there (data-known).
 * @param {Element} list @param {string} html @returns {number} How many are new in the list.
 */
export function merge(list, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const isOfList = (/** @type {Element} */ element) => element.tagName === "LI" || !list.matches("ol, ul");
  let added = 0;
  for (const latest of /** @type {HTMLElement[]} */ ([...template.content.children])) {
    const known = latest.id ? document.getElementById(latest.id) : null;
    const into = document.getElementById(latest.dataset.into ?? "");
    if (known ? "once" in latest.dataset : "known" in latest.dataset) continue;
    // What it would lie in is not on this page.
    if (!known && latest.dataset.into && !into) continue;
    if (known && isBusy(known, latest)) {
      moveInto(known, latest);
      kept.set(known, latest);
    } else if (known) put(known, latest);
    else if (into && !("gone" in latest.dataset)) {
      into.append(latest);
      bringToLife(latest);
      if (latest.tagName === "LI") added += 1;
    } else if (latest.id && isOfList(latest) && !("gone" in latest.dataset)) {
      list.prepend(latest);
      bringToLife(latest);
      if (!latest.hidden) added += 1;
    }
  }
  list.dispatchEvent(new CustomEvent("live:changed", { bubbles: true }));
  return added;
}

document.addEventListener("focusout", () => setTimeout(putKept));
