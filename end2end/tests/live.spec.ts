import type { Page } from "@playwright/test";
import { another, expect, expectSoundPage, scripts, signInAs, test, visit } from "./fixtures.ts";

const updates = (page: Page) => page.getByText("This list updates by itself.");
const link = (page: Page) => page.getByRole("link", { name: "Update this list" });

test("a list shows a change without being loaded again, and leaves the reader where they are", async ({ page, browser }) => {
  test.slow();
  await signInAs(page, "coordinator");
  // What has begun can't be cancelled: so the days after today.
  const day = "/conversations?from=2026-03-16&to=2026-03-20&status=booked";
  await visit(page, day);
  await expect(page.getByText("Updated at 9am")).toBeVisible();
  await expectSoundPage(page);

  const other = await another(browser, "helen.marsh@example.nhs.uk");
  await visit(other, day);
  const first = other.locator("tbody tr").first().getByRole("link");
  const reference = (await first.getAttribute("href"))!.split("/").pop()!;
  const here = page.locator(`a[href="/conversations/${reference}"]`);
  await expect(here).toHaveCount(1);
  let documents = 0;
  page.on("request", (request) => (documents += request.isNavigationRequest() ? 1 : 0));
  if (scripts()) {
    await expect(updates(page)).toBeVisible();
    await page.locator(".app-filter-panel > summary").click();
    await page.getByLabel("Member’s name or reference").focus();
  } else {
    await expect(link(page)).toBeVisible();
  }

  await visit(other, `/conversations/${reference}/cancel`);
  await other.getByRole("button", { name: /cancel/i }).click();
  await expect(other.locator(".nhsuk-notification-banner")).toBeVisible();
  if (scripts()) {
    await expect(here).toHaveCount(0);
    expect(documents, "no document was loaded").toBe(0);
    await expect(page.getByLabel("Member’s name or reference")).toBeFocused();
  } else {
    await link(page).click();
    await expect(here).toHaveCount(0);
  }
  await expectSoundPage(page);
  await other.context().close();
});

test("an adviser's list says how fresh it is", async ({ page }) => {
  await signInAs(page, "adviser");
  await visit(page, "/conversations/diary");
  await expect(page.getByText("Updated at 9am")).toBeVisible();
  if (scripts()) await expect(updates(page)).toBeVisible();
  else await expect(link(page)).toBeVisible();
  await expectSoundPage(page);
});
