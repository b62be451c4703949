import type { Page } from "@playwright/test";
import { expect, expectHydrated, scripts, signInAs, test, visit } from "./fixtures.ts";

interface Scheduler {
  yield: () => Promise<void>;
  turns: number;
}

/** The page's own code lets the browser have its turn wherever it can: by its clock, much time goes by between two points. */
async function slow(page: Page, milliseconds = 0) {
  await page.addInitScript((wait) => {
    let asked = 0;
    const now = performance.now.bind(performance);
    performance.now = () => now() + 100 * (asked += 1);
    const { scheduler } = window as unknown as { scheduler: Scheduler };
    scheduler.turns = 0;
    scheduler.yield = () => {
      scheduler.turns += 1;
      return new Promise((resolve) => setTimeout(resolve, wait));
    };
    if (location.search === "?old") Object.defineProperty(window, "scheduler", { value: undefined });
  }, milliseconds);
}

test("a page lets the browser have its turn while it is taken over, in browsers without a scheduler too", async ({ page }) => {
  await slow(page);
  await visit(page, "/sign-in?old");
  await visit(page, "/sign-in");
  if (!scripts()) return;
  const turns = await page.evaluate(() => (window as unknown as { scheduler: Scheduler }).scheduler.turns);
  expect(turns).toBeGreaterThan(5);
});

test("a list is told of changes only once its page is taken over, however long that takes", async ({ page }) => {
  test.slow();
  await signInAs(page, "coordinator");
  await slow(page, 50);
  await page.goto("/coordinator");
  if (scripts()) {
    await expect(page.locator("body")).toHaveAttribute("data-hydrated", "", { timeout: 60_000 });
    await expect(page.getByText("This list updates by itself.")).toBeVisible();
  } else {
    await expectHydrated(page);
    await expect(page.getByRole("link", { name: "Update this list" })).toBeVisible();
  }
});
