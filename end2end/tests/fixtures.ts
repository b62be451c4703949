import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page, test as base } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mailFolder } from "../server.ts";

/** What went wrong in the browser during one test, whether or not the page looked right. */
class Gate {
  readonly faults: string[] = [];
  // A form's refusal is an answer, not a fault: the browser logs a line for it all the same.
  private readonly expected = new Set([409, 422]);

  /** The test means to meet these statuses. */
  allow(...statuses: number[]) {
    statuses.forEach((status) => this.expected.add(status));
  }

  watch(context: BrowserContext, origin: string) {
    context.on("weberror", (event) => this.faults.push(`uncaught: ${event.error().message}`));
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      const status = /Failed to load resource: .* status of (\d{3})/.exec(message.text())?.[1];
      if (status && this.expected.has(Number(status))) return;
      this.faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("request", (request) => {
      const url = request.url();
      if (/^https?:/.test(url) && new URL(url).origin !== origin) {
        this.faults.push(`asked another site: ${url}`);
      }
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // Leaving a page cancels what it was still loading; a browser without scripts refuses to fetch them.
      if (reason === "net::ERR_ABORTED" || (reason === "csp" && !scripts())) return;
      this.faults.push(`failed: ${request.url()} ${reason}`);
    });
    context.on("response", (response) => {
      const status = response.status();
      if (status >= 500 && !this.expected.has(status)) {
        this.faults.push(`status ${status}: ${response.url()}`);
      }
    });
  }
}

export const test = base.extend<{ gate: Gate }>({
  gate: [
    async ({ context, baseURL }, use) => {
      const gate = new Gate();
      gate.watch(context, new URL(baseURL ?? "").origin);
      await use(gate);
      expect(gate.faults, "the browser reported no fault").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Whether this project's browser runs scripts. */
export function scripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** The client has started; without scripts, that it never did. */
export async function expectHydrated(page: Page) {
  const root = page.locator("html");
  if (scripts()) await expect(root, "the client starts").toHaveAttribute("data-client", "ready");
  else await expect(root).not.toHaveAttribute("data-client", "ready");
}

/** Opens a page and waits until it can be used as its reader would use it. */
export async function visit(page: Page, path: string) {
  const response = await page.goto(path);
  await expectHydrated(page);
  return response;
}

/** A page that was reached without loading a document: its heading has the focus, and its title is announced. */
export async function expectArrived(page: Page) {
  if (!scripts()) return;
  await expect(page.locator("h1")).toBeFocused();
  await expect(page.locator('#client-status [role="status"]')).toHaveText(await page.title());
}

/** The same document in a browser that can run axe: it needs scripts, this page must not. */
async function copyForAxe(page: Page): Promise<Page> {
  const html = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/gi, "");
  const context = await page.context().browser()!.newContext({ javaScriptEnabled: true });
  const copy = await context.newPage();
  await copy.route(page.url(), (route) => route.fulfill({ body: html, contentType: "text/html" }));
  await copy.goto(page.url());
  return copy;
}

/** axe finds nothing to improve: WCAG 2.2 A and AA, and its best practices. */
export async function expectAccessible(page: Page) {
  const read = scripts() ? page : await copyForAxe(page);
  const { violations } = await new AxeBuilder({ page: read }).options({ resultTypes: ["violations"] }).analyze();
  if (read !== page) await read.context().close();
  const findings = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.target.join(" ")),
  }));
  expect(findings, "axe finds nothing").toEqual([]);
}

/** Nothing is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content, "the page fits the screen").toBeLessThanOrEqual(screen);
}

/** What every page must be, whatever it is for. Without scripts it is the same document: axe has read it with them. */
export async function expectSoundPage(page: Page) {
  await expectHydrated(page);
  await expect(page.locator("h1"), "one main heading").toHaveCount(1);
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
  await expect(page).toHaveTitle(/\S/);
  await expectNoSidewaysScroll(page);
  if (scripts()) await expectAccessible(page);
}

const PERSONAS = {
  member: "Amina Yusuf",
  adviser: "David Okafor",
  coordinator: "Helen Marsh",
  administrator: "Priya Nair",
};

export type Persona = keyof typeof PERSONAS;

/** Signs in as one of the people of the demo. */
export async function signInAs(page: Page, persona: Persona) {
  await visit(page, "/demo");
  await page.getByRole("button", { name: `Continue as ${PERSONAS[persona]}` }).click();
  await expect(page).not.toHaveURL(/\/demo$/);
  await expectHydrated(page);
}

/** Fills in the three parts of a date. */
export async function fillDay(page: Page, name: string, parts: [string, string, string]) {
  for (const [at, part] of ["day", "month", "year"].entries()) await field(page, `${name}][${part}`).fill(parts[at]!);
}

/** Signs in as whoever has this address in the demo, and gives the answer's status. */
export async function signInByEmail(page: Page, email: string): Promise<number> {
  const headers = { accept: "application/json", origin: new URL(page.url()).origin };
  const answer = await page.request.post("/api/demo/sign-in", { form: { "form[email]": email }, headers });
  return answer.status();
}

/** Lets members book as often as journeys do: as an administrator would, from the first day on. */
export async function liftBookingLimits(browser: Browser) {
  const page = await another(browser, "priya.nair@example.nhs.uk");
  const headers = { accept: "application/json", origin: new URL(page.url()).origin };
  for (const [name, value] of [["live_bookings", "50"], ["bookings_a_day", "200"]]) {
    const from = { "form[from][day]": "2", "form[from][month]": "3", "form[from][year]": "2026" };
    const form = { "form[name]": name, "form[value]": value, ...from };
    const answer = await page.request.post("/api/administration/change-setting", { form, headers });
    expect(answer.status(), await answer.text()).toBeLessThan(400);
  }
  await page.context().close();
}

/** A browser of somebody else's, with their page. */
export async function another(browser: Browser, email: string): Promise<Page> {
  const { baseURL, javaScriptEnabled, viewport, isMobile, hasTouch } = test.info().project.use;
  const context = await browser.newContext({ baseURL, javaScriptEnabled, viewport, isMobile, hasTouch });
  const page = await context.newPage();
  await page.goto("/");
  expect(await signInByEmail(page, email), email).toBe(200);
  return page;
}

export const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
export const heading = (page: Page) => page.getByRole("heading", { level: 1 });
export const main = (page: Page) => page.getByRole("main");
export const field = (page: Page, name: string) => page.locator(`[name="form[${name}]"]`);
export const banner = (page: Page) => page.locator(".nhsuk-notification-banner");

/** Ticks a box or chooses a radio by its label, as a finger would. */
export async function choose(page: Page, label: string) {
  await page.locator("label").filter({ hasText: label }).first().click();
}

/** Chooses the day at this place on the page of days, then the time at this place of it: each by one tap. */
export async function chooseTime(page: Page, { day = 0, time = 0 } = {}) {
  await page.locator(".app-days a").nth(day).click();
  await expect(heading(page)).toHaveText(/: what time\?$/);
  await page.locator(".app-times button").nth(time).click();
}

/** The emails sent to `recipient` so far, oldest first, as the server wrote them. */
export function emailsTo(recipient: string): string[] {
  const folder = mailFolder(test.info().project.name);
  return readdirSync(folder)
    // Others' emails may be half written: those files' names begin with a dot.
    .filter((name) => !name.startsWith("."))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((email) => {
      const to = email.split("\n").find((line) => /^to:/i.test(line));
      return to?.toLowerCase().includes(recipient.toLowerCase());
    });
}

/** The email's words without the line ends that sending puts in. */
export const plain = (email: string) => email.replace(/=\r?\n/g, "").replace(/=3D/g, "=");

/** The emails about signing in: other journeys send others meanwhile. */
export const signInEmails = (email: string) => emailsTo(email).filter((mail) => /^Subject: Sign in to People Hub/m.test(mail));

/** Asks for a code, and reads the newest email to the address. */
export async function askForCode(page: Page, email: string): Promise<string> {
  const before = signInEmails(email).length;
  await visit(page, "/sign-in");
  await page.getByLabel("What is your email address?").fill(email);
  await press(page, "Send me a code");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Enter your code");
  await expect.poll(() => signInEmails(email).length, { timeout: 20_000 }).toBeGreaterThan(before);
  return signInEmails(email).at(-1) ?? "";
}

/** Signs in as people do: with the code from the email. */
export async function signInByCode(page: Page, email: string) {
  const code = /sign-in code is (\d{6})/.exec(plain(await askForCode(page, email)))?.[1] ?? "";
  await page.getByLabel("6-digit code").fill(code);
  await press(page, "Sign in");
  await expect(page).not.toHaveURL(/sign-in/);
}
