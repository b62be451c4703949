import type { Page } from "@playwright/test";
import { join, resolve } from "node:path";
import { expect, liftBookingLimits, signInAs, test, visit } from "../tests/fixtures.ts";
import { GUIDE_PICTURES, PAGES } from "./pages.ts";

const folder = resolve(import.meta.dirname, "../../docs/screenshots");

/** The whole page on a phone, where people scroll; the first screen at a desk. */
async function takePicture(page: Page, name: string) {
  const project = test.info().project.name;
  await page.screenshot({ path: join(folder, `${name}-${project}.png`), fullPage: project === "phone" });
}

for (const { name, path, as } of PAGES) {
  test(`a picture of ${name}`, async ({ page }) => {
    if (as) await signInAs(page, as);
    await visit(page, path);
    await takePicture(page, name);
  });
}

for (const { name, path, as, follow } of GUIDE_PICTURES) {
  test(`the picture ${name} of a help page`, async ({ page }, info) => {
    // Help is read on phones.
    if (info.project.name !== "phone") return;
    await signInAs(page, as);
    await visit(page, path);
    if (follow) await page.getByRole("main").getByRole("link", { name: follow }).first().click();
    // Below the demo's notice, which nobody else has.
    await page.locator(".app-demo").evaluate((notice) => notice.remove());
    const clip = { x: 0, y: 0, width: 390, height: 600 };
    await page.screenshot({ path: resolve(import.meta.dirname, `../../public/assets/guides/${name}.jpg`), type: "jpeg", quality: 60, clip, scale: "css" });
  });
}

test("pictures of a booking, step by step", async ({ page, browser }) => {
  await liftBookingLimits(browser);
  const go = async (button: string, question: string) => {
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("heading", { level: 1, name: question })).toBeVisible();
    // The heading has the focus after the page was changed; a picture is of a page at rest.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  };
  await signInAs(page, "member");
  await visit(page, "/career-conversations/book/day");
  await page.locator(".app-days a").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "what time?" })).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await takePicture(page, "book-time");
  await page.locator(".app-times button").first().click();
  await expect(page.getByRole("heading", { level: 1, name: "What would you like to talk about?" })).toBeVisible();
  await page.locator("label").filter({ hasText: "Apprenticeships" }).first().click();
  await page.getByRole("textbox").fill("I have been a porter for six years and would like to become a nurse.");
  await takePicture(page, "book-topic");
  await go("Continue", "Check your answers");
  await takePicture(page, "book-check");
  await go("Book this conversation", "Your conversation is booked");
  await takePicture(page, "booked");
});
