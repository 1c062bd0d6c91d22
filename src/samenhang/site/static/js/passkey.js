/**
 * Makes or asks for a passkey when a form with `data-passkey` ("create" or "get") is sent, and sends it along.
 * Such a form is hidden until this module knows that the browser and the address allow passkeys.
 */

const ADDRESS_WITHOUT_NAME = /^[\d.]+$|:/;
const OPTIONS_ID = "passkey-options";

/** @returns {boolean} whether passkeys can work here: browsers refuse them on a bare IP address */
function isAvailable() {
  const canReadOptions = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
  return canReadOptions && !ADDRESS_WITHOUT_NAME.test(location.hostname);
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<object>} what the server asks of the passkey: from an address, or from the page itself
 */
async function readOptions(form) {
  const address = form.dataset.passkeyOptions;
  if (!address) {
    return JSON.parse(document.getElementById(OPTIONS_ID).textContent).publicKey;
  }
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    throw new Error(`No passkey options: ${response.status}`);
  }
  return (await response.json()).request_options.publicKey;
}

/**
 * @param {object} options
 * @returns {Promise<Credential>} a passkey that signs in by itself, made for this account
 */
function create(options) {
  options.authenticatorSelection = {
    ...options.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

/**
 * @param {object} options
 * @returns {Promise<Credential>} proof of a passkey this person already has
 */
function get(options) {
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

/** @param {HTMLFormElement} form */
async function sendWithPasskey(form) {
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    const ask = form.dataset.passkey === "create" ? create : get;
    const credential = await ask(await readOptions(form));
    form.elements.namedItem("credential").value = JSON.stringify(credential);
  } catch {
    // Cancelled, timed out or refused: the browser does not tell which, to keep passkeys private.
    error.hidden = false;
    return;
  }
  form.submit();
}

if (isAvailable()) {
  document.querySelectorAll("[data-passkey-unavailable]").forEach((notice) => notice.remove());
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sendWithPasskey(form);
    });
  });
}
