// A page that says to wait looks now and then whether one may go on, and shows what is there then.
//
// <div data-waiting="MILLISECONDS">

const wait = Number(/** @type {HTMLElement} */ (document.querySelector("[data-waiting]")).dataset.waiting);

async function look() {
  const answer = document.hidden ? null : await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  // By its address, as this page may be the answer to a form.
  if (answer?.ok) location.replace(location.href);
  // Not all at the same moment.
  else setTimeout(look, wait * (0.75 + Math.random() / 2));
}

setTimeout(look, wait);
