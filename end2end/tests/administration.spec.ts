import type { Page } from "@playwright/test";
import {
  banner,
  expect,
  expectSoundPage,
  field,
  press,
  signInAs,
  test,
  visit,
} from "./fixtures.ts";

const summary = (page: Page) => page.locator(".nhsuk-error-summary");

test.beforeEach(async ({ page }) => {
  await signInAs(page, "administrator");
});

test("people are found by name, address and role", async ({ page }) => {
  await visit(page, "/admin");
  await expect(page).toHaveURL(/\/menu$/);
  await expectSoundPage(page);
  await page.getByRole("main").getByRole("link", { name: "People", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("People");
  await expectSoundPage(page);
  await page.getByLabel("Role").selectOption("Careers adviser");
  await press(page, "Find people");
  await expect(page).toHaveURL(/role=career_adviser/);
  const rows = page.locator("tbody tr");
  expect(await rows.count()).toBeGreaterThanOrEqual(8);
  for (const row of await rows.all()) await expect(row).toContainText("Careers adviser");
  await visit(page, "/people?page=3");
  await expect(page.locator('[aria-current="page"]')).toHaveText("3");
  await visit(page, "/people?text=nobody+has+this+name");
  await expect(page.getByRole("heading", { name: "Nobody is found" })).toBeVisible();
  await expectSoundPage(page);
});

test("a person is added, gets and loses a role, and the account is closed and opened", async ({ page }) => {
  test.slow();
  await visit(page, "/people");
  await press(page, "Add a person");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Add a person");
  await expectSoundPage(page);
  await field(page, "email").fill("amina.yusuf@example.nhs.uk");
  await press(page, "Add this person");
  await expect(summary(page)).toContainText("Enter a full name");
  await field(page, "name").fill("محمد 👋 <script>alert(1)</script>");
  await press(page, "Add this person");
  await expect(summary(page)).toContainText("Someone with this email address has an account");
  await expect(field(page, "name")).toHaveValue("محمد 👋 <script>alert(1)</script>");
  await expectSoundPage(page);
  const email = `mohammed.${test.info().project.name}@example.nhs.uk`;
  await field(page, "email").fill(email);
  await press(page, "Add this person");
  await expect(banner(page)).toContainText("The person has been added");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("محمد 👋 <script>alert(1)</script>");
  // With scripts the page is reached without a document and its title set as text; without, it is in the document.
  await expect(page).toHaveTitle("محمد 👋 <script>alert(1)</script> - People Hub");
  await expectSoundPage(page);

  await press(page, "Give a role");
  await expectSoundPage(page);
  await page.getByLabel("For a role in one organisation, find it first").fill("stoke");
  await press(page, "Find organisations");
  await expect(page.getByRole("radio")).not.toHaveCount(1);
  await press(page, "Give this role");
  await expect(summary(page)).toContainText("Choose a role");
  await expectSoundPage(page);
  await page.getByRole("radio").nth(1).check();
  await field(page, "role").selectOption("Site manager");
  await press(page, "Give this role");
  await expect(banner(page)).toContainText("The role has been given");
  await expect(page.getByRole("table", { name: "What they may do" })).toContainText("Site manager");
  await page.getByRole("link", { name: /Remove Site manager/ }).click();
  await expectSoundPage(page);
  await press(page, "Yes, remove it");
  await expect(banner(page)).toContainText("The role has been removed");

  await press(page, "Change these details");
  await expectSoundPage(page);
  await field(page, "name").fill("Mohammed Ali");
  await field(page, "phone").fill("12");
  await press(page, "Save these details");
  await expect(summary(page)).toContainText("Enter a phone number");
  await field(page, "phone").fill("01632 960 001");
  await press(page, "Save these details");
  await expect(banner(page)).toContainText("The details have been changed");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mohammed Ali");
  await page.getByRole("link", { name: "Close this account" }).click();
  await expectSoundPage(page);
  await press(page, "Yes, close it");
  await expect(banner(page)).toContainText("The account has been closed");
  await press(page, "Open this account again");
  await expect(banner(page)).toContainText("The account is open again");
  await expect(page.getByRole("table", { name: "What was done to this record" }).locator("tbody tr")).toHaveCount(6);
  await expectSoundPage(page);
});

test("nobody locks everybody out", async ({ page }) => {
  await visit(page, "/people?text=Priya+Nair");
  await page.locator("tbody").getByRole("link").first().click();
  await expect(page.getByRole("link", { name: "Close this account" })).toHaveCount(0);
  await page.getByRole("link", { name: /Remove Administrator/ }).click();
  await press(page, "Yes, remove it");
  await expect(summary(page)).toContainText("You cannot remove your own role as an administrator");
  await expectSoundPage(page);
});

test("an organisation and its sites are added, changed and closed", async ({ page }) => {
  test.slow();
  await visit(page, "/organisations");
  await expectSoundPage(page);
  await press(page, "Add an organisation");
  await expectSoundPage(page);
  await press(page, "Add this organisation");
  await expect(summary(page)).toContainText("Enter the name");
  await field(page, "name").fill("Moorlands Befriending");
  await field(page, "kind").selectOption("Voluntary organisation");
  await field(page, "town").fill("Leek");
  await press(page, "Add this organisation");
  await expect(banner(page)).toContainText("The organisation has been added");
  await expectSoundPage(page);
  await press(page, "Add a site");
  await expectSoundPage(page);
  await field(page, "name").fill("Market Hall");
  await field(page, "address").fill("1 Market Place");
  await field(page, "town").fill("Leek");
  await field(page, "postcode").fill("nonsense");
  await press(page, "Add this site");
  await expect(summary(page)).toContainText("postcode");
  await field(page, "postcode").fill("st13 5ha");
  await press(page, "Add this site");
  await expect(banner(page)).toContainText("The site has been added");
  await expect(page.getByText("1 Market Place, Leek, ST13 5HA")).toBeVisible();
  await page.getByRole("link", { name: "Change Market Hall" }).click();
  await expectSoundPage(page);
  await field(page, "access_notes").fill("Step-free at the side door.");
  await press(page, "Save this site");
  await expect(banner(page)).toContainText("The site has been changed");
  await page.getByRole("link", { name: "Close Market Hall" }).click();
  await expectSoundPage(page);
  await press(page, "Yes, close it");
  await expect(banner(page)).toContainText("The site has been closed");
  await press(page, "Open this site again");
  await expect(banner(page)).toContainText("The site is open again");
  await expectSoundPage(page);
});

test("a setting is changed from a day on, and the log says who did it", async ({ page }) => {
  await visit(page, "/settings");
  await expectSoundPage(page);
  await page.getByRole("link", { name: /Change how far ahead/ }).click();
  await expectSoundPage(page);
  await field(page, "value").fill("999");
  await press(page, "Save this setting");
  await expect(summary(page)).toContainText("Enter a whole number from 1 to 365");
  await field(page, "value").fill("60");
  await field(page, "from][year").fill("2030");
  await press(page, "Save this setting");
  await expect(banner(page)).toContainText("The setting has been changed");
  await expect(page.getByRole("main")).toContainText("60 from");
  await visit(page, "/audit");
  await page.getByLabel("What was done").selectOption("Changed a setting");
  await page.getByLabel("Who did it").fill("priya");
  await press(page, "Show the log");
  await expect(page).toHaveURL(/action=setting_changed/);
  await expect(page.locator("tbody tr").first()).toContainText("Priya Nair");
  await expectSoundPage(page);
  await visit(page, "/audit?from=2031-01-01&to=2031-01-02");
  await expect(page.getByText("Nothing of this was done on these days.")).toBeVisible();
  await expectSoundPage(page);
});

test("who is not an administrator is refused in the same look", async ({ page, gate }) => {
  gate.allow(403, 404);
  await visit(page, "/people/00000000-0000-0000-0000-000000000000").then((response) => expect(response?.status()).toBe(404));
  await signInAs(page, "member");
  for (const path of ["/people", "/settings", "/audit"]) {
    const response = await visit(page, path);
    expect(response?.status(), path).toBe(403);
  }
  await expectSoundPage(page);
});

test("background work is seen and asked for", async ({ page }) => {
  await visit(page, "/menu");
  await page.getByRole("link", { name: "Messages and background work" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Messages and background work");
  // Which messages there are follows from the other journeys.
  await expect(page.getByRole("heading", { name: "Messages that were not sent" })).toBeVisible();
  await expectSoundPage(page);
  const holidays = page.getByRole("row").filter({ hasText: "Keep the bank holidays of the coming years" });
  await expect(holidays).toContainText("0 of");
  await holidays.getByRole("button", { name: /Do it now/ }).click();
  await expect(banner(page)).toContainText("The work will be done within a few seconds");
  await expectSoundPage(page);
});
