import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");

/** Monday 2 March 2026, 9am in London. Every journey starts at this instant. */
export const CLOCK = "2026-03-02T09:00:00Z";

// Workers load this file again and inherit the environment: all must see one folder.
process.env.PEOPLE_HUB_END2END_DIR ??= mkdtempSync(join(tmpdir(), "people-hub-end2end-"));
export const folder = process.env.PEOPLE_HUB_END2END_DIR;

const firstPort = Number(process.env.PEOPLE_HUB_END2END_PORT ?? 3310);

/** Each project has a server of its own, so that one project's bookings never surprise another. */
export const SERVERS = ["desk", "phone", "no-scripts", "layout", "one-document"] as const;

export function addressOf(name: (typeof SERVERS)[number]): string {
  return `127.0.0.1:${firstPort + SERVERS.indexOf(name)}`;
}

/** Where the server called `name` writes the emails it sends. */
export function mailFolder(name: string): string {
  return join(folder, name, "mail");
}

/** The built program. */
export function binary(): string {
  const path = process.env.PEOPLE_HUB_BINARY ?? join(target, "release", "people-hub");
  if (!existsSync(path)) throw new Error(`${path} is missing: 'make build' makes it`);
  return path;
}

/** How Playwright starts one server: the built program, its own database, a fixed clock. */
export function webServer(name: (typeof SERVERS)[number]) {
  const address = addressOf(name);
  return {
    name,
    command: `mkdir -p '${mailFolder(name)}' && exec '${binary()}' serve --demo`,
    cwd: root,
    url: `http://${address}/health/live`,
    reuseExistingServer: false,
    timeout: 60_000,
    stdout: "ignore" as const,
    stderr: "pipe" as const,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 5_000 },
    env: {
      PEOPLE_HUB_ADDR: address,
      PEOPLE_HUB_CLOCK: CLOCK,
      PEOPLE_HUB_DATABASE_URL: `sqlite:${join(folder, name, "people-hub.db")}`,
      PEOPLE_HUB_LOG: "warn",
      PEOPLE_HUB_MAIL: `file:${mailFolder(name)}`,
      LEPTOS_SITE_ROOT: join(root, "target", "site"),
    },
  };
}
