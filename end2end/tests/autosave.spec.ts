// With scripts alone: without them, what is typed is kept when a button is pressed.
import { another, expect, expectHydrated, expectSoundPage, field, main, press, test, visit } from "./fixtures.ts";

test("what is typed and not sent is there again", async ({ browser }) => {
  const text = "We talked about two things:\nnursing, and the night course.";
  // Nobody else's journey sends this form meanwhile.
  const page = await another(browser, "bronwen.pugh@example.nhs.uk");
  await visit(page, "/conversations/templates");
  await field(page, "words").fill(text);
  await expect(main(page)).toContainText("Saved 9am");
  await visit(page, "/conversations/diary");
  await visit(page, "/conversations/templates");
  await expect(field(page, "words")).toHaveValue(text);
  await expect(main(page)).toContainText("What you typed at 9am is filled in below");
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Your conversations" }).click();
  await page.getByRole("link", { name: "Templates" }).click();
  await expect(field(page, "words")).toHaveValue(text);
  await expect(main(page)).toContainText("What you typed at 9am is filled in below");
  await visit(page, "/conversations/templates");
  await press(page, "Clear what I typed");
  await expectHydrated(page);
  await expect(field(page, "words")).toHaveValue("");
  await page.context().close();
});
