import type { Page } from "@playwright/test";
import {
  banner,
  emailsTo,
  expect,
  expectSoundPage,
  fillDay,
  heading,
  press,
  signInAs,
  test,
  visit,
} from "./fixtures.ts";

const clashes = (page: Page) => page.locator('main a[href$="/decide"]');

/** Opens the first of them alone. */
async function openFirst(page: Page): Promise<void> {
  await page.getByText("Decide about one of them alone").click();
  await clashes(page).first().click();
}

test.beforeEach(async ({ page }) => {
  await signInAs(page, "adviser");
});

test("leave drops nothing: each booking on it is kept, moved or cancelled", async ({ page }) => {
  await visit(page, "/conversations/clashes");
  await expect(heading(page)).toHaveText("Conversations that no longer fit");
  await expectSoundPage(page);

  // The week from 9 March has bookings of the demo.
  await visit(page, "/availability/leave");
  for (const [name, day] of [
    ["first", "9"],
    ["last", "13"],
  ] as const) {
    await fillDay(page, name, [day, "3", "2026"]);
  }
  await press(page, "Add this leave");
  await expect(page).toHaveURL(/\/conversations\/clashes\?changed=leave-added/);
  await expect(banner(page)).toContainText("Leave added");
  await expect(page.getByRole("main")).toContainText("You are on leave that day");
  await expectSoundPage(page);
  const before = await clashes(page).count();
  expect(before).toBeGreaterThan(0);

  // Nothing chosen: the page says so, and keeps what was written.
  await openFirst(page);
  await expect(heading(page)).toContainText("Your conversation with");
  await expectSoundPage(page);
  await page.getByLabel(/^Message to/).fill("I am away that week.");
  await press(page, "Save");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Choose what to do");
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel(/^Message to/)).toHaveValue("I am away that week.");
  await expectSoundPage(page);
  await page.getByLabel("Keep it as it is").check();
  await press(page, "Save");
  await expect(banner(page)).toContainText("The conversation stays as it is");
  await expect(clashes(page)).toHaveCount(before - 1);

  if (before > 1) {
    await openFirst(page);
    await page.getByLabel(/^Move it to/).first().check();
    await press(page, "Save");
    await expect(banner(page)).toContainText("The conversation has been moved");
    await expect(clashes(page)).toHaveCount(before - 2);
  }
  if (before > 2) {
    await openFirst(page);
    await page.getByLabel("Cancel it").check();
    await page.getByLabel(/^Message to/).fill("I am away that week, I am sorry.");
    await press(page, "Save");
    await expect(banner(page)).toContainText("The conversation has been cancelled");
    await expect.poll(() => emailsTo("@").some((email) => email.includes("I am away that week"))).toBe(true);
  }

  // All that are left are decided together, by four taps.
  if ((await clashes(page).count()) > 0) {
    await page.getByRole("link", { name: /^Select all/ }).click();
    await expect(page.getByRole("checkbox").first()).toBeChecked();
    await expectSoundPage(page);
    await page.locator("label").filter({ hasText: "Keep them as they are" }).click();
    await press(page, "Continue");
    await expect(heading(page)).toContainText(/^Do you want to keep \d+ conversations?\?$/);
    await expectSoundPage(page);
    await page.getByRole("button", { name: /^Yes, keep/ }).click();
    await expect(banner(page)).toContainText("They stay as they are");
    await expect(clashes(page)).toHaveCount(0);
  }

  // The days can be booked again, for the other journeys.
  await visit(page, "/availability");
  await page.getByRole("link", { name: /Remove .*9 March/ }).click();
  await press(page, "Yes, remove it");
  await expect(banner(page)).toContainText("Leave removed");
});

test("a conversation that is not there cannot be decided", async ({ page, gate }) => {
  gate.allow(404);
  const response = await visit(page, "/conversations/CC-0000-0000/decide");
  expect(response?.status()).toBe(404);
});
