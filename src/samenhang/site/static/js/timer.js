// The clock of who leads, on every screen. It goes by the time of the server: the clock of this device may be wrong.

/** @param {HTMLElement} page With the time of the server when the page was made (data-now, milliseconds). */
export function startTimer(page) {
  const ahead = Number(page.dataset.now) - Date.now();
  const show = () => {
    for (const state of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-ends]"))) {
      const place = /** @type {HTMLElement | null} */ (state.querySelector("[data-timer]"));
      if (place && state.dataset.ends) tell(place, Math.round((Number(state.dataset.ends) - Date.now() - ahead) / 1000));
    }
  };
  show();
  setInterval(show, 1_000);
}

/** @param {HTMLElement} place @param {number} left Seconds. */
function tell(place, left) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const time = `${two(Math.floor(Math.max(left, 0) / 60))}:${two(Math.max(left, 0) % 60)}`;
  const words = left > 0 ? (place.dataset.still ?? "{time}").replace("{time}", time) : (place.dataset.over ?? time);
  if (place.textContent !== words) place.textContent = words;
}
