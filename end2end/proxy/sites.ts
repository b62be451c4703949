/** Two versions of what browsers load: the built one, and one of which every file has another content, so another name. */
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { built, names, site } from "../navigation/site.ts";
import { place, root } from "./places.ts";

export type Version = "old" | "new";

/** A section of no meaning, called 'new', at the end of a program. */
const SECTION = Buffer.from([0, 4, 3, ...Buffer.from("new")]);

function changed(file: string): Buffer {
  const content = readFileSync(built(file));
  return Buffer.concat([content, file.endsWith(".wasm") ? SECTION : Buffer.from("/* new */\n")]);
}

/** The file that names the others, before names are put in. */
function start(): string {
  const content = readFileSync(built("start.js"), "utf8");
  return [...names].reduce((text, [file, name]) => text.replaceAll(`"${name}"`, `"{${file}}"`), content);
}

/** Where each version's site is: copies, since somebody may build meanwhile. */
export function sites(): Record<Version, string> {
  const made = place("made");
  const folders = { old: place("site of the old version"), new: place("site of the new version") };
  cpSync(site, folders.old, { recursive: true });
  for (const file of names.keys()) if (!["version", "views", "start.js"].includes(file)) writeFileSync(join(made, file), changed(file));
  writeFileSync(join(made, "start.js"), start());
  cpSync(join(root, "public"), folders.new, { recursive: true });
  execFileSync(join(root, ".ci/scripts/name-browser-files"), [made, folders.new, names.get("views")!, "yes"]);
  return folders;
}

/** The version that a site's pages name. */
export function versionOf(folder: string): string {
  return /^version: (.*)$/m.exec(readFileSync(join(folder, "browser.txt"), "utf8"))?.[1] ?? "";
}
