// Once dots are shown the piles lie by how many they got, as they do when the page is loaded.

/** @param {HTMLElement} map */
export function order(map) {
  for (const piles of map.querySelectorAll(".column__piles")) {
    const there = [...piles.children];
    const dots = (/** @type {Element} */ pile) => Number(/** @type {HTMLElement | null} */ (pile.querySelector("[data-dots]"))?.dataset.dots ?? 0);
    const sorted = [...there].sort((one, other) => dots(other) - dots(one));
    if (sorted.every((pile, at) => pile === there[at]) || piles.contains(document.activeElement)) continue;
    piles.append(...sorted);
  }
}
