import { counting } from "./counting.ts";
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

test("the usual week is changed by four taps, and a day copied to the next", async ({ page }) => {
  await visit(page, "/availability");
  await expectSoundPage(page);
  const hand = counting(page);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const [saturday, sunday] = ["saturday", "sunday"].map((day) => page.locator(`#hours-${day}-0`));
  await hand.tap(button("Change your usual week"));
  await expect(heading(page)).toHaveText("Change your usual week");
  await expectSoundPage(page);
  const small = await page.getByRole("button").evaluateAll((all) =>
    all.filter((it) => it.getBoundingClientRect().height > 1 && it.getBoundingClientRect().height < 44).map((it) => it.textContent),
  );
  expect(small.filter((words) => words?.includes("day"))).toEqual([]);
  await hand.type(saturday!, "10am to 12pm, 1pm to 3pm");
  await hand.tap(button("Copy Saturday to Sunday"));
  await expect(page).toHaveTitle(/^Not saved yet: /);
  await expect(banner(page)).toContainText("Saturday’s hours are copied to Sunday. They are not saved yet.");
  await expect(sunday!).toHaveValue("10am to 12pm, 1pm to 3pm");
  await expectSoundPage(page);
  await hand.tap(page.getByRole("button", { name: "Save your week", exact: true }));
  expect(hand.count.taps).toBeLessThanOrEqual(4);
  await expect(banner(page)).toContainText("Your week is saved");
  await visit(page, "/availability");
  await expect(page.getByRole("heading", { name: "Sundays, 1pm to 3pm" })).toBeVisible();

  // What can't be read is said at its day, and all that was typed stays. The Enter key saves: it copies nothing.
  await page.getByRole("button", { name: "Change your usual week" }).click();
  await expect(saturday!).toHaveValue("10am to 12pm, 1pm to 3pm");
  await saturday!.fill("10 to 2");
  await sunday!.fill("");
  await saturday!.press("Enter");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toContainText("Say am or pm for Saturday, like 9am to 5pm");
  await expect(page).toHaveTitle(/^Error: /);
  await expect(saturday!).toHaveValue("10 to 2");
  await expect(sunday!).toHaveValue("");
  await expectSoundPage(page);

  // Other hours of the day are asked for where one is.
  await page.locator("summary").nth(5).click();
  await page.getByRole("button", { name: "Add other hours on Saturday" }).click();
  const other = page.getByLabel("Saturday, other hours");
  await expect(other).toBeVisible();
  if (scripts()) await expect(other).toBeFocused();
  await saturday!.fill("10am to 12pm");
  await press(page, "Save your week");
  await expect(banner(page)).toContainText("Your week is saved");
  await visit(page, "/availability");
  await expect(page.getByRole("heading", { name: /Sundays/ })).toHaveCount(0);
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
  // What no longer fits by other journeys would be shown first.
  await visit(page, "/availability");
  await page.getByRole("link", { name: /Remove .*13 July/ }).click();
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
