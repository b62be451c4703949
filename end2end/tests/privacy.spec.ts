import type { Page } from "@playwright/test";
import {
  expect,
  expectSoundPage,
  heading,
  press,
  scripts,
  signInAs,
  signInByEmail,
  test,
  visit,
} from "./fixtures.ts";

/** Signs in as a member whom no other journey knows, and gives the address. */
async function signInAsSomebody(page: Page): Promise<string> {
  await signInAs(page, "coordinator");
  await visit(page, "/conversations/book?text=callum");
  const found = (await page.getByRole("main").innerText()).match(/[\w.-]+@example\.nhs\.uk/g) ?? [];
  const email = found.at(-1) ?? "";
  expect(email).not.toBe("");
  expect(await signInByEmail(page, email)).toBe(200);
  return email;
}

test("what is held is read and downloaded", async ({ page }) => {
  await signInAs(page, "member");
  await visit(page, "/account");
  await page.getByRole("link", { name: "See, download or erase what we hold about you" }).click();
  await expect(heading(page)).toHaveText("What we hold about you");
  await expectSoundPage(page);
  const conversations = page.locator("details", { hasText: "Your career conversations" }).first();
  await conversations.locator("summary").click();
  await expect(conversations).toContainText("Reference");
  await expectSoundPage(page);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the file (JSON)" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("people-hub-your-data-2026-03-02.json");
  const answer = await page.request.get("/download/your-data.json");
  const file = await answer.json();
  expect(file.person).toBe("Amina Yusuf");
  expect(file.held.you.rows[0]["Email address"]).toBe("amina.yusuf@example.nhs.uk");
});

test("erasure says what goes and what stays, and ends everything", async ({ page, gate }) => {
  gate.allow(401);
  const email = await signInAsSomebody(page);
  await visit(page, "/account/your-data");
  await page.getByRole("button", { name: "Erase your data" }).click();
  await expect(heading(page)).toHaveText("Do you want to erase your data?");
  await expect(page.getByRole("main")).toContainText("What we keep without your name, and why");
  await expectSoundPage(page);
  await press(page, "Erase my data");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Tick the box");
  await expect(page).toHaveTitle(/^Error: /);
  await expectSoundPage(page);
  await page.getByLabel("I understand that this cannot be undone").check();
  await press(page, "Erase my data");
  await expect(page.locator(".nhsuk-notification-banner")).toContainText("Your data has been erased");
  await expectSoundPage(page);

  // Signed out, and nobody can sign in with the address any more.
  await visit(page, "/account");
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
  expect(await signInByEmail(page, email)).not.toBe(200);
  await signInAs(page, "coordinator");
  await visit(page, `/conversations/book?text=${email}`);
  await expect(page.getByRole("main").getByText(email)).toHaveCount(0);
});

test("who works for the service is told whom to ask", async ({ page, gate }) => {
  gate.allow(403);
  await signInAs(page, "adviser");
  await visit(page, "/account/your-data");
  await expect(page.getByRole("main")).toContainText("You work for the service");
  await expect(page.getByRole("button", { name: "Erase your data" })).toHaveCount(0);
  const response = await visit(page, "/account/your-data/erase");
  expect(response?.status()).toBe(403);
  if (scripts()) await expectSoundPage(page);
});
