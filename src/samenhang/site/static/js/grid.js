// The krachtenveld as a spreadsheet: arrows, Enter, Tab, Escape, paste, undo. Without this module the table
// is a list with links to a form per row. What somebody typed stays in its cell until the server has it.

import { announce, csrfToken } from "./frame.js";

const RETRY_AFTER = 3000;
const PLACE = "cell";

/** @typedef {HTMLTableCellElement} Cell */

class Grid {
  /** @param {HTMLElement} frame The element around the table, with its words in data attributes. */
  constructor(frame) {
    this.frame = frame;
    this.words = frame.dataset;
    this.table = /** @type {HTMLTableElement} */ (frame.querySelector("table"));
    this.columns = [...this.table.tHead.rows[0].cells].map((head) => ({
      key: head.dataset.key ?? "",
      label: head.textContent.trim(),
      editor: head.dataset.editor ?? "text",
      options: (head.dataset.options ?? "").split("|"),
    }));
    /** Texts on their way: from cell id to the text that must still arrive. @type {Map<string, string>} */
    this.unsaved = new Map();
    this.table.setAttribute("role", "grid");
    this.body = this.table.tBodies[0];
    this.prepare();
    frame.addEventListener("keydown", (event) => this.onKey(event));
    frame.addEventListener("dblclick", (event) => this.onDoubleClick(event));
    frame.addEventListener("mousedown", (event) => this.onPress(event));
    frame.addEventListener("focusin", (event) => this.onFocus(event));
    frame.addEventListener("click", (event) => this.onResolve(event));
    document.addEventListener("paste", (event) => this.onPaste(event));
    document.addEventListener("copy", (event) => this.onCopy(event));
    window.addEventListener("beforeunload", (event) => this.onLeave(event));
    this.goBack();
    new MutationObserver(() => this.prepare()).observe(this.body, { childList: true });
  }

  /** Every cell can take focus; one of them stands in the tab order. */
  prepare() {
    for (const cell of this.body.querySelectorAll("th, td")) if (!cell.hasAttribute("tabindex")) cell.setAttribute("tabindex", "-1");
    if (!this.body.querySelector("[tabindex='0']")) this.body.rows[0]?.cells[0]?.setAttribute("tabindex", "0");
  }

  /** @param {EventTarget | null} target @returns {Cell | null} */
  cellOf(target) {
    return target instanceof Element ? target.closest("tbody th, tbody td") : null;
  }

  /** @param {Cell} cell */
  place(cell) {
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    return { row: row.sectionRowIndex, column: cell.cellIndex };
  }

  /** @param {number} row @param {number} column @returns {Cell | undefined} */
  at(row, column) {
    const line = this.body.rows[Math.max(0, Math.min(row, this.body.rows.length - 1))];
    return line?.cells[Math.max(0, Math.min(column, line.cells.length - 1))];
  }

  /** @param {Cell | undefined} cell */
  go(cell) {
    if (!cell) return;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {FocusEvent} event */
  onFocus(event) {
    const cell = this.cellOf(event.target);
    if (!cell) return;
    for (const other of this.body.querySelectorAll("[tabindex='0']")) other.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
  }

  /** @param {MouseEvent} event */
  onPress(event) {
    const cell = this.cellOf(event.target);
    const inside = event.target instanceof Element && event.target.closest("a, button, input, textarea, select");
    if (cell && !inside) {
      event.preventDefault();
      cell.focus();
    }
  }

  /** @param {MouseEvent} event */
  onDoubleClick(event) {
    const cell = this.cellOf(event.target);
    if (cell) this.edit(cell);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const cell = this.cellOf(event.target);
    if (!cell) return;
    if (event.target === cell) this.onCellKey(event, cell);
    else if (event.target instanceof Element && event.target.closest(".editor")) this.onEditorKey(event, cell);
  }

  /** @param {KeyboardEvent} event @param {Cell} cell */
  onCellKey(event, cell) {
    const { row, column } = this.place(cell);
    const last = this.body.rows.length - 1;
    const far = event.ctrlKey || event.metaKey;
    /** @type {Record<string, () => void>} */
    const moves = {
      ArrowUp: () => this.go(this.at(far ? 0 : row - 1, column)),
      ArrowDown: () => this.go(this.at(far ? last : row + 1, column)),
      ArrowLeft: () => this.go(this.at(row, far ? 0 : column - 1)),
      ArrowRight: () => this.go(this.at(row, far ? this.columns.length - 1 : column + 1)),
      Home: () => this.go(this.at(far ? 0 : row, 0)),
      End: () => this.go(this.at(far ? last : row, this.columns.length - 1)),
      PageUp: () => this.go(this.at(row - 10, column)),
      PageDown: () => this.go(this.at(row + 10, column)),
      Enter: () => this.edit(cell),
      F2: () => this.edit(cell),
      Delete: () => this.clear(cell),
      Backspace: () => this.clear(cell),
      Escape: () => this.cancel(cell),
    };
    if (far && event.key.toLowerCase() === "z") moves[event.key] = () => this.undo();
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      move();
    } else if (event.key.length === 1 && !far && !event.altKey && event.key !== " ") {
      event.preventDefault();
      this.edit(cell, event.key);
    }
  }

  /** @param {KeyboardEvent} event @param {Cell} cell */
  onEditorKey(event, cell) {
    const { row, column } = this.place(cell);
    if (event.key === "Escape") {
      event.preventDefault();
      this.cancel(cell);
      cell.focus();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey && !event.isComposing) {
      event.preventDefault();
      this.commit(cell);
      this.go(this.at(row + 1, column));
    } else if (event.key === "Enter" && event.altKey) {
      event.preventDefault();
      const field = /** @type {HTMLTextAreaElement} */ (event.target);
      if (field instanceof HTMLTextAreaElement) field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end");
    } else if (event.key === "Tab") {
      event.preventDefault();
      this.commit(cell);
      this.go(this.at(row, column + (event.shiftKey ? -1 : 1)));
    }
  }

  /** @param {Cell} cell @param {string} [typed] The first letter, which replaces what stands there. */
  edit(cell, typed) {
    const column = this.columns[cell.cellIndex];
    if (!("edit" in this.words) || cell.querySelector(".editor")) return;
    if ("fixed" in cell.dataset) {
      cell.querySelector("a")?.click();
      return;
    }
    const text = this.unsaved.get(cell.id) ?? cell.dataset.text ?? "";
    const field = makeField(column, typed !== undefined && column.editor !== "choice" ? typed : text);
    field.setAttribute("aria-label", column.label);
    cell.classList.add("sheet__cell--editing");
    cell.append(field);
    field.addEventListener("blur", () => this.commit(cell));
    field.focus();
    if (typed !== undefined && field instanceof HTMLSelectElement) pick(field, typed);
    if (!(field instanceof HTMLSelectElement) && field.type !== "date") field.setSelectionRange(field.value.length, field.value.length);
  }

  /** @param {Cell} cell @returns {string | null} What the editor held, or null when there was none. */
  close(cell) {
    const field = /** @type {HTMLInputElement | null} */ (cell.querySelector(".editor"));
    if (!field || field.dataset.closed) return null;
    // Taking the field away makes it blur, which would close it again.
    field.dataset.closed = "yes";
    const text = field.value;
    cell.classList.remove("sheet__cell--editing");
    field.remove();
    return text;
  }

  /** @param {Cell} cell */
  cancel(cell) {
    this.close(cell);
    this.unsaved.delete(cell.id);
    this.mark(cell, "");
  }

  /** @param {Cell} cell */
  commit(cell) {
    const text = this.close(cell);
    if (text === null || text === (cell.dataset.text ?? "")) return;
    this.save(cell, text);
  }

  /** @param {Cell} cell */
  clear(cell) {
    if ("edit" in this.words && !("fixed" in cell.dataset) && cell.dataset.key !== "name" && cell.dataset.text) this.save(cell, "");
  }

  /** Send a text until the server has answered. @param {Cell} cell @param {string} text @param {Record<string, string>} [extra] */
  async save(cell, text, extra = {}) {
    this.unsaved.set(cell.id, text);
    this.mark(cell, "saving", this.words.saving, text);
    const seen = extra.seen ?? cell.dataset.text ?? "";
    const body = new URLSearchParams({ text, seen, ...extra });
    let answer;
    try {
      answer = await fetch(this.urlOf(cell), { method: "POST", body, headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" } });
    } catch {
      answer = null;
    }
    if (this.unsaved.get(cell.id) !== text) return;
    if (!answer || answer.status >= 500 || answer.redirected) {
      this.mark(cell, "waiting", this.words.waiting, text);
      announce(this.words.waiting ?? "");
      setTimeout(() => this.retry(cell, text, extra), RETRY_AFTER);
      return;
    }
    const html = await answer.text();
    if (answer.ok) {
      this.settle(cell, html);
      offerUndo(decodeURIComponent(answer.headers.get("X-Undo") ?? ""));
    }
    else if ([409, 410, 422].includes(answer.status)) this.trouble(cell, html, text);
    else this.mark(cell, "error", this.words.refused, text);
  }

  /** @param {Cell} cell @param {string} text @param {Record<string, string>} extra */
  retry(cell, text, extra) {
    if (this.unsaved.get(cell.id) === text && !cell.querySelector(".editor")) this.save(cell, text, extra);
  }

  /** @param {Cell} cell @param {string} html The cell as the server has it now. */
  settle(cell, html) {
    this.unsaved.delete(cell.id);
    const holder = document.createElement("template");
    holder.innerHTML = `<table><tbody><tr>${html}</tr></tbody></table>`;
    const fresh = /** @type {Cell} */ (holder.content.querySelector("th, td"));
    const focused = document.activeElement === cell || cell.contains(document.activeElement);
    fresh.tabIndex = cell.tabIndex;
    cell.replaceWith(fresh);
    if (focused) fresh.focus();
    announce(this.words.saved ?? "");
  }

  /** @param {Cell} cell @param {string} html @param {string} text */
  trouble(cell, html, text) {
    cell.dataset.mine = text;
    this.mark(cell, "error", "", text);
    const holder = document.createElement("div");
    holder.innerHTML = html;
    cell.append(...holder.children);
    announce(`${this.words.refused}. ${cell.querySelector(".trouble__title")?.textContent ?? ""}`);
  }

  /** @param {MouseEvent} event */
  onResolve(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-resolve]") : null;
    const cell = this.cellOf(event.target);
    if (!(button instanceof HTMLElement) || !cell) return;
    const mine = cell.dataset.mine ?? "";
    const trouble = /** @type {HTMLElement | null} */ (cell.querySelector(".trouble"));
    // Who keeps the own text has then read the other one.
    const theirs = trouble?.dataset.theirs ?? "";
    trouble?.remove();
    cell.focus();
    if (button.dataset.resolve === "mine") this.save(cell, mine, { seen: theirs });
    else if (button.dataset.resolve === "both") this.save(cell, `${theirs}\n${mine}`.trim(), { seen: theirs });
    else if (button.dataset.resolve === "put-back") this.save(cell, mine, { put_back: "1" });
    else this.reload(cell);
  }

  /** @param {Cell} cell */
  async reload(cell) {
    const answer = await fetch(this.urlOf(cell));
    if (answer.ok) this.settle(cell, await answer.text());
  }

  /** Show what is happening to a cell, with the text that is on its way.
   * @param {Cell} cell @param {string} state @param {string} [words] @param {string} [text] */
  mark(cell, state, words = "", text) {
    cell.querySelector(".sheet__state")?.remove();
    cell.querySelector(".trouble")?.remove();
    cell.querySelector(".sheet__pending")?.remove();
    if (state) cell.dataset.state = state;
    else delete cell.dataset.state;
    if (!state) return;
    if (text !== undefined) cell.append(make("span", "sheet__pending", text));
    if (words) cell.append(make("span", "label sheet__state", words));
  }

  /** @param {Cell} cell */
  urlOf(cell) {
    const row = /** @type {HTMLElement} */ (cell.parentElement);
    return `${this.words.url}${row.id.slice(2)}/cells/${cell.dataset.key}/`;
  }

  /** @param {ClipboardEvent} event */
  onCopy(event) {
    const cell = this.cellOf(document.activeElement);
    if (!cell || cell !== document.activeElement || !document.getSelection()?.isCollapsed) return;
    event.clipboardData?.setData("text/plain", cell.dataset.text ?? "");
    event.preventDefault();
  }

  /** @param {ClipboardEvent} event */
  onPaste(event) {
    const cell = this.cellOf(document.activeElement);
    if (!cell || cell !== document.activeElement || !("edit" in this.words)) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    event.preventDefault();
    if (!text.includes("\t") && !text.trim().includes("\n") && !("fixed" in cell.dataset)) {
      this.save(cell, text.trim());
      return;
    }
    this.stay();
    const { row, column } = this.place(cell);
    const rows = [...this.body.rows].slice(row).map((line) => line.id.slice(2));
    post(`${this.words.url}paste/${location.search}`, { text, rows: rows.join(","), keys: this.columns.slice(column).map((one) => one.key).join(",") });
  }

  /** After undo or paste the page is made anew: focus is where it was. Only the place of the cell is kept, no text. */
  goBack() {
    const place = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (place) this.go(/** @type {Cell | undefined} */ (document.getElementById(place) ?? undefined));
  }

  stay() {
    const cell = this.cellOf(document.activeElement);
    if (cell) sessionStorage.setItem(PLACE, cell.id);
  }

  undo() {
    this.stay();
    const form = document.getElementById("undo");
    if (form instanceof HTMLFormElement) form.requestSubmit();
  }

  /** @param {BeforeUnloadEvent} event */
  onLeave(event) {
    if (this.unsaved.size || this.body.querySelector(".editor")) event.preventDefault();
  }
}

/** @param {{editor: string, options: string[]}} column @param {string} text */
function makeField(column, text) {
  if (column.editor === "choice") {
    const field = /** @type {HTMLSelectElement} */ (make("select", "editor input"));
    for (const label of column.options) field.append(new Option(label, label, false, label === text));
    return field;
  }
  const field = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (make(column.editor === "date" ? "input" : "textarea", "editor input"));
  if (field instanceof HTMLInputElement) field.type = "date";
  else field.rows = column.editor === "lines" ? Math.max(3, text.split("\n").length + 1) : 2;
  field.value = text;
  return field;
}

/** @param {string} what What pressing undo would undo now. */
function offerUndo(what) {
  const form = document.getElementById("undo");
  const words = form?.querySelector("[data-undo]");
  if (!form || !words) return;
  form.hidden = !what;
  words.textContent = what;
}

/** Choose the first option that begins with the letter typed. @param {HTMLSelectElement} field @param {string} letter */
function pick(field, letter) {
  const found = [...field.options].find((option) => option.label.toLowerCase().startsWith(letter.toLowerCase()));
  if (found) field.value = found.value;
}

/** @param {string} tag @param {string} className @param {string} [text] */
function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** Submit a form, so that the answer is a page. @param {string} url @param {Record<string, string>} fields */
function post(url, fields) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.hidden = true;
  for (const [name, value] of Object.entries({ ...fields, csrfmiddlewaretoken: csrfToken() })) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

const frame = document.getElementById("sheet");
if (frame) new Grid(frame);

// After adding a row the form is ready for the next; what was typed stays when the row did not come.
document.getElementById("add")?.addEventListener("htmx:after:request", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const response = /** @type {CustomEvent} */ (event).detail.ctx.response;
  if (response?.raw.status === 200) {
    form.reset();
    announce(frame?.dataset.saved ?? "");
    /** @type {HTMLElement | null} */ (form.querySelector("input:not([type=hidden])"))?.focus();
  } else if (response?.raw.status !== 422) {
    announce(frame?.dataset.refused ?? "");
  }
});
