/**
 * Puts a button beside every password field that shows what was typed, so that nobody has to type it twice.
 * The button and its words come from the page.
 */

const template = document.querySelector("template#show-password");

/** @param {HTMLInputElement} field */
function addButton(field) {
  const button = template.content.firstElementChild.cloneNode(true);
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    const show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
  });
  field.after(button);
  // A browser remembers what stood in a text field, not what stood in a password field.
  field.form.addEventListener("submit", () => { field.type = "password"; });
}

if (template) {
  document.querySelectorAll('input[type="password"]').forEach(addButton);
}
