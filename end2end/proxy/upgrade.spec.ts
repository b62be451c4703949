// One server after the other gets a new version: meanwhile either answers, and people notice nothing.
import type { Page } from "@playwright/test";
import { choose, chooseTime, expectArrived, expectHydrated, heading, press, signInAs, visit } from "../tests/fixtures.ts";
import { expect, isMarked, mark, test } from "./fixtures.ts";
import type { Service } from "./service.ts";
import type { Version } from "./sites.ts";

const TOPIC = "Apprenticeships and learning while I work";
const BOTH: Version[] = ["old", "new"];
const other = (version: Version): Version => (version === "old" ? "new" : "old");

/** Loads the page that is shown, or another one, from a server of this version, with all that belongs to it. */
async function load(page: Page, service: Service, version: Version, path = page.url()) {
  await service.turn(page, version);
  await visit(page, path);
  await page.waitForLoadState("networkidle");
  expect(await service.shown(page)).toBe(version);
  await mark(page);
}

/** As far as the question of the topic, which an earlier test may have answered: then the check comes next. */
async function answerTime(page: Page) {
  await visit(page, "/career-conversations/book/day");
  await chooseTime(page);
  await expect(heading(page)).toHaveText(/What would you like to talk about\?|Check your answers/);
  await visit(page, "/career-conversations/book/topic");
}

async function answerQuestions(page: Page) {
  await answerTime(page);
  await choose(page, TOPIC);
  await press(page, "Continue");
  await expect(heading(page)).toHaveText("Check your answers");
}

for (const from of BOTH) {
  for (const to of BOTH) {
    test(`a link of the ${from} version's page, answered by the ${to} version`, async ({ page, service }) => {
      await service.be("old", "new");
      await signInAs(page, "member");
      await load(page, service, from, "/career-conversations");
      await service.turn(page, to);
      await page.getByRole("contentinfo").getByRole("link", { name: "Cookies" }).click();
      await expect(heading(page)).toHaveText("Cookies");
      await expectHydrated(page);
      expect(await isMarked(page), "the document is loaded whole if the version is another").toBe(from === to);
    });

    test(`a booking on the ${from} version's page, taken by the ${to} version, is done once`, async ({ page, service }) => {
      await service.be("old", "new");
      const bookings = () => Number(service.database.sql("SELECT COUNT(*) FROM career_conversation"));
      await signInAs(page, "member");
      await answerQuestions(page);
      await load(page, service, from);
      const before = bookings();
      await service.turn(page, to);
      const posted = page.waitForResponse((response) => response.request().method() === "POST");
      await press(page, "Book this conversation");
      expect(service.versionOf(await posted)).toBe(to);
      await expect(heading(page)).toHaveText("Your conversation is booked");
      await expectHydrated(page);
      expect(bookings()).toBe(before + 1);
      // The server that has not booked shows the next page.
      expect(await isMarked(page)).toBe(from === other(to));
    });

    test(`a form of the ${from} version's page, refused by the ${to} version, keeps its place and then goes on`, async ({ page, service }) => {
      await service.be("old", "new");
      await signInAs(page, "member");
      await answerTime(page);
      await load(page, service, from);
      await service.turn(page, to);
      await press(page, "Continue");
      await expect(page.locator(".nhsuk-error-summary")).toBeFocused();
      expect(await isMarked(page), "what was typed stays where it is").toBe(true);
      await choose(page, TOPIC);
      await press(page, "Continue");
      await expect(heading(page)).toHaveText("Check your answers");
      await expectHydrated(page);
    });
  }
}

test("a page of the old version finds its programs when every server is new, and leads on", async ({ page, service }) => {
  await service.be("old", "new");
  await signInAs(page, "member");
  await answerQuestions(page);
  await service.turn(page, "old");
  let come = () => {};
  const held = new Promise<void>((done) => (come = done));
  await page.route(/\/pkg\/(start|client|islands)\./, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/career-conversations/book/check", { waitUntil: "commit" });
  await expect(heading(page)).toHaveText("Check your answers");
  expect(await service.shown(page)).toBe("old");
  await service.be("new", "new");
  const island = page.waitForResponse(/\/pkg\/islands\.[^/]+\.wasm$/);
  come();
  await expectHydrated(page);
  expect((await island).status()).toBe(200);
  await mark(page);
  await page.getByRole("contentinfo").getByRole("link", { name: "Cookies" }).click();
  await expect(heading(page)).toHaveText("Cookies");
  await expectHydrated(page);
  expect(await service.shown(page)).toBe("new");
  expect(await isMarked(page)).toBe(false);
  await page.getByRole("contentinfo").getByRole("link", { name: "Accessibility statement" }).click();
  await expect(heading(page)).toHaveText("Accessibility statement");
  await expectArrived(page);
});
