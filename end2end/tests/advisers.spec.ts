import {
  banner,
  expect,
  expectSoundPage,
  field,
  fillDay,
  heading,
  press,
  scripts,
  signInAs,
  test,
  visit,
} from "./fixtures.ts";

test.beforeEach(async ({ page }) => {
  await signInAs(page, "adviser");
});

test("the day's and the week's conversations are a list", async ({ page }) => {
  await visit(page, "/conversations/diary");
  await expect(page.getByRole("heading", { name: "Today, Monday 2 March" })).toBeVisible();
  await expectSoundPage(page);
  await page.getByRole("link", { name: /Week after/ }).click();
  await expect(page).toHaveURL(/week=2026-03-09/);
  await expect(page.getByRole("heading", { name: /9 to 15 March 2026/ })).toBeVisible();
  await expectSoundPage(page);
  await visit(page, "/conversations/diary?week=2030-01-07");
  await expect(page.getByRole("main")).toContainText("7 to 13 January 2030");
  await expectSoundPage(page);
});

test("who came is recorded from the start on, and can be corrected", async ({ page }) => {
  await visit(page, "/conversations/diary?week=2026-02-23");
  const first = page.locator('a[href^="/conversations/CC-"]').first();
  await first.click();
  await expectSoundPage(page);
  const asked = page.getByRole("heading", { name: /Did they come|Was that a mistake/ });
  await expect(asked).toBeVisible();
  for (const [answer, status] of [
    ["They did not come", "did not attend"],
    ["They came", "attended"],
  ]) {
    const button = page.getByRole("button", { name: answer, exact: true });
    if ((await button.count()) === 0) continue;
    await button.click();
    await expect(banner(page)).toContainText(new RegExp(status, "i"));
    await expectSoundPage(page);
  }
  // What is still to come has nothing to record.
  await visit(page, "/conversations/diary?week=2026-03-09");
  await page.locator('a[href^="/conversations/CC-"]').first().click();
  await expect(page.locator(".nhsuk-summary-list")).toBeVisible();
  await expect(page.getByRole("button", { name: "They came" })).toHaveCount(0);
});

test("a weekly time is added, and ended again", async ({ page }) => {
  await visit(page, "/availability");
  await expectSoundPage(page);
  await page.getByRole("button", { name: "Add a weekly time" }).click();
  await expect(heading(page)).toHaveText("Add a weekly time");
  await expectSoundPage(page);
  await press(page, "Add this weekly time");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toContainText("Choose a day of the week");
  await expect(page).toHaveTitle(/^Error: /);
  await expectSoundPage(page);
  await field(page, "weekday").selectOption("Saturday");
  await field(page, "starts").fill("10am");
  await field(page, "ends").fill("nine");
  await page.getByLabel("Video call").check();
  await fillDay(page, "from", ["7", "3", "2026"]);
  await press(page, "Add this weekly time");
  await expect(summary).toContainText("must be a time");
  await expect(field(page, "starts")).toHaveValue("10am");
  await expect(field(page, "weekday")).toHaveValue("6");
  await expect(page.getByLabel("Video call")).toBeChecked();
  await field(page, "ends").fill("12pm");
  await press(page, "Add this weekly time");
  await expect(banner(page)).toContainText("Weekly time added");
  await expect(page.getByRole("heading", { name: /Saturdays, 10am to 12pm/ })).toBeVisible();
  await page.getByRole("link", { name: /End Saturdays/ }).click();
  await expect(heading(page)).toHaveText("Do you want to end this weekly time?");
  await expectSoundPage(page);
  await press(page, "Yes, end it");
  await expect(banner(page)).toContainText("Weekly time ended");
  await expect(page.getByRole("heading", { name: /Saturdays/ })).toHaveCount(0);
});

test("an extra time and leave are added, and removed again", async ({ page }) => {
  await visit(page, "/availability/slot");
  await expectSoundPage(page);
  await fillDay(page, "day", ["14", "3", "2026"]);
  await field(page, "starts").fill("6pm");
  await page.getByLabel("30 minutes").check();
  await page.getByLabel("Phone call").check();
  await press(page, "Add this extra time");
  await expect(banner(page)).toContainText("Extra time added");
  await page.getByRole("link", { name: /Remove Saturday 14 March/ }).click();
  await expectSoundPage(page);
  await press(page, "Yes, remove it");
  await expect(banner(page)).toContainText("Extra time removed");

  await visit(page, "/availability/leave");
  await expectSoundPage(page);
  await fillDay(page, "first", ["31", "2", "2026"]);
  await fillDay(page, "last", ["20", "7", "2026"]);
  await press(page, "Add this leave");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toContainText("must be a real date");
  await expect(field(page, "first][day")).toHaveValue("31");
  await expectSoundPage(page);
  if (scripts()) {
    await summary.getByRole("link").first().click();
    await expect(field(page, "first][day")).toBeFocused();
  }
  await fillDay(page, "first", ["13", "7", "2026"]);
  await press(page, "Add this leave");
  await expect(banner(page)).toContainText("Leave added");
  await page.getByRole("link", { name: /Remove .*13/ }).click();
  await expectSoundPage(page);
  await press(page, "Yes, remove it");
  await expect(banner(page)).toContainText("Leave removed");
});

test("booking rules are changed within their limits", async ({ page }) => {
  await visit(page, "/availability/rules");
  await expectSoundPage(page);
  const buffer = await field(page, "buffer_minutes").inputValue();
  await field(page, "buffer_minutes").fill("61");
  await press(page, "Save your booking rules");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Enter a whole number from 0 to 60");
  await expect(field(page, "buffer_minutes")).toHaveValue("61");
  await field(page, "buffer_minutes").fill(buffer);
  await press(page, "Save your booking rules");
  await expect(banner(page)).toContainText("Booking rules changed");
});

test("another adviser's conversation and one that is not there look the same", async ({ page, gate }) => {
  gate.allow(404);
  for (const reference of ["CC-0000-0000", "nonsense"]) {
    const response = await visit(page, `/conversations/${reference}`);
    expect(response?.status()).toBe(404);
  }
});
