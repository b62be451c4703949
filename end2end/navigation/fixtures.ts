import { expect, type Page, test as base } from "@playwright/test";
import { Server } from "./server.ts";

/** What went wrong in the browser that the test did not mean to happen. */
export interface Faults {
  /** Meant to happen: part of a message. */
  allow: (...words: string[]) => void;
}

export const test = base.extend<{ server: Server; other: Server; faults: Faults }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright asks for it
  other: async ({}, use) => {
    const other = await new Server().listen();
    await use(other);
    await other.close();
  },
  server: async ({ other }, use) => {
    const server = await new Server(other).listen();
    await use(server);
    await server.close();
  },
  faults: [
    async ({ page }, use) => {
      const found: string[] = [];
      // A refused form is an answer; the browser logs a line for it.
      const allowed = ["status of 422", "status of 409", "status of 403"];
      page.on("pageerror", (error) => found.push(error.message));
      page.on("console", (message) => message.type() === "error" && found.push(message.text()));
      page.on("dialog", (dialog) => {
        found.push(`dialog: ${dialog.message()}`);
        void dialog.accept();
      });
      await use({ allow: (...words) => allowed.push(...words) });
      expect(found.filter((fault) => !allowed.some((words) => fault.includes(words)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Loads a page and waits until the client has started. From then on the document must stay. */
export async function visit(page: Page, server: Server, path: string) {
  await page.goto(server.origin + path);
  await ready(page);
  await page.evaluate(() => ((window as unknown as { mark: boolean }).mark = true));
}

/** On a busy machine it takes a while to compile the client. */
export const ready = (page: Page) => expect(page.locator("html")).toHaveAttribute("data-client", "ready", { timeout: 45_000 });

/** The document is the one that was loaded first. */
export async function expectSameDocument(page: Page) {
  expect(await page.evaluate(() => (window as unknown as { mark?: boolean }).mark)).toBe(true);
}

export async function expectOtherDocument(page: Page) {
  await expect.poll(() => page.evaluate(() => (window as unknown as { mark?: boolean }).mark).catch(() => true)).toBeFalsy();
}

export const heading = (page: Page, words: string) => expect(page.locator("h1")).toHaveText(words);
export const path = (page: Page) => new URL(page.url()).pathname + new URL(page.url()).search + new URL(page.url()).hash;
export const scrolled = (page: Page) => page.evaluate(() => Math.round(scrollY));
export const notice = (page: Page) => page.locator("[data-notice]");
