/** A walk through every page that somebody may see. */
import type { Page } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { field, fillDay, type Persona, press } from "./fixtures.ts";

export const READERS = ["visitor", "member", "adviser", "coordinator", "administrator"] as const;
type Reader = (typeof READERS)[number];

const ROLES: [Reader, RegExp][] = [
  ["member", /\b(hub_member|everyone) =/],
  ["adviser", /\bcareer_adviser =/],
  ["coordinator", /\bhub_coordinator =/],
  ["administrator", /\badministrator =/],
];

/** The pages of a reader, as the promise about who may see them lists them. */
function addressesOf(reader: Reader): string[] {
  const folder = join(import.meta.dirname, "../../docs/authorisation");
  const areas = readdirSync(folder).filter((file) => file.endsWith(".toml"));
  const promise = areas.map((file) => readFileSync(join(folder, file), "utf8")).join("");
  const all = [...promise.matchAll(/^"(\/[^"]*)" = (.*)$/gm)].map(([, address, who]) => [address!, who!] as const);
  const pages = all.filter(([address]) => !/^\/(api|live|download|health|metrics)\b|^\/calendar\//.test(address));
  return pages.filter(([address, who]) => readersOf(address, who).includes(reader)).map(([address]) => address);
}

function readersOf(address: string, who: string): Reader[] {
  if (/^\/(sign-in|demo|accessibility|cookies|privacy)/.test(address)) return ["visitor"];
  // Administrators change what everybody reads.
  if (address.startsWith("/guides")) return ["administrator"];
  const readers = ROLES.filter(([, role]) => role.test(who)).map(([reader]) => reader);
  // Advisers are led from there to where they decide.
  return /^\/conversations\/\{reference\}\/(move|cancel)/.test(address) ? readers.filter((reader) => reader !== "adviser") : readers;
}

const asPattern = (address: string) => new RegExp(`^${address.replace(/\{\w+\}/g, "[^/]+")}$`);
const wordsIn = (address: string) => address.split("{").length;

/** The first of these addresses that the path fits: those with fewer words in braces come first. */
function routeOf(path: string, routes: string[]): string | undefined {
  return routes.find((route) => asPattern(route).test(path));
}

/** Presses a button and waits for where it leads. */
async function send(page: Page, button: string): Promise<void> {
  const here = page.url();
  await press(page, button);
  await page.waitForURL((url) => url.href !== here);
}

/** How each step of choosing a time, and of booking, leads to the next. */
const STEPS: [RegExp, (page: Page) => Promise<void>][] = [
  [/\/(day|move)$/, (page) => page.locator(".app-days a").first().click()],
  [/\/time$/, (page) => page.locator(".app-times button").first().click()],
  [/\/topic$/, async (page) => {
    await page.locator('input[name="form[topic]"]').first().check({ force: true });
    await press(page, "Continue");
  }],
];

/** Answers what the page asks, so that the next one is shown. */
async function answer(page: Page): Promise<boolean> {
  const here = new URL(page.url());
  const step = STEPS.find(([path]) => path.test(here.pathname));
  await step?.[1](page);
  if (step) await page.waitForURL((url) => url.pathname !== here.pathname);
  return step !== undefined;
}

/** What the demo lacks, and a page removes: an extra time and leave. */
async function publish(page: Page, go: Steps["go"]): Promise<void> {
  await go("/availability/slot");
  await fillDay(page, "day", ["14", "3", "2026"]);
  await field(page, "starts").fill("6pm");
  await page.getByLabel("30 minutes").check();
  await page.getByLabel("Phone call").check();
  await send(page, "Add this extra time");
  await go("/availability/leave");
  await fillDay(page, "first", ["13", "7", "2026"]);
  await fillDay(page, "last", ["20", "7", "2026"]);
  await send(page, "Add this leave");
}

interface Steps {
  /** Leads to a page of this address. */
  go: (path: string) => Promise<unknown>;
  /** Looks at the page of this route. */
  look: (route: string) => Promise<void>;
}

/** Goes to each of the reader's pages, by the links that are found, and gives the routes that none led to. */
export async function walk(page: Page, reader: Reader, { go, look }: Steps): Promise<string[]> {
  const own = addressesOf(reader).sort((one, other) => wordsIn(one) - wordsIn(other));
  const toVisit = new Map(own.filter((route) => !route.includes("{")).map((route) => [route, route]));
  if (reader === "adviser") await publish(page, go);
  if (reader === "visitor") {
    for (const link of ["link", "address"]) toVisit.set(`/sign-in/${link}/{token}`, `/sign-in/${link}/none`);
  }
  // The day's last conversation can still be moved and cancelled.
  if (reader === "coordinator") toVisit.set("/conversations", "/conversations?sort=-time");
  const met = new Set<string>();
  const meet = async (route: string) => {
    met.add(route);
    await look(route);
    const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
    for (const link of links) {
      const found = routeOf(link.split(/[?#]/)[0]!, own);
      const isNew = (route: string) => own.includes(route) && !met.has(route) && !toVisit.has(route);
      if (found && isNew(found)) toVisit.set(found, link);
      // Nothing leads any more to where the topic stands now.
      const former = "/conversations/book/{member}/preparation";
      if (found === "/conversations/book/{member}/topic" && isNew(former)) toVisit.set(former, link.replace("topic", "preparation"));
      // Only the form that books leads there.
      const booked = "/career-conversations/booked/{reference}";
      if (found === "/conversations/{reference}" && isNew(booked)) toVisit.set(booked, link.replace("/conversations/", "/career-conversations/booked/"));
    }
  };
  for (let next = toVisit.entries().next(); !next.done; next = toVisit.entries().next()) {
    const [route, path] = next.value;
    toVisit.delete(route);
    await go(path);
    await meet(route);
    // Steps are taken one after the other, from the first.
    while (/\/(day|move)$/.test(route) && (await answer(page))) {
      const asked = routeOf(new URL(page.url()).pathname, own);
      if (asked && !met.has(asked)) await meet(asked);
      toVisit.delete(asked ?? "");
    }
  }
  return own.filter((route) => !met.has(route));
}
