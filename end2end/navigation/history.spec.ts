import { expect, expectOtherDocument, expectSameDocument, heading, path, ready, scrolled, test, visit } from "./fixtures.ts";

test("back and forward show the pages, scrolled as they were", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => scrollTo(0, 700));
  await page.locator("#end-to-list").evaluate((link: HTMLElement) => link.click());
  await heading(page, "List 1");
  await page.evaluate(() => scrollTo(0, 300));
  await page.locator("#next").evaluate((link: HTMLElement) => link.click());
  await heading(page, "List 2");
  await page.goBack();
  await heading(page, "List 1");
  await expect.poll(() => scrolled(page)).toBe(300);
  await page.goBack();
  await heading(page, "Home");
  await expect.poll(() => scrolled(page)).toBe(700);
  await expect(page).toHaveTitle("Home - Fixture");
  await page.goForward();
  await heading(page, "List 1");
  await expect.poll(() => scrolled(page)).toBe(300);
  expect(path(page)).toBe("/list");
  await expectSameDocument(page);
  expect(server.documents()).toBe(1);
});

test("two steps back at once", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await page.click("header a[href='/form']");
  await heading(page, "Form");
  await page.evaluate(() => history.go(-2));
  await heading(page, "Home");
  await expectSameDocument(page);
});

test("back while another page is on its way shows the page before", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await page.click("header a[href='/']");
  await heading(page, "Home");
  await page.click("#slow");
  await page.goBack();
  await heading(page, "List 1");
  await page.waitForTimeout(1000);
  await heading(page, "List 1");
  expect(path(page)).toBe("/list");
});

test("a link followed before the page before has come", async ({ page, server }) => {
  await visit(page, server, "/slow?for=600");
  await page.click("header a[href='/']");
  await heading(page, "Home");
  await page.evaluate(() => history.back());
  await page.waitForTimeout(100);
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await page.waitForTimeout(900);
  await heading(page, "List 1");
  expect(path(page)).toBe("/list");
});

test("loading the page again keeps where it was scrolled to, and back after that too", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => scrollTo(0, 500));
  await page.locator("#end-to-list").evaluate((link: HTMLElement) => link.click());
  await heading(page, "List 1");
  await page.evaluate(() => scrollTo(0, 250));
  await page.reload();
  await ready(page);
  await expect.poll(() => scrolled(page)).toBe(250);
  await page.goBack();
  await heading(page, "Home");
  await expect.poll(() => scrolled(page)).toBe(500);
});

test("back from another site shows the page again", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await page.goto("about:blank");
  await page.goBack();
  await heading(page, "List 1");
  await ready(page);
  await page.goBack();
  await heading(page, "Home");
});

test("back to a page of another version loads it whole", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  server.look = { ...server.look, version: "another" };
  await page.goBack();
  await heading(page, "Home");
  await expectOtherDocument(page);
  expect(path(page)).toBe("/");
});

test("back, offline, says so at that address, and later shows the page", async ({ page, server, context, faults }) => {
  faults.allow("ERR_INTERNET_DISCONNECTED");
  await visit(page, server, "/");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await context.setOffline(true);
  await page.evaluate(() => history.back());
  await heading(page, "You are offline");
  expect(path(page)).toBe("/");
  await context.setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await heading(page, "Home");
  await expectSameDocument(page);
});
