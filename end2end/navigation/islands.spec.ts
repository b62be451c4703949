import type { Page } from "@playwright/test";
import { expect, expectSameDocument, heading, ready, test, visit } from "./fixtures.ts";

const log = (page: Page) => page.evaluate(() => (window as unknown as { islandLog?: string[] }).islandLog ?? []);

test("a page without an island does not load their program", async ({ page, server }) => {
  await visit(page, server, "/islands/none");
  await page.waitForTimeout(300);
  expect(await log(page)).toEqual([]);
});

test("an island wakes on the page that holds one, with its props", async ({ page, server }) => {
  await visit(page, server, "/islands");
  const button = page.locator("leptos-island button");
  await expect(button).toHaveText("5");
  await button.click();
  await expect(button).toHaveText("6");
  expect(await log(page)).toEqual(["loaded [object WebAssembly.Module]", "hydrate", "Counter"]);
});

test("the islands' program is fetched beside the client's, not after it", async ({ page, server }) => {
  let come = () => {};
  const held = new Promise<void>((done) => (come = done));
  await page.route(/\/pkg\/client\.[^/]+\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  const program = page.waitForResponse("**/fixture/islands.wasm");
  await page.goto(`${server.origin}/islands`);
  expect((await program).ok()).toBe(true);
  await expect(page.locator("html")).not.toHaveAttribute("data-client", "ready");
  come();
  await ready(page);
  await expect(page.locator("leptos-island button")).toHaveText("5");
});

test("islands wake after navigation, once each, and are disposed of when they leave", async ({ page, server }) => {
  await visit(page, server, "/islands/none");
  await page.click("#to-islands");
  await expect(page.locator("leptos-island button")).toHaveText("5");
  await page.click("#to-more");
  await heading(page, "More");
  await expect(page.locator("leptos-island button").first()).toHaveText("7");
  expect(await log(page)).toEqual(["loaded [object WebAssembly.Module]", "hydrate", "Counter", "disposed", "Counter", "Inner"]);
  await page.goBack();
  await heading(page, "Islands");
  await expect(page.locator("leptos-island button")).toHaveText("5");
  await expectSameDocument(page);
  await expect.poll(async () => (await log(page)).filter((what) => what === "disposed").length).toBe(3);
});

test("bad props and unknown islands stop neither the others nor navigation", async ({ page, server }) => {
  await visit(page, server, "/islands/none");
  await page.click("#to-bad");
  await heading(page, "Bad");
  await expect.poll(() => log(page)).toContain("Inner");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await expectSameDocument(page);
});

test("where the program does not come, navigation works and the next page asks again", async ({ page, server, faults }) => {
  faults.allow("Failed to load resource", "ERR_FAILED");
  await page.route("**/fixture/islands.js", (route) => route.abort());
  await visit(page, server, "/islands/none");
  await page.click("#to-islands");
  await heading(page, "Islands");
  await page.waitForTimeout(200);
  await page.unroute("**/fixture/islands.js");
  await page.click("#to-more");
  await heading(page, "More");
  await expectSameDocument(page);
});
