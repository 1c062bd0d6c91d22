// Keeps what was typed in an ordinary form when the network is gone: asks whether the server is there before the browser
// leaves the page. Nothing is stored on the device. Forms with a queue of their own (data-outbox) are left alone.

import { announce, textOf } from "./frame.js";

const PATIENCE = 8000;
/** @type {WeakSet<HTMLFormElement>} Forms that may go now. */
const cleared = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || !holdsText(form)) return;
  if (cleared.delete(form)) return;
  event.preventDefault();
  if (form.hasAttribute("aria-busy")) return;
  send(form, /** @type {SubmitEvent} */ (event).submitter);
});

/** @param {HTMLFormElement} form */
function holdsText(form) {
  if (form.method !== "post" || form.dataset.outbox !== undefined || form.matches("[hx-post]")) return false;
  return form.querySelector("textarea, input[type=text], input:not([type])") !== null;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
async function send(form, submitter) {
  form.setAttribute("aria-busy", "true");
  const reached = await reachable();
  form.removeAttribute("aria-busy");
  tell(form, !reached);
  if (!reached) return;
  cleared.add(form);
  form.requestSubmit(submitter);
}

async function reachable() {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })).ok;
  } catch {
    return false;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} offline
 */
function tell(form, offline) {
  form.querySelector(".offline")?.remove();
  if (!offline) return;
  const words = document.querySelector("template#offline");
  if (!(words instanceof HTMLTemplateElement)) return;
  form.append(words.content.cloneNode(true));
  const notice = form.querySelector(".offline");
  notice?.scrollIntoView({ block: "nearest" });
  announce(textOf(notice));
}
