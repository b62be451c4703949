import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, field, fillDay, type Persona, press, signInAs, test } from "./fixtures.ts";

/** A phone, and what an A4 page is wide between its margins: 180 mm. */
const PHONE = { width: 390, height: 844 };
const PAPER = { width: 680, height: 1009 };

/** WCAG 2.2, 1.4.12: what people may set for themselves. */
const TEXT_SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

/** What nobody can use on paper. */
const CONTROLS = "button, .nhsuk-button, .nhsuk-header__account, .nhsuk-header__navigation, .nhsuk-back-link, .nhsuk-breadcrumb, .nhsuk-footer, .nhsuk-pagination, .app-demo, .app-filter";

/** Every page's address, as the promise about who may see it lists them. */
function addresses(): string[] {
  const promise = readFileSync(join(import.meta.dirname, "../../docs/authorisation.toml"), "utf8");
  const all = [...promise.matchAll(/^\["(\/[^"]*)"\]$/gm)].map(([, address]) => address!);
  return all.filter((address) => !/^\/(api|live|download|health|calendar|metrics)\b/.test(address));
}

function readerOf(address: string): Persona | "visitor" {
  if (/^\/(sign-in|demo|accessibility|cookies|privacy)/.test(address)) return "visitor";
  if (address.startsWith("/adviser")) return "adviser";
  if (address.startsWith("/coordinator")) return "coordinator";
  if (address.startsWith("/admin")) return "administrator";
  return "member";
}

const asPattern = (address: string) => new RegExp(`^${address.replace(/\{\w+\}/g, "[^/]+")}$`);
const wordsIn = (address: string) => address.split("{").length;

/** The first of these addresses that the path fits: those with fewer words in braces come first. */
function routeOf(path: string, routes: string[]): string | undefined {
  return routes.find((route) => asPattern(route).test(path));
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The page with other styles for as long as `look` looks at it. Styles made by scripts of the test, which the policy does not hold up. */
async function styled<T>(page: Page, css: string, look: () => Promise<T>): Promise<T> {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }, css);
  const found = await look();
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
  return found;
}

/** What is wrong with the page in print. */
async function faultsOnPaper(page: Page): Promise<string[]> {
  return page.evaluate((controls) => {
    const faults: string[] = [];
    const isSeen = (element: Element) => element.getClientRects().length > 0;
    const seen = [...document.querySelectorAll(controls)].filter(isSeen);
    if (seen.length > 0) faults.push(`controls: ${[...new Set(seen.map((one) => one.className || one.tagName))].join(", ")}`);
    const links = [...document.querySelectorAll("a")];
    if (links.some((link) => getComputedStyle(link, "::after").content.includes("Link"))) faults.push("addresses of links");
    const paper = document.documentElement.clientWidth;
    for (const table of document.querySelectorAll("table")) {
      if (getComputedStyle(table.querySelector("thead")!).display !== "table-header-group") faults.push("a table without its head");
      const cells = [...table.querySelectorAll("th, td")];
      if (cells.some((cell) => cell.getBoundingClientRect().right > paper + 1)) faults.push("a column beyond the paper");
    }
    const name = document.querySelector(".nhsuk-header__service-name")!;
    const background = getComputedStyle(document.querySelector(".nhsuk-header")!).backgroundColor;
    if (getComputedStyle(name).color !== "rgb(0, 0, 0)" || background !== "rgb(255, 255, 255)") faults.push("the name isn't black on white");
    const printed = document.querySelector(".app-printed");
    if (printed && !isSeen(printed)) faults.push("neither when nor by whom");
    return faults;
  }, CONTROLS);
}

/** What is wrong with the page at large text, with wide spacing and on paper. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const large = await styled(page, ":root { font-size: 200% }", () => overflow(page));
  if (large > 0) faults.push(`${large} px too wide at 200% text`);
  const spaced = await styled(page, TEXT_SPACING, () => overflow(page));
  if (spaced > 0) faults.push(`${spaced} px too wide with text spacing`);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(PAPER);
  const wide = await overflow(page);
  if (wide > 0) faults.push(`${wide} px wider than the paper`);
  faults.push(...(await faultsOnPaper(page)));
  await page.emulateMedia({ media: null });
  await page.setViewportSize(PHONE);
  return faults;
}

/** Answers a booking's question with its first choice, so that the next one is asked. */
async function answer(page: Page): Promise<void> {
  const choice = page.locator('main form[method="post"] input[type="radio"]').first();
  if (await choice.count()) await choice.check({ force: true });
  await page.getByRole("button", { name: "Continue" }).click();
}

/** What the demo lacks, and a page removes: an extra time and leave. */
async function publish(page: Page): Promise<void> {
  await page.goto("/adviser/availability/slot");
  await fillDay(page, "", ["14", "3", "2026"]);
  await field(page, "starts").fill("6pm");
  await page.getByLabel("30 minutes").check();
  await page.getByLabel("Phone call").check();
  await press(page, "Add this extra time");
  await page.goto("/adviser/availability/leave");
  await fillDay(page, "first", ["13", "7", "2026"]);
  await fillDay(page, "last", ["20", "7", "2026"]);
  await press(page, "Add this leave");
}

for (const reader of ["visitor", "member", "adviser", "coordinator", "administrator"] as const) {
  test(`the pages of the ${reader} fit a phone with large text, and A4`, async ({ page, gate }) => {
    test.slow();
    gate.allow(404);
    await page.setViewportSize(PHONE);
    if (reader !== "visitor") await signInAs(page, reader);
    const routes = addresses().sort((one, other) => wordsIn(one) - wordsIn(other));
    const own = routes.filter((route) => readerOf(route) === reader);
    const toVisit = new Map(own.filter((route) => !route.includes("{")).map((route) => [route, route]));
    if (reader === "adviser") await publish(page);
    if (reader === "visitor") {
      for (const link of ["link", "address"]) toVisit.set(`/sign-in/${link}/{token}`, `/sign-in/${link}/none`);
    }
    // The day's last conversation can still be moved and cancelled.
    if (reader === "coordinator") toVisit.set("/coordinator", "/coordinator?sort=-time");
    const met = new Set<string>();
    const faults: string[] = [];
    const look = async (route: string) => {
      met.add(route);
      faults.push(...(await faultsOf(page)).map((fault) => `${route}: ${fault}`));
      const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
      for (const link of links) {
        const found = routeOf(link.split(/[?#]/)[0]!, routes);
        const isNew = (route: string) => own.includes(route) && !met.has(route) && !toVisit.has(route);
        if (found && isNew(found)) toVisit.set(found, link);
        // Only the form that books leads there.
        const booked = "/career-conversations/booked/{reference}";
        if (found === "/career-conversations/conversation/{reference}" && isNew(booked)) toVisit.set(booked, link.replace("conversation/", "booked/"));
      }
    };
    for (let next = toVisit.entries().next(); !next.done; next = toVisit.entries().next()) {
      const [route, path] = next.value;
      toVisit.delete(route);
      await page.goto(path);
      await look(route);
      // A booking's questions are asked one after the other.
      for (let step = 0; /\/topic$/.test(route) && step < 4; step++) {
        await answer(page);
        const asked = routeOf(new URL(page.url()).pathname, routes);
        if (asked) await look(asked);
        toVisit.delete(asked ?? "");
      }
    }
    expect(faults).toEqual([]);
    expect(own.filter((route) => !met.has(route))).toEqual([]);
  });
}
