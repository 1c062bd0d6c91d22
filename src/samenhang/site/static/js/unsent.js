// What was not sent, for whoever cannot send it any more, or stops.
//
// <div data-outbox-left="NAME" hidden>   shows it, to be copied, where nothing can be sent any more
// <form data-outbox-forget="NAME">       forgets all of it on this device when it is submitted

import { announce } from "./frame.js";
import { Shelf } from "./shelf.js";

/** Show what was not sent, to be copied; from now on only this tab keeps it. @param {HTMLElement} place @param {Shelf} shelf */
export function showLeft(place, shelf) {
  const text = shelf.texts();
  shelf.setAside();
  const field = place.querySelector("textarea");
  if (!text || !field) return;
  field.value = text;
  place.hidden = false;
  place.querySelector("button")?.addEventListener("click", () => {
    field.select();
    // Where the page is not secure there is no clipboard; the selected text can then be copied in the old way.
    if (navigator.clipboard) navigator.clipboard.writeText(text);
    else document.execCommand("copy");
    announce(place.dataset.copied ?? "");
  });
}

for (const place of document.querySelectorAll("[data-outbox-left]")) {
  const shelf = new Shelf(place.getAttribute("data-outbox-left") ?? "");
  shelf.takeBack();
  showLeft(/** @type {HTMLElement} */ (place), shelf);
}
for (const form of document.querySelectorAll("form[data-outbox-forget]")) {
  form.addEventListener("submit", (event) => {
    const shelf = new Shelf(form.getAttribute("data-outbox-forget") ?? "");
    shelf.takeBack();
    const unsent = shelf.texts();
    if (unsent && !confirm(`${form.getAttribute("data-sure")}\n\n${unsent}`)) event.preventDefault();
    else shelf.forget();
  });
}
