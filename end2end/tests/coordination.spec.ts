import type { Page } from "@playwright/test";
import { banner, chooseTime, expect, expectSoundPage, press, scripts, signInAs, test, visit } from "./fixtures.ts";

test.beforeEach(async ({ page }) => {
  await signInAs(page, "coordinator");
});

/** Pixels from the top to the list's first row, without the demo's bar; and how many screens its rows are. */
async function room(page: Page): Promise<{ first: number; screens: number }> {
  return page.evaluate(() => {
    const box = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
    return { first: box("tbody tr").top - box(".app-demo").height, screens: box("tbody").height / innerHeight };
  });
}

test("every conversation is found by day, adviser and status", async ({ page }) => {
  // axe reads three long lists.
  test.slow();
  await visit(page, "/conversations?from=2026-02-23&to=2026-03-06");
  await expectSoundPage(page);
  await expect(page.locator("tbody tr")).toHaveCount(25);
  const { first, screens } = await room(page);
  expect(first, "pixels to the first row").toBeLessThanOrEqual(420);
  expect(screens, "screens of 25 rows").toBeLessThanOrEqual(3);
  const panel = page.locator(".app-filter-panel > summary");
  await panel.click();
  await page.getByLabel("Adviser").selectOption("David Okafor");
  await page.getByLabel("Status").selectOption("Attended");
  await press(page, "Show conversations");
  await expect(page).toHaveURL(/status=attended/);
  const rows = page.locator("tbody tr");
  expect(await rows.count()).toBeGreaterThan(0);
  for (const row of await rows.all()) {
    await expect(row).toContainText("David Okafor");
    await expect(row).toContainText("Attended");
  }
  // What the list is narrowed to stands above it, and goes with a tap.
  await page.getByRole("link", { name: "Remove Attended" }).click();
  await expect(page).not.toHaveURL(/status=/);
  await expect(page).toHaveURL(/from=2026-02-23&to=2026-03-06/);
  // A name is looked for on every day.
  await visit(page, "/conversations");
  await panel.click();
  await page.getByLabel("Member’s name or reference").fill("amina");
  await press(page, "Show conversations");
  await expect(page.getByRole("heading", { name: "All days" })).toBeVisible();
  expect(await rows.count()).toBeGreaterThan(1);
  for (const row of await rows.all()) await expect(row).toContainText("Amina");
  await visit(page, "/conversations?from=2026-02-02&to=2026-03-06");
  if (test.info().project.use.isMobile) {
    await panel.click();
    await page.getByLabel("In order of").selectOption("Member");
    await press(page, "Show conversations");
  } else {
    // Sorting stays where it was asked for.
    await page.getByRole("link", { name: "Adviser", exact: true }).click();
    await expect(page).toHaveURL(/sort=adviser/);
    if (scripts()) await expect(page.getByRole("link", { name: "Adviser", exact: true })).toBeFocused();
    await page.getByRole("link", { name: "Member", exact: true }).click();
  }
  await expect(page).toHaveURL(/sort=member/);
  const members = await page.locator("tbody tr td:nth-child(2)").allInnerTexts();
  const names = members.map((name) => name.replace(/^Member\s*/, ""));
  expect(names).toEqual([...names].sort());
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expectSoundPage(page);
  await visit(page, "/conversations?text=amina&from=2020-01-01");
  await page.getByRole("link", { name: "Look for ‘amina’ on all days" }).click();
  await expect(rows.first()).toContainText("Amina");
  await visit(page, "/conversations?text=nobody+has+this+name");
  await expect(page.getByText("There are no conversations to show.")).toBeVisible();
  await expectSoundPage(page);
});

test("a coordinator books, moves and cancels for a member, and the history says who", async ({ page }) => {
  test.slow();
  await visit(page, "/conversations/book");
  await expectSoundPage(page);
  await page.getByLabel("Name or email address").fill("zzzz");
  await press(page, "Find members");
  await expect(page.getByText("Nobody is found.")).toBeVisible();
  await page.getByLabel("Name or email address").fill("Amina Yusuf");
  await press(page, "Find members");
  await page.getByRole("link", { name: "Amina Yusuf" }).click();
  await expect(page.getByText("Booking for Amina Yusuf")).toBeVisible();
  await expectSoundPage(page);
  await page.getByText("Change how to meet or the adviser").click();
  await page.locator("label").filter({ hasText: "Phone call" }).click();
  await press(page, "Show days");
  await expect(page.getByText("Phone call, any adviser")).toBeVisible();
  // From the end: other journeys book the first times.
  await chooseTime(page, { day: -1, time: -1 });
  await expect(page.getByText("Booking for Amina Yusuf. Step 3 of 4")).toBeVisible();
  await expectSoundPage(page);
  await page.getByLabel("Joining the reserves").check();
  await page.getByRole("textbox").fill("Rang the hub to book");
  await press(page, "Continue");
  await expect(page.getByText("Booking for Amina Yusuf")).toBeVisible();
  await expectSoundPage(page);
  await press(page, "Book this conversation");
  await expect(banner(page)).toContainText("The conversation is booked");
  await expect(page).toHaveURL(/\/conversations\/CC-/);
  await expectSoundPage(page);
  await press(page, "Move this conversation");
  await expectSoundPage(page);
  await chooseTime(page, { day: -2, time: -1 });
  await expectSoundPage(page);
  await press(page, "Move this conversation");
  await expect(banner(page)).toContainText("The conversation has been moved");
  await page.getByRole("link", { name: "Cancel this conversation" }).click();
  await expectSoundPage(page);
  await press(page, /Yes, cancel it/);
  await expect(banner(page)).toContainText("The conversation has been cancelled");
  const history = page.locator(".app-timeline > li");
  await expect(history).toHaveCount(3);
  await expect(history.filter({ hasText: "Helen Marsh" })).toHaveCount(3);
  await expectSoundPage(page);
});

test("who is not a coordinator is refused in the same look", async ({ page, gate }) => {
  gate.allow(403);
  await signInAs(page, "adviser");
  const response = await visit(page, "/conversations");
  expect(response?.status()).toBe(403);
  await expectSoundPage(page);
});
