import { another, banner, expect, expectSoundPage, field, main, press, signInAs, test, visit } from "./fixtures.ts";

test("an administrator writes a help page, and whoever is signed in reads it", async ({ page, browser }) => {
  await signInAs(page, "administrator");
  await visit(page, "/guides");
  await expectSoundPage(page);
  await main(page).getByRole("link", { name: "Site manager" }).click();
  await main(page).getByRole("button", { name: "Change this page" }).click();
  await field(page, "words").fill("## Filling a shift\n\n- Ask *early*\n\n<script>alert(1)</script>");
  await expectSoundPage(page);
  await press(page, "Save the help page");
  await expect(banner(page)).toContainText("The help page is saved");

  const member = await another(browser, "amina.yusuf@example.nhs.uk");
  await visit(member, "/");
  await member.getByRole("contentinfo").getByRole("link", { name: "Help" }).click();
  await main(member).getByRole("link", { name: "Site manager" }).click();
  await expect(main(member).getByRole("heading", { name: "Filling a shift" })).toBeVisible();
  await expect(main(member)).not.toContainText("alert");
  await expectSoundPage(member);
  await member.context().close();
});
