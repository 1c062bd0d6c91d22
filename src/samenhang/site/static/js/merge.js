// Brings a page up to date with what the server drew, around what somebody is doing in it.

/** New versions of elements somebody is busy in, kept until they are done. @type {Map<Element, Element>} */
const kept = new Map();

/** @param {Element} element @returns {boolean} Whether somebody is in it, or typed something in it. */
function isBusy(element) {
  if (element.contains(document.activeElement)) return true;
  const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (element.querySelectorAll("input:not([type=hidden]), textarea"));
  return [...fields].some((field) => field.value !== field.defaultValue);
}

/** @param {Element} known @param {Element} latest */
function put(known, latest) {
  if (known.isEqualNode(latest)) return;
  if ("gone" in /** @type {HTMLElement} */ (latest).dataset) known.remove();
  else {
    known.replaceWith(latest);
    bringToLife(latest);
  }
}

/** @param {Element} element Just put in the page: its htmx attributes must work. */
function bringToLife(element) {
  /** @type {any} */ (window).htmx?.process(element);
}

function putKept() {
  for (const [known, latest] of kept) {
    if (known.isConnected && isBusy(known)) continue;
    kept.delete(known);
    // The server replaced it meanwhile: then that is as new.
    if (known.isConnected) put(known, latest);
  }
}

/**
 * Bring the page up to date: an element with a known id is replaced, or removed when it says so (data-gone); with an
 * unknown id it becomes the first of the list.
 * @param {Element} list @param {string} html @returns {number} How many are new in the list.
 */
export function merge(list, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const isOfList = (/** @type {Element} */ element) => element.tagName === "LI" || !list.matches("ol, ul");
  let added = 0;
  for (const latest of /** @type {HTMLElement[]} */ ([...template.content.children])) {
    const known = latest.id ? document.getElementById(latest.id) : null;
    if (known && isBusy(known)) kept.set(known, latest);
    else if (known) put(known, latest);
    else if (latest.id && isOfList(latest) && !("gone" in latest.dataset)) {
      list.prepend(latest);
      bringToLife(latest);
      if (!latest.hidden) added += 1;
    }
  }
  list.dispatchEvent(new CustomEvent("live:changed", { bubbles: true }));
  return added;
}

document.addEventListener("focusout", () => setTimeout(putKept));
