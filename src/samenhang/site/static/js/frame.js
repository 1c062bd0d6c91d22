// What every page does: say things to a screen reader, close menus, warn nobody needlessly.

/** @param {string} text Words for the one status line of the page. */
export function announce(text) {
  const status = document.getElementById("status");
  if (status) status.textContent = text;
}

/** @param {Element | null | undefined} element @returns {string} Its text, without the room around it. */
export const textOf = (element) => element?.textContent?.trim() ?? "";

/** @returns {string} The token that a POST must carry. */
export function csrfToken() {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  return field instanceof HTMLInputElement ? field.value : "";
}

// An open menu closes when one presses Escape or goes elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.menu[open]"));
  if (!open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute("open");
  }
});
