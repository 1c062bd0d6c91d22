// Another prompt without leaving the page. Without this module the link asks the server for it.

import { announce } from "./frame.js";

const place = document.querySelector("[data-prompt]");
const prompts = /** @type {HTMLTemplateElement | null} */ (document.querySelector("template#prompts"))?.content.children ?? [];
let turn = 0;

document.querySelector("[data-next-prompt]")?.addEventListener("click", (event) => {
  if (!place || !prompts.length) return;
  event.preventDefault();
  turn = (turn + 1) % prompts.length;
  place.textContent = prompts[turn].textContent;
  announce(place.textContent ?? "");
});
