/** What .ci/scripts/build-browser has built. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
export const site = join(root, "target/site");

const list = join(site, "browser.txt");
if (!existsSync(list)) throw new Error(`${list} is missing: '.ci/scripts/build-browser' makes it`);

/** 'client.wasm' to 'client.….wasm'. */
export const names = new Map(
  readFileSync(list, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(": ") as [string, string]),
);

export const pkg = (file: string) => `/pkg/${names.get(file)}`;
export const built = (file: string) => join(site, pkg(file));
/** The file that starts the client, before names are put in. */
export const start = readFileSync(join(root, "src/client/start.js"), "utf8");
