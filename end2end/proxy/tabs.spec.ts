// Seven tabs of one browser, each with a list that is told of changes: one answer of each stays open.
import type { BrowserContext, Page } from "@playwright/test";
import { banner, heading, signInAs, visit } from "../tests/fixtures.ts";
import { expect, test } from "./fixtures.ts";
import { ports } from "./places.ts";

// What has begun can't be cancelled: so the days after today.
const LIST = "/conversations?from=2026-03-16&to=2026-03-20&status=booked";
const conversations = (page: Page) => page.locator('tbody a[href^="/conversations/CC-"]');

/** One more tab with the list, which is told of changes. */
async function openList(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await visit(page, LIST);
  await expect(page.getByText("This list updates by itself.")).toBeVisible();
  return page;
}

test("seven lists in one browser are told of a change, and an eighth page loads at once", async ({ page, context, browser, service }) => {
  // One server, so that all streams are its own.
  await service.be("old", undefined);
  await signInAs(page, "coordinator");
  const lists: Page[] = [];
  for (let tabs = 0; tabs < 7; tabs += 1) lists.push(await openList(context));
  const href = (await conversations(lists[0]!).first().getAttribute("href"))!;

  const began = Date.now();
  await visit(page, "/");
  expect(Date.now() - began, "milliseconds until the eighth page is there").toBeLessThan(5_000);
  expect(await page.evaluate(() => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).nextHopProtocol)).toBe("h2");

  const { baseURL } = test.info().project.use;
  const elsewhere = await browser.newContext({ baseURL });
  const changing = await elsewhere.newPage();
  await signInAs(changing, "coordinator");
  await visit(changing, `${href}/cancel`);
  await changing.getByRole("button", { name: /cancel/i }).click();
  await expect(banner(changing)).toBeVisible();
  await Promise.all(lists.map((list) => expect(list.locator(`a[href="${href}"]`)).toHaveCount(0, { timeout: 10_000 })));
  await elsewhere.close();
});

// Why docs/operations.md has HTTP/2: with HTTP/1.1 a browser opens six connections to a name, and streams keep them.
test("without HTTP/2 six lists leave no connection for a seventh page", async ({ browser, service }) => {
  await service.be("old", undefined);
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${ports.servers[0]}` });
  await signInAs(await context.newPage(), "coordinator");
  const lists: Page[] = [];
  for (let tabs = 0; tabs < 6; tabs += 1) lists.push(await openList(context));
  const seventh = await context.newPage();
  await expect(seventh.goto("/cookies", { timeout: 3_000 })).rejects.toThrow(/Timeout/);
  await lists[0]!.close();
  await seventh.goto("/cookies");
  await expect(heading(seventh)).toHaveText("Cookies");
  await context.close();
});
