/** The service as docs/operations.md has it: two servers, one PostgreSQL, nginx. Each server is of a version. */
import type { Page, Response } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, openSync } from "node:fs";
import { join } from "node:path";
import { binary, CLOCK } from "../server.ts";
import { startNginx } from "./nginx.ts";
import { place, ports, root } from "./places.ts";
import { Postgres } from "./postgres.ts";
import { sites, type Version, versionOf } from "./sites.ts";

/** The first of the two servers, or the second. */
type Place = 0 | 1;

const later = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function ended(child: ChildProcess | undefined, signal: NodeJS.Signals = "SIGTERM") {
  if (!child || child.exitCode !== null || child.signalCode) return;
  const end = new Promise((done) => child.once("exit", done));
  child.kill(signal);
  await end;
}

export class Service {
  readonly database = new Postgres();
  private readonly sites = sites();
  private readonly running: (ChildProcess | undefined)[] = [undefined, undefined];
  /** Of which version each is; none for one that doesn't run. */
  private readonly versions: (Version | undefined)[] = [undefined, undefined];
  /** What the identifiers of a server's answers begin with, and its version. */
  private readonly known = new Map<string, Version>();
  private nginx?: ChildProcess;
  private starts = 0;

  async start() {
    this.database.start();
    await this.be("old", "old");
    // One member books more here than people do.
    this.database.sql("UPDATE setting SET value = 1000 WHERE name IN ('live_bookings', 'bookings_a_day')");
    this.nginx = startNginx();
    process.once("exit", () => this.nginx?.kill());
  }

  async end() {
    await ended(this.nginx);
    await Promise.all(this.running.map((child) => ended(child)));
    this.database.stop();
  }

  /** Has the two servers run as these versions, the one after the other. */
  async be(...wanted: [Version | undefined, Version | undefined]) {
    // As docs/operations.md says: the new site over the old one, on every server before the first restart.
    const [coming] = wanted.filter((version) => version && !this.versions.includes(version));
    if (coming) for (const at of [0, 1] as const) this.copySite(coming, at);
    for (const at of [0, 1] as const) {
      const version = wanted[at];
      if (this.versions[at] === version) continue;
      await ended(this.running[at]);
      this.versions[at] = version;
      if (version) await this.startServer(version, at);
    }
  }

  /** The version that answered. */
  versionOf(response: Response): Version | undefined {
    return this.known.get(instance(response.headers()["x-request-id"]));
  }

  /** The version of the document that is shown. */
  async shown(page: Page): Promise<Version | undefined> {
    const version = await page.locator("meta[name=version]").getAttribute("content");
    return (["old", "new"] as const).find((each) => versionOf(this.sites[each]) === version);
  }

  /** The servers take turns, once nginx has left alone for ten seconds one that didn't answer: asks until the next turn is that of this version. */
  async turn(page: Page, version: Version) {
    for (let tries = 0; tries < 60; tries += 1) {
      if (tries > 4) await later(250);
      const id = await page.evaluate(async () => (await fetch("/health/live", { cache: "no-store" })).headers.get("x-request-id"));
      if (this.known.get(instance(id ?? undefined)) !== version) return;
    }
    throw new Error("the servers don't take turns");
  }

  /** A second later each time: what is random under a fixed clock follows from it, and no two servers may make the same identifiers. */
  private nextClock(): string {
    this.starts += 1;
    return new Date(Date.parse(CLOCK) + this.starts * 1_000).toISOString();
  }

  private copySite(version: Version, at: Place) {
    cpSync(this.sites[version], this.siteOf(at), { recursive: true });
  }

  private siteOf(at: Place): string {
    return place(`site ${at}`);
  }

  private async startServer(version: Version, at: Place) {
    cpSync(join(this.sites[version], "browser.txt"), join(this.siteOf(at), "browser.txt"));
    const log = openSync(join(place(), `server ${at}.log`), "a");
    const address = `127.0.0.1:${ports.servers[at]}`;
    const child = spawn(binary(), ["serve", "--demo"], {
      cwd: root,
      stdio: ["ignore", "ignore", log],
      env: {
        ...process.env,
        PEOPLE_HUB_ADDR: address,
        PEOPLE_HUB_CLOCK: this.nextClock(),
        PEOPLE_HUB_DATABASE_URL: this.database.url,
        PEOPLE_HUB_MAIL: `file:${place("mail")}`,
        PEOPLE_HUB_TRUSTED_PROXIES: "127.0.0.1",
        LEPTOS_SITE_ROOT: this.siteOf(at),
      },
    });
    this.running[at] = child;
    // However this process ends.
    process.once("exit", () => child.kill());
    this.known.set(await nameOf(child, `http://${address}`), version);
  }
}

/** A server's name, once it is ready. */
async function nameOf(child: ChildProcess, address: string): Promise<string> {
  while (child.exitCode === null) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return instance(answer.headers.get("x-request-id") ?? undefined);
    await later(100);
  }
  throw new Error(`the server at ${address} ended by itself`);
}

/** 'name-12' to 'name'. */
const instance = (id = "") => id.replace(/-\d+$/, "");
