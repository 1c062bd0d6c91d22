// What people who share a Yjs document send: from the texts of notes on standard input, [sender, text] each, to the
// update that adds each note and the state of an empty document, in base64.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const packages = createRequire(`${process.cwd()}/`);
const { Doc, encodeStateVector } = packages("yjs");

const documents = new Map();

function documentOf(sender) {
  if (!documents.has(sender)) {
    const made = new Doc();
    made.clientID = 1000 + sender;
    documents.set(sender, made);
  }
  return documents.get(sender);
}

function updateWith(sender, text, place) {
  const document = documentOf(sender);
  let update;
  document.once("update", (made) => (update = made));
  document.getMap("notes").set(`note-${place}`, { text, x: 120, y: 340, color: "yellow" });
  return Buffer.from(update).toString("base64");
}

const notes = JSON.parse(readFileSync(0, "utf8"));
const updates = notes.map(([sender, text], place) => updateWith(sender, text, place));
const empty = Buffer.from(encodeStateVector(new Doc())).toString("base64");
process.stdout.write(JSON.stringify({ empty, updates }));
