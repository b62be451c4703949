import { expect, expectSoundPage, heading, signInAs, test, visit } from "./fixtures.ts";

test("a year is figures that lead to charts and tables, and files for spreadsheets", async ({ page, isMobile }) => {
  await signInAs(page, "coordinator");
  await visit(page, "/conversations");
  await page.getByRole("link", { name: "Reports" }).click();
  await expect(heading(page)).toHaveText("Career conversations, April 2025 to March 2026");
  const main = page.getByRole("main");
  for (const [figure, what, first] of [
    ["Times used", "Conversations", "adviser"],
    ["Led to something", "What conversations led to", "month"],
  ]) {
    await main.getByRole("link", { name: figure }).click();
    // The page before has links of the same names.
    await expect(main.getByRole("heading", { name: `${what} by ${first}`, exact: true })).toBeVisible();
    for (const by of [first, "month", "adviser", "background", "area"]) {
      await main.getByRole("link", { name: `By ${by}`, exact: true }).click();
      await expect(main.getByRole("heading", { name: `${what} by ${by}`, exact: true })).toBeVisible();
      await expect(main.getByRole("img", { name: `${what} by ${by}`, exact: true })).toBeVisible();
      const screens = await page.evaluate(() => document.documentElement.scrollHeight / innerHeight);
      if (isMobile) expect(screens, `${what} by ${by}`).toBeLessThanOrEqual(3);
    }
    await main.getByText("See all the figures in a table").click();
    await expect(page.getByRole("table")).toHaveCount(1);
    await expectSoundPage(page);
  }

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
  await page.getByText("Choose another year").click();
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
