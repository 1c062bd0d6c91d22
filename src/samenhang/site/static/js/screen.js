// The screen in the room: the clock runs; all else comes by the stream.

import { startTimer } from "./timer.js";

startTimer(/** @type {HTMLElement} */ (document.getElementById("live")));
