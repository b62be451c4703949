import { another, banner, choose, expect, expectSoundPage, field, fillDay, main, press, signInAs, test, visit } from "./fixtures.ts";

test("a coordinator tells members something, a member hides it, and it is ended", async ({ page, browser }, info) => {
  const title = `Flu clinics need vaccinators (${info.project.name})`;
  await signInAs(page, "coordinator");
  await visit(page, "/menu");
  await main(page).getByRole("link", { name: "Announcements" }).click();
  await page.getByRole("button", { name: "Publish an announcement" }).click();
  await choose(page, "Hub members");
  await field(page, "title").fill(title);
  await field(page, "words").fill("Tell us which evenings suit you.");
  await fillDay(page, "last", ["9", "3", "2026"]);
  await press(page, "Publish");
  await expect(banner(page)).toContainText("The announcement is published");
  const member = await another(browser, "amina.yusuf@example.nhs.uk");
  await visit(member, "/");
  const told = main(member).locator(".nhsuk-inset-text").filter({ hasText: title });
  await expectSoundPage(member);
  await told.getByRole("button", { name: /Hide this/ }).click();
  await expect(told).toHaveCount(0);
  await member.context().close();

  await page.getByRole("button", { name: `End it now : ${title}` }).click();
  await expect(banner(page)).toContainText("no longer shown");
});
