// What is said above everything else on a participant's page, until it is closed.

import { announce, textOf } from "./frame.js";

const told = /** @type {HTMLElement} */ (document.getElementById("told"));
const away = /** @type {HTMLElement} */ (document.getElementById("away"));

/** Add this to what is said. @param {string} words */
export function tell(words) {
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
