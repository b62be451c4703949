import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoSidewaysScroll, expectSoundPage, heading, main, scripts, signInAs, test, visit } from "./fixtures.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const WEEK = "/calendar?view=week&day=2026-03-02";
const MONTH = "/calendar?view=month&day=2026-03-02";

const isPhone = () => (test.info().project.use.viewport?.width ?? 0) < 990;
const period = (page: Page) => main(page).getByRole("heading", { level: 2 });
const strip = (page: Page) => page.getByRole("navigation", { name: "Days of this week" });
const table = (page: Page) => page.getByRole("table", { name: /^Your calendar/ });
const focused = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).innerText.replace(/\s+/g, " ").trim());

async function go(page: Page, name: string) {
  const before = page.url();
  await main(page).getByRole("link", { name, exact: true }).click();
  await page.waitForURL((url) => url.href !== before);
}

test("an adviser comes to the week by the header, and from it to a conversation", async ({ page }) => {
  await signInAs(page, "adviser");
  await page.getByRole("banner").getByRole("link", { name: "Calendar" }).filter({ visible: true }).click();
  await expect(heading(page)).toHaveText("Calendar");
  await expect(period(page)).toHaveText("2 to 8 March 2026");
  await expect(page).toHaveTitle("Calendar, 2 to 8 March 2026 - People Hub");
  await expectSoundPage(page);
  const looks = page.getByRole("navigation", { name: "Calendar" });
  await expect(looks.getByRole("link")).toHaveText(["Day", "Week", "Month", "My usual week"]);
  await expect(looks.getByRole("link", { name: "Week", exact: true })).toHaveAttribute("aria-current", "page");
  await main(page).getByRole("link", { name: /^Career conversation with/ }).first().click();
  await expect(page).toHaveURL(/\/conversations\/CC-/);
});

test("a member comes to the calendar from home, and has no usual week", async ({ page }) => {
  await signInAs(page, "member");
  await visit(page, "/");
  await main(page).getByRole("link", { name: "See your calendar" }).click();
  await expect(page).toHaveURL(/\/calendar$/);
  await expectSoundPage(page);
  await expect(page.getByRole("link", { name: "My usual week" })).toHaveCount(0);
});

test("who has nothing with a time is refused", async ({ page, gate }) => {
  gate.allow(403);
  await signInAs(page, "coordinator");
  await expect(page.getByRole("banner").getByRole("link", { name: "Calendar" })).toHaveCount(0);
  const answer = await visit(page, "/calendar");
  expect(answer?.status()).toBe(403);
  await expect(heading(page)).toHaveText("You cannot see this page");
});

test("weeks, months and days follow each other, and today is one link away", async ({ page }) => {
  await signInAs(page, "adviser");
  await visit(page, "/calendar?view=week&day=2026-12-21");
  await go(page, "Next week");
  await expect(period(page)).toHaveText("28 December 2026 to 3 January 2027");
  await expect(main(page)).toContainText("You have nothing booked");
  await expectSoundPage(page);
  await page.getByRole("navigation", { name: "Calendar" }).getByRole("link", { name: "Month" }).click();
  await expect(period(page)).toHaveText("December 2026");
  await go(page, "Previous month");
  await expect(period(page)).toHaveText("November 2026");
  await go(page, "Today");
  await expect(period(page)).toHaveText("March 2026");
  await expectSoundPage(page);
  await main(page).getByRole("link", { name: /^3 March/ }).click();
  await expect(period(page)).toHaveText("Tuesday 3 March 2026");
  await go(page, "Previous day");
  await expect(period(page)).toHaveText("Monday 2 March 2026");
  await expect(main(page).getByText("Now, 9am")).toBeVisible();
  await expectSoundPage(page);
});

test("a week is a table at a desk, and on a phone a strip with the day that is chosen", async ({ page }) => {
  await signInAs(page, "adviser");
  await visit(page, WEEK);
  if (!isPhone()) {
    await expect(strip(page)).toBeHidden();
    const headings = table(page).getByRole("columnheader");
    await expect(headings.filter({ hasText: "Today" })).toHaveText(/^Mon 2 Mar/);
    await expect(headings).toHaveCount(7);
    await expect(table(page).getByRole("rowheader")).toHaveText(["Morning", "Afternoon", "Evening"]);
    await headings.getByRole("link", { name: "Tue 3 Mar" }).click();
    await expect(period(page)).toHaveText("Tuesday 3 March 2026");
    return;
  }
  await expect(table(page)).toBeHidden();
  const days = strip(page).getByRole("link");
  await expect(days).toHaveCount(7);
  await expect(days.first()).toHaveAccessibleName(/^Mon 2\s+March, today, \d+ booked/);
  await expect(days.first()).toHaveAttribute("aria-current", "page");
  await days.nth(1).click();
  await expect(page).toHaveURL(/view=week&day=2026-03-03$/);
  await expect(days.nth(1)).toHaveAttribute("aria-current", "page");
  await expect(main(page).getByRole("heading", { level: 3 })).toHaveText("Tomorrow, Tuesday 3 March");
  await expect(main(page).getByRole("link", { name: /free time/ }).first()).toBeVisible();
});

test("a day of the strip is 44 pixels wide on a phone, and 41 on the narrowest", async ({ page }) => {
  await signInAs(page, "adviser");
  for (const [width, least] of [[390, 44], [320, 41]] as const) {
    await page.setViewportSize({ width, height: 700 });
    await visit(page, WEEK);
    await expectNoSidewaysScroll(page);
    const sizes = await strip(page).getByRole("link").evaluateAll((all) => all.map((link) => link.getBoundingClientRect()).map(({ width, height, top }) => [width, height, top]));
    for (const [wide, high] of sizes) {
      expect(wide).toBeGreaterThanOrEqual(least);
      expect(high).toBeGreaterThanOrEqual(44);
    }
    expect(new Set(sizes.map(([, , top]) => top)).size, "one row").toBe(1);
    for (const path of [MONTH, "/calendar?view=day"]) {
      await visit(page, path);
      await expectNoSidewaysScroll(page);
    }
  }
});

test("the arrow keys move among days, and Tab does as well", async ({ page }) => {
  await signInAs(page, "adviser");
  await visit(page, MONTH);
  const day = (number: number) => main(page).getByRole("link", { name: new RegExp(`^${number} March`) });
  await day(2).focus();
  await page.keyboard.press("Tab");
  await expect(day(3)).toBeFocused();
  const steps: [string, number][] = [["ArrowRight", 4], ["ArrowDown", 11], ["ArrowLeft", 10], ["ArrowUp", 3], ["End", 8], ["Home", 2], ["ArrowUp", 2]];
  for (const [key, number] of steps) {
    await page.keyboard.press(key);
    // Without scripts the keys scroll, as they do anywhere.
    await expect(day(scripts() ? number : 3)).toBeFocused();
  }
  if (!scripts()) return;
  await page.keyboard.press("Enter");
  await expect(period(page)).toHaveText("Monday 2 March 2026");
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, WEEK);
  await strip(page).getByRole("link").first().focus();
  await page.keyboard.press("End");
  expect(await focused(page)).toMatch(/^Sun 8/);
  await page.keyboard.press("ArrowLeft");
  expect(await focused(page)).toMatch(/^Sat 7/);
  await page.keyboard.press("ArrowDown");
  expect(await focused(page)).toMatch(/^Sat 7/);
});

test("a week and a month are printed whole, each within the paper", async ({ page }) => {
  await signInAs(page, "adviser");
  await page.emulateMedia({ media: "print" });
  // A4 between its margins, upright and on its side.
  for (const width of [680, 1009]) {
    await page.setViewportSize({ width, height: 1009 });
    for (const path of [WEEK, MONTH]) {
      await visit(page, path);
      await expect(table(page)).toBeVisible();
      await expect(strip(page)).toBeHidden();
      const cut = await table(page).evaluate((table) => {
        const cells = [...table.querySelectorAll("th, td, a")];
        const paper = document.documentElement.clientWidth;
        return cells.filter((cell) => cell.getBoundingClientRect().right > paper || cell.scrollWidth > cell.clientWidth + 1 && cell.tagName !== "A").map((cell) => cell.textContent);
      });
      expect(cut).toEqual([]);
      await expectNoSidewaysScroll(page);
    }
  }
});

test("what is booked, free and today is told in forced colours", async ({ page }) => {
  await signInAs(page, "adviser");
  await page.emulateMedia({ forcedColors: "active" });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [WEEK, MONTH]) {
    await visit(page, path);
    await expect(main(page).getByText("● booked · ▬ available").filter({ visible: true })).toBeVisible();
    const chosen = main(page).locator("[aria-current]").filter({ visible: true }).first();
    expect(await chosen.evaluate((at) => getComputedStyle(at).borderBottomWidth)).toBe("4px");
  }
  await page.emulateMedia({ forcedColors: null });
  await expectAccessible(page);
});

test("a calendar names its days from Monday", async ({ page }) => {
  await signInAs(page, "member");
  await visit(page, MONTH);
  await expect(table(page).getByRole("columnheader")).toHaveText(DAYS);
  const outside = table(page).locator(".app-calendar__outside");
  await expect(outside).toHaveCount(11);
  await expect(outside.getByRole("link")).toHaveCount(0);
});
