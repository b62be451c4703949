import { type Browser, type Page } from "@playwright/test";
import { banner, choose, expect, expectSoundPage, field, fillDay, heading, main, press, signInAs, signInByCode, test, visit } from "./fixtures.ts";

/** Somebody with their first role. */
async function add(admin: Page, person: { name: string; email: string; role: string; organisation?: string }) {
  await visit(admin, "/people/new");
  await field(admin, "name").fill(person.name);
  await field(admin, "email").fill(person.email);
  await press(admin, "Add this person");
  await expect(banner(admin)).toContainText("The person has been added");
  await press(admin, "Give a role");
  if (person.organisation) {
    await admin.getByLabel("For a role in one organisation, find it first").fill(person.organisation);
    await press(admin, "Find organisations");
    await admin.getByRole("radio", { name: person.organisation }).check();
  }
  await field(admin, "role").selectOption(person.role);
  await press(admin, "Give this role");
  await expect(banner(admin)).toContainText("The role has been given");
}

/** The first visit of somebody who has an account: signed in with the code from the email. */
async function first(browser: Browser, email: string): Promise<Page> {
  const { baseURL, javaScriptEnabled, viewport, isMobile, hasTouch } = test.info().project.use;
  const context = await browser.newContext({ baseURL, javaScriptEnabled, viewport, isMobile, hasTouch });
  const page = await context.newPage();
  await signInByCode(page, email);
  return page;
}

test("a second trust gets from nothing to its first booked conversation, takes its data along and leaves", async ({ page, browser }, info) => {
  test.slow();
  const there = info.project.name;
  const [trust, site] = [`Moorlands Trust ${there}`, `Moorlands House ${there}`];
  const emailOf = (name: string) => `${name}.moorlands.${there}@example.nhs.uk`;
  await signInAs(page, "administrator");
  await visit(page, "/organisations");
  await press(page, "Add an organisation");
  await field(page, "name").fill(trust);
  await field(page, "kind").selectOption("NHS trust");
  await field(page, "town").fill("Leek");
  await press(page, "Add this organisation");
  await expect(banner(page)).toContainText("The organisation has been added");
  const organisation = new URL(page.url()).pathname;
  await press(page, "Add a site");
  await field(page, "name").fill(site);
  await field(page, "address").fill("1 High Street");
  await field(page, "town").fill("Leek");
  await field(page, "postcode").fill("ST13 5AA");
  await press(page, "Add this site");
  await expect(main(page)).toContainText(site);
  await add(page, { name: `Nadia Khan ${there}`, email: emailOf("nadia"), role: "Careers adviser" });
  await add(page, { name: `Tom Price ${there}`, email: emailOf("tom"), role: "Hub member", organisation: trust });

  const adviser = await first(browser, emailOf("nadia"));
  await visit(adviser, "/availability");
  await adviser.getByRole("button", { name: "Add an extra time" }).click();
  await fillDay(adviser, "day", ["12", "3", "2026"]);
  await field(adviser, "starts").fill("10am");
  await adviser.getByLabel("30 minutes").check();
  await adviser.getByRole("checkbox", { name: "In person" }).check();
  await field(adviser, "site").selectOption((await field(adviser, "site").locator("option", { hasText: site }).getAttribute("value"))!);
  await press(adviser, "Add this extra time");
  await expect(banner(adviser)).toContainText("Extra time added");

  const member = await first(browser, emailOf("tom"));
  await visit(member, "/career-conversations/book/day");
  await main(member).locator("summary", { hasText: "Change how to meet" }).click();
  await choose(member, "In person");
  await member.getByRole("radio", { name: site }).check();
  await press(member, "Show days");
  await main(member).getByRole("link", { name: /Thursday 12 March/ }).click();
  await main(member).getByRole("button", { name: /^10am/ }).click();
  await choose(member, "Apprenticeships and learning while I work");
  await press(member, "Continue");
  await expect(main(member)).toContainText(site);
  await press(member, "Book this conversation");
  await expect(heading(member)).toHaveText("Your conversation is booked");

  await visit(page, organisation);
  await expectSoundPage(page);
  await main(page).getByRole("link", { name: "Leave People Hub" }).click();
  await expectSoundPage(page);
  const asked = page.waitForEvent("download");
  await page.getByRole("link", { name: /Download all that we hold/ }).click();
  const file = await (await asked).createReadStream();
  const told = (await file.toArray()).join("");
  expect(told).toContain(site);
  expect(told).toContain(emailOf("tom"));
  await press(page, "Leave People Hub");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Tick the box");
  await page.getByLabel("I understand what ends").check();
  await press(page, "Leave People Hub");
  await expect(banner(page)).toContainText("The organisation has left");
  await expect(main(page)).toContainText("Closed");
  // Who had a role in it alone is signed out.
  await visit(member, "/career-conversations/book/day");
  await expect(heading(member)).toHaveText("Sign in");
  await member.context().close();
  await adviser.context().close();
});
