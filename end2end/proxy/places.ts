/** Where everything of the service lies, and at which ports it listens. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { folder } from "../server.ts";

export const root = resolve(import.meta.dirname, "../..");

/** What docs/operations.md calls the service. */
export const NAME = "hub.example.nhs.uk";

const first = Number(process.env.PEOPLE_HUB_PROXY_PORT ?? 3350);
export const ports = { http: first, https: first + 1, servers: [first + 2, first + 3] } as const;

/** A folder of this run that is there. */
export function place(...names: string[]): string {
  const path = join(folder, "proxy", ...names);
  mkdirSync(path, { recursive: true });
  return path;
}
