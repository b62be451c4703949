import { expect, expectSoundPage, heading, signInAs, test, visit } from "./fixtures.ts";

test("a year is charts and tables, and files for spreadsheets", async ({ page }) => {
  await signInAs(page, "coordinator");
  await visit(page, "/conversations");
  await page.getByRole("link", { name: "Reports" }).click();
  await expect(heading(page)).toHaveText("Career conversations, April 2025 to March 2026");
  for (const by of ["month", "adviser", "background", "area"]) {
    for (const what of ["Conversations", "What conversations led to"]) {
      await expect(page.getByRole("heading", { name: `${what} by ${by}`, exact: true })).toBeVisible();
      await expect(page.getByRole("img", { name: `${what} by ${by}`, exact: true })).toBeVisible();
    }
  }
  await expect(page.getByRole("table")).toHaveCount(8);
  await expectSoundPage(page);

  for (const [link, file] of [
    ["Download as CSV", "career-conversations-2025-to-2026.csv"],
    ["Download for Excel (XLSX)", "career-conversations-2025-to-2026.xlsx"],
  ]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
    expect(download.suggestedFilename()).toBe(file);
  }
  const csv = await (await page.request.get("/download/report.csv?year=2025")).text();
  expect(csv).toContain("Month,Conversations,Attended");
  // No figure of the file is about one to four people.
  for (const line of csv.split("\n").filter((line) => !/^(Month|Adviser|Background|Area),/.test(line))) {
    const total = line.split(",")[1] ?? "";
    expect(["1", "2", "3", "4"]).not.toContain(total);
  }
});

test("another year is chosen, and an empty one says so", async ({ page }) => {
  await signInAs(page, "coordinator");
  await visit(page, "/reports/conversations");
  await page.getByLabel("Financial year").selectOption("2023");
  await page.getByRole("button", { name: "Show this year" }).click();
  await expect(heading(page)).toHaveText("Career conversations, April 2023 to March 2024");
  await expectSoundPage(page);
  await visit(page, "/reports/conversations?year=2026");
  await expect(page.getByRole("main")).toContainText("No month of this year is over yet.");
  await expectSoundPage(page);
});

test("a member has no report", async ({ page, gate }) => {
  gate.allow(403);
  await signInAs(page, "member");
  const response = await visit(page, "/reports/conversations");
  expect(response?.status()).toBe(403);
});

test("members who never had a conversation are invited after seeing how many", async ({ page }) => {
  await signInAs(page, "coordinator");
  await visit(page, "/conversations");
  await page.getByRole("link", { name: "Invitations" }).click();
  await expect(heading(page)).toHaveText("Invite members to a first conversation");
  await expectSoundPage(page);
  await page.getByLabel("Working background").selectOption("pilot");
  await page.getByRole("button", { name: "Show how many" }).click();
  await expect(page).toHaveURL(/background=pilot/);
  await page.getByRole("button", { name: /^Invite \d+ members?$/ }).click();
  await expect(page.locator(".nhsuk-notification-banner")).toContainText("The invitations will be sent");
  await expectSoundPage(page);
});
