// What waits on this device until the server has it: the ideas of one outbox, in order, and its half-typed texts, under
// keys that begin with "draft".

/** @typedef {{key: string, fields: Record<string, string>, refused?: string}} Entry An idea on its way; `refused` says why the server will not have it. */

/** What is kept in memory only, for all that look at one outbox. @type {Map<string, Map<string, string>>} */
const memories = new Map();

/** What one outbox keeps on this device; in memory only where the browser keeps nothing. */
export class Shelf {
  /** @param {string} name */
  constructor(name) {
    this.prefix = `outbox:${name}:`;
    /** @type {Map<string, string>} */
    this.memory = memories.get(name) ?? new Map();
    memories.set(name, this.memory);
  }

  /** @param {string} key @returns {string} */
  get(key) {
    try {
      return localStorage.getItem(this.prefix + key) ?? this.memory.get(key) ?? "";
    } catch {
      return this.memory.get(key) ?? "";
    }
  }

  /** @param {string} key @param {string} value Empty: forget it. */
  set(key, value) {
    this.memory.delete(key);
    try {
      if (value) localStorage.setItem(this.prefix + key, value);
      else localStorage.removeItem(this.prefix + key);
    } catch {
      if (value) this.memory.set(key, value);
    }
  }

  keys() {
    const kept = [...this.memory.keys()];
    try {
      kept.push(...Object.keys(localStorage).filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length)));
    } catch {
      // Then all there is, is in memory.
    }
    return kept;
  }

  /** In the order of writing, since a key begins with its time. @returns {Entry[]} */
  entries() {
    return this.keys().filter((key) => !isDraft(key)).sort().map((key) => JSON.parse(this.get(key)));
  }

  /** @param {Entry} entry */
  put(entry) {
    this.set(entry.key, JSON.stringify(entry));
  }

  /** Everything that was not sent, to copy. */
  texts() {
    const drafts = this.keys().filter(isDraft).sort().map((key) => this.get(key));
    return [...this.entries().map((entry) => entry.fields.text), ...drafts].filter(Boolean).join("\n\n");
  }

  forget() {
    for (const key of this.keys()) this.set(key, "");
    inTab(() => sessionStorage.removeItem(this.prefix));
  }

  /** Forget it on this device, but not in this tab, for as long as it is open. */
  setAside() {
    const kept = Object.fromEntries(this.keys().map((key) => [key, this.get(key)]));
    this.forget();
    if (Object.keys(kept).length) inTab(() => sessionStorage.setItem(this.prefix, JSON.stringify(kept)));
  }

  /** What was set aside in this tab is here again. */
  takeBack() {
    const kept = inTab(() => sessionStorage.getItem(this.prefix));
    inTab(() => sessionStorage.removeItem(this.prefix));
    for (const [key, value] of Object.entries(JSON.parse(kept || "{}"))) if (!this.get(key)) this.set(key, value);
  }
}

/** @param {() => string | null | void} act @returns {string | null | void} Nothing where the browser keeps nothing. */
function inTab(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

const isDraft = (/** @type {string} */ key) => key.startsWith("draft");

let latest = 0;

/**
 * A UUID of version 7 (RFC 9562): later ones sort after earlier ones.
 * @param {string} [after] One that sorts before it too, though the clock of this device was set back since.
 * @returns {string}
 */
export function uuid7(after = "") {
  const least = parseInt(after.replace("-", "").slice(0, 12), 16) || 0;
  latest = Math.max(Date.now(), latest + 1, least + 1);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(latest / 2 ** 16));
  view.setUint16(4, latest % 2 ** 16);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
