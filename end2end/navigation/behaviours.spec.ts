import { expect, expectSameDocument, heading, test, visit } from "./fixtures.ts";

/** Both ways to reach a page: its behaviours start again after each navigation. */
const ways = [
  { how: "loaded", reach: async (page, server) => visit(page, server, "/form") },
  {
    how: "navigated to",
    reach: async (page, server) => {
      await visit(page, server, "/form");
      await page.click("header a[href='/list']");
      await heading(page, "List 1");
      await page.click("header a[href='/form']");
      await heading(page, "Form");
    },
  },
] satisfies { how: string; reach: (page: import("@playwright/test").Page, server: import("./server.ts").Server) => Promise<void> }[];

for (const { how, reach } of ways) {
  test(`characters are counted on a page that was ${how}`, async ({ page, server }) => {
    await reach(page, server);
    const message = page.locator(".nhsuk-character-count__message");
    await expect(message).toHaveText("You can enter up to 20 characters");
    await page.fill("#notes", "One 😀");
    await expect(message).toHaveText("You have 15 characters remaining");
    await page.fill("#notes", "x".repeat(21));
    await expect(message).toHaveText("You have 1 character too many");
  });

  test(`a question follows from an answer on a page that was ${how}`, async ({ page, server }) => {
    await reach(page, server);
    await expect(page.locator("#site")).toBeHidden();
    await page.check("#way-2");
    await expect(page.locator("#site")).toBeVisible();
    await page.check("#way");
    await expect(page.locator("#site")).toBeHidden();
  });

  test(`what is typed is kept on a page that was ${how}`, async ({ page, server }) => {
    await reach(page, server);
    await page.fill("#notes", "Two\nlines");
    await expect(page.locator("[data-autosave-status]")).toHaveText("Saved 9:04am");
    const sent = new URLSearchParams(server.asked.find(({ address }) => address === "/api/typed/keep")?.body);
    expect(sent.get("page")).toBe("/form");
    expect(sent.get("function")).toBe("/api/people/add");
    expect(new URLSearchParams(sent.get("fields") ?? "").get("form[notes]")).toBe("Two\nlines");
    await page.waitForTimeout(1800);
    expect(server.count("POST", "/api/typed/keep")).toBe(1);
  });

  test(`the skip link moves the focus on a page that was ${how}`, async ({ page, server }) => {
    await reach(page, server);
    await page.locator(".nhsuk-skip-link").focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("#maincontent")).toBeFocused();
    await expectSameDocument(page);
  });

  test(`a button in the header prints a page that was ${how}`, async ({ page, server }) => {
    await reach(page, server);
    await page.evaluate(() => Object.assign(window, { printed: 0, print: () => ((window as unknown as { printed: number }).printed += 1) }));
    await page.getByRole("button", { name: "Print" }).click();
    expect(await page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(1);
  });
}

test("what was typed before the client came is counted, and what the server filled in is not", async ({ page, server }) => {
  await page.route("**/pkg/client.*.wasm", async (route) => {
    await expect.poll(() => page.locator("#notes").inputValue()).toBe("Early");
    await route.continue();
  });
  await page.goto(`${server.origin}/form?notes=Before`);
  await page.fill("#notes", "Early");
  await expect(page.locator(".nhsuk-character-count__message")).toHaveText("You have 15 characters remaining");
  await page.unroute("**/pkg/client.*.wasm");
  await visit(page, server, "/form?notes=Before");
  await expect(page.locator(".nhsuk-character-count__message")).toHaveText("You can enter up to 20 characters");
});

test("the summary's links lead into the questions", async ({ page, server }) => {
  await visit(page, server, "/form");
  await page.click("#send");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: "Enter a name" }).click();
  await expect(page.locator("#name")).toBeFocused();
  await summary.getByRole("link", { name: "Deep" }).click();
  await expect(page.locator("#hidden-deep")).toBeFocused();
  await page.check("#way-2");
  await summary.getByRole("link", { name: "Choose where" }).click();
  await expect(page.locator("#site-1")).toBeFocused();
  expect(new URL(page.url()).hash).toBe("");
});

test("what is typed is kept before another page is asked for", async ({ page, server }) => {
  await visit(page, server, "/form");
  await page.fill("#notes", "In haste");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  const keep = server.asked.findIndex(({ address }) => address === "/api/typed/keep");
  const list = server.asked.findIndex(({ address }) => address === "/list");
  expect(keep).toBeGreaterThan(-1);
  expect(keep).toBeLessThan(list);
  await page.waitForTimeout(1700);
  expect(server.count("POST", "/api/typed/keep")).toBe(1);
});

test("what was sent is not kept as well", async ({ page, server }) => {
  await visit(page, server, "/form");
  await page.fill("#name", "Ada");
  await page.click("#send");
  await heading(page, "Done");
  await page.waitForTimeout(1700);
  expect(server.count("POST", "/api/typed/keep")).toBe(0);
});

test("what was sent and refused is kept when the page is left", async ({ page, server }) => {
  await visit(page, server, "/form");
  await page.fill("#notes", "Refused");
  await page.click("#send");
  await expect(page.locator(".nhsuk-error-summary")).toBeVisible();
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  expect(server.count("POST", "/api/typed/keep")).toBe(1);
});

test("what was sent in vain is kept when the page is left", async ({ page, server, faults }) => {
  faults.allow("status of 502");
  await visit(page, server, "/form?answer=proxy");
  await page.fill("#notes", "In vain");
  await page.click("#send");
  await expect(page.locator("[data-notice]")).toBeVisible();
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  expect(server.count("POST", "/api/typed/keep")).toBe(1);
});

const kept = [
  { keeps: "signed-out" as const, says: "You have been signed out. What you typed is saved. Sign in again", fault: "status of 401" },
  { keeps: "not" as const, says: "We could not save what you typed just now", fault: "status of 503" },
];
for (const { keeps, says, fault } of kept) {
  test(`it is said when typed text is kept ${keeps}`, async ({ page, server, faults }) => {
    faults.allow(fault);
    server.keeps = keeps;
    await visit(page, server, "/form");
    await page.fill("#notes", "Words");
    await expect(page.locator("[data-autosave-status]")).toHaveText(says);
  });
}

test("the browser asks before it closes a page with typed text that is not kept", async ({ page, server }) => {
  await visit(page, server, "/form");
  await page.locator("#notes").pressSequentially("Words");
  page.removeAllListeners("dialog");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
});
