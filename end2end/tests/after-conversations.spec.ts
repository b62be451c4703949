import type { Page } from "@playwright/test";
import { another, choose, emailsTo, expect, expectHydrated, expectSoundPage, field, fillDay, heading, main, press, signInAs, test, visit } from "./fixtures.ts";

const SUMMARY = "We talked about becoming a midwife.";
const ACTION = "Read about midwifery";
const SECRET = "Seemed tired, be gentle";

const banner = (page: Page) => page.locator(".nhsuk-notification-banner--success");

/** What the page says was done, once it is there. */
async function expectDone(page: Page, words: string) {
  await expect(banner(page)).toContainText(words);
  await expectHydrated(page);
  await expectSoundPage(page);
}

/** The weeks of the demo's past: each journey has its own, and last week is another file's. */
const LATER = ["2026-02-16", "2026-02-09", "2026-02-02"];
const EARLIER = ["2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"];

/** A conversation of the adviser's in these weeks that somebody came to and that has no summary yet. */
async function withoutSummary(page: Page, weeks: string[]): Promise<string> {
  for (const monday of weeks) {
    await visit(page, `/conversations/diary?week=${monday}`);
    const cards = page.locator(".nhsuk-card").filter({ hasText: "Attended" });
    const links = cards.locator('a[href^="/conversations/CC-"]');
    const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
    for (const address of addresses) {
      await visit(page, `${address}/after`);
      if (await page.getByText("There is no summary yet.").isVisible()) return address;
    }
  }
  throw new Error("every conversation has a summary");
}

test("a summary is written, shared, read and answered, and a note stays private", async ({ page, browser }) => {
  test.slow();
  await signInAs(page, "adviser");
  const conversation = await withoutSummary(page, LATER);
  await visit(page, conversation);
  const email = await page.locator('main a[href^="mailto:"]').innerText();
  await page.getByRole("button", { name: "Write the summary and agree actions" }).click();
  await expect(heading(page)).toContainText("After your conversation with");
  await expectHydrated(page);
  await expectSoundPage(page);

  await press(page, "Save as a draft");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Write the summary");
  await expect(page).toHaveTitle(/^Error: /);
  await expectSoundPage(page);
  await field(page, "summary").fill(SUMMARY);
  await choose(page, "Training");
  await press(page, "Save as a draft");
  await expectDone(page, "Draft saved");
  await expect(field(page, "summary")).toHaveValue(SUMMARY);
  await expect(field(page, "training")).toBeChecked();

  await page.locator("#action").fill(ACTION);
  await fillDay(page, "due", ["31", "3", "2026"]);
  await press(page, "Add this action");
  await expectDone(page, "Action added");
  await expect(main(page)).toContainText("By 31 March 2026.");
  await field(page, "note").fill(SECRET);
  await press(page, "Save the private note");
  await expectDone(page, "Only you can read it");

  const member = await another(browser, email);
  const reference = /CC-\w{4}-\w{4}/.exec(conversation)?.[0] ?? "";
  const theirs = `/conversations/${reference}`;
  await visit(member, theirs);
  await expect(main(member)).toContainText("Your adviser has not shared a summary yet.");
  await expect(main(member)).not.toContainText(SUMMARY);

  // What is shared is what is in the box, saved or not.
  await field(page, "summary").fill(`${SUMMARY} You will ring the college.`);
  await press(page, /^Save and share with /);
  await expectDone(page, "can read the summary now");
  await expect.poll(() => emailsTo(email).join("\n")).toContain("has shared a summary");
  expect(emailsTo(email).join("\n")).not.toContain("midwi");

  // The bell says it as the email does, and leads to it.
  await visit(member, "/");
  const bell = member.getByRole("link", { name: /^Notifications/ });
  await expect(bell).toHaveText(/[1-9] new$/);
  await bell.click();
  await expectSoundPage(member);
  await main(member).getByRole("link", { name: /summary of your career conversation is ready/ }).first().click();
  await expect(heading(member)).toContainText("is ready");
  await main(member).getByRole("link", { name: reference }).click();
  await expect(main(member)).toContainText(`${SUMMARY} You will ring the college.`);
  await visit(member, "/notifications");
  if (await member.getByRole("button", { name: "Mark all as read" }).isVisible()) await press(member, "Mark all as read");
  await expect(bell).not.toContainText("new");
  await visit(member, theirs);
  await expect(main(member)).toContainText(ACTION);
  await expect(main(member)).not.toContainText(SECRET);
  await expectSoundPage(member);
  await press(member, /^Mark as done/);
  await expectDone(member, "Your adviser sees it too");

  await press(member, "Tell us");
  await expect(member.locator(".nhsuk-error-summary")).toContainText("Choose what came of it");
  await choose(member, "Started training");
  await fillDay(member, "happened", ["2", "3", "2026"]);
  await press(member, "Tell us");
  await expectDone(member, "what came of it");
  await expect(main(member)).toContainText("Started training, 2 March 2026");

  await choose(member, "Very useful");
  await choose(member, "Partly");
  await press(member, "Send your answers");
  await expectDone(member, "what you thought");
  await expect(member.getByRole("button", { name: "Send your answers" })).toHaveCount(0);
  await member.context().close();

  await visit(page, `${conversation}/after`);
  await expect(main(page)).toContainText("Started training, 2 March 2026");
  await expect(page.getByRole("button", { name: /^Mark as not done/ })).toBeVisible();
  await expect(field(page, "note")).toHaveValue(SECRET);

  const coordinator = await another(browser, "helen.marsh@example.nhs.uk");
  await visit(coordinator, `/conversations/${reference}`);
  await expect(coordinator.getByRole("heading", { name: "After the conversation" })).toBeVisible();
  await expect(main(coordinator)).toContainText("Started training, 2 March 2026");
  for (const words of [SUMMARY, ACTION, SECRET]) {
    await expect(main(coordinator)).not.toContainText(words);
  }
  await expectSoundPage(coordinator);
  await coordinator.context().close();
});

test("actions whose day has come are a list", async ({ page }) => {
  await signInAs(page, "adviser");
  await visit(page, "/conversations/diary");
  await page.getByRole("link", { name: /^Follow-ups \(\d+\)$/ }).click();
  await expect(heading(page)).toHaveText("Follow-ups");
  await expectHydrated(page);
  await expectSoundPage(page);
  const links = page.locator('main a[href^="/conversations/CC-"]');
  await expect(links.first()).toBeVisible();
  await links.first().click();
  await expect(heading(page)).toContainText("After your conversation with");
  await expect(main(page)).toContainText("Time to do this");
  await expectSoundPage(page);
});

test("a summary begins with a template, and templates come and go", async ({ page }) => {
  await signInAs(page, "adviser");
  await visit(page, "/conversations/templates");
  await expectSoundPage(page);
  await press(page, "Add this template");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toContainText("Enter the name");
  await expect(summary).toContainText("Write the template");
  await expectSoundPage(page);
  await field(page, "name").fill("Returning to work");
  await field(page, "words").fill("We talked about coming back after a break.");
  await press(page, "Add this template");
  await expectDone(page, "Template added");

  const conversation = await withoutSummary(page, EARLIER);
  await visit(page, `${conversation}/after`);
  await press(page, "Returning to work");
  await expectDone(page, "The template is in the box");
  await expect(field(page, "summary")).toHaveValue("We talked about coming back after a break.");
  await expectSoundPage(page);

  await visit(page, "/conversations/templates");
  await page.getByText("Returning to work", { exact: true }).click();
  await press(page, "Remove Returning to work");
  await expectDone(page, "Template removed");
  await expect(main(page)).not.toContainText("Returning to work");
});
