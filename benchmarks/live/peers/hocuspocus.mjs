// Hocuspocus as its documentation starts it, keeping documents in SQLite. Where its packages are: the working folder.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [port, database] = process.argv.slice(2);
const packages = createRequire(`${process.cwd()}/`);
const load = (name) => import(pathToFileURL(packages.resolve(name)));
const { Server } = await load("@hocuspocus/server");
const { SQLite } = await load("@hocuspocus/extension-sqlite");

await new Server({
  port: Number(port),
  address: "127.0.0.1",
  quiet: true,
  extensions: [new SQLite({ database })],
}).listen();
