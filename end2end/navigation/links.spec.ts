import { expect, expectOtherDocument, expectSameDocument, heading, notice, path, ready, scrolled, test, visit } from "./fixtures.ts";

const followed = [
  { what: "a link", click: "header a[href='/list']", title: "List 1", at: "/list" },
  { what: "words inside a link", click: "#inside", title: "List 1", at: "/list" },
  { what: "a link that redirects", click: "#redirected", title: "List 7", at: "/list?page=7" },
  { what: "a page that is missing", click: "#missing", title: "Page not found", at: "/missing", fault: "status of 404" },
  { what: "a page with an error", click: "#broken", title: "Sorry", at: "/broken", fault: "status of 500" },
];
for (const { what, click, title, at, fault } of followed) {
  test(`${what} is shown without loading a document`, async ({ page, server, faults }) => {
    if (fault) faults.allow(fault);
    await visit(page, server, "/");
    await page.click(click);
    await heading(page, title);
    expect(path(page)).toBe(at);
    await expectSameDocument(page);
    expect(server.documents()).toBe(1);
    await expect(page.locator("body")).toHaveAttribute("data-path", at.split("?")[0]);
  });
}

const left = [
  { what: "a link with rel=external", click: "#external" },
  { what: "a link that the page leaves to the browser", click: "#off" },
];
for (const { what, click } of left) {
  test(`${what} loads a document`, async ({ page, server }) => {
    await visit(page, server, "/");
    await page.click(click);
    await heading(page, "List 1");
    await expectOtherDocument(page);
    expect(server.documents()).toBe(2);
  });
}

test("an answer of the server itself is loaded by the browser", async ({ page, server, faults }) => {
  faults.allow("status of 503");
  await visit(page, server, "/");
  await page.click("#bare");
  await heading(page, "The service is busy");
  await expectOtherDocument(page);
});

test("a new page is announced, has its title and takes the focus, from its top", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.locator("#end-to-list").click();
  await heading(page, "List 1");
  await expect(page).toHaveTitle("List 1 - Fixture");
  await expect(page.locator("h1")).toBeFocused();
  await expect(page.locator("#client-status [role=status]")).toHaveText("List 1 - Fixture");
  expect(await scrolled(page)).toBe(0);
});

test("navigating and loading give the same body", async ({ page, server }) => {
  const body = () =>
    page.evaluate(() => {
      document.querySelectorAll("#client-status, [tabindex]").forEach((at) => (at.id === "client-status" ? at.remove() : at.removeAttribute("tabindex")));
      return document.body.outerHTML.replace(/\s+/g, " ");
    });
  for (const address of ["/list?page=2", "/form", "/done"]) {
    await visit(page, server, "/");
    await page.evaluate((to) => Object.assign(document.querySelector<HTMLAnchorElement>("#words")!, { href: to }), address);
    await page.click("#words");
    await expect.poll(() => path(page)).toBe(address);
    await expectSameDocument(page);
    const navigated = await body();
    await page.goto(server.origin + address);
    await ready(page);
    expect(navigated).toBe(await body());
  }
});

test("what is equal around the content stays, and what differs does not", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => Object.assign(document.querySelector("footer")!, { isFirst: true }));
  const isFirst = () => page.evaluate(() => (document.querySelector("footer") as unknown as { isFirst?: boolean }).isFirst);
  await page.click("header a[href='/form']");
  await heading(page, "Form");
  expect(await isFirst()).toBe(true);
  server.look = { ...server.look, name: "Grace" };
  await page.click("header a[href='/list']");
  await expect(page.locator("#who")).toHaveText("Grace");
  expect(await isFirst()).toBe(true);
  // What was opened goes back to how the server draws it.
  await page.click("#about summary");
  await page.click("header a[href='/form']");
  await heading(page, "Form");
  await expect(page.locator("#about")).not.toHaveAttribute("open");
  expect(await isFirst()).toBeUndefined();
});

test("a fragment of the page is the browser's, and back scrolls to where it was", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => scrollTo(0, 40));
  await page.click("#to-end");
  await expect.poll(() => path(page)).toBe("/#end");
  await expect.poll(() => scrolled(page)).toBeGreaterThan(1000);
  await page.goBack();
  await expect.poll(() => scrolled(page)).toBe(40);
  await page.goForward();
  await expect.poll(() => scrolled(page)).toBeGreaterThan(1000);
  await expectSameDocument(page);
  expect(server.count("GET", "/")).toBe(1);
});

test("a fragment of another page is shown and has the focus", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("#list-end");
  await heading(page, "List 2");
  expect(path(page)).toBe("/list?page=2#last");
  await expect(page.locator("#last")).toBeFocused();
  expect(await scrolled(page)).toBeGreaterThan(500);
});

for (const click of ["#download", "#file"]) {
  test(`a file is downloaded and the page stays (${click})`, async ({ page, server }) => {
    await visit(page, server, "/");
    const download = page.waitForEvent("download");
    await page.click(click);
    expect((await download).suggestedFilename()).toBe("file.csv");
    expect(path(page)).toBe("/");
    await heading(page, "Home");
    await expectSameDocument(page);
    await expect(page.locator("main")).not.toHaveAttribute("aria-busy");
    await page.click("header a[href='/list']");
    await heading(page, "List 1");
  });
}

for (const click of ["#other", "#away"]) {
  test(`another origin is the browser's (${click})`, async ({ page, server, other, faults }) => {
    faults.allow("Content Security Policy", "Refused to connect", "Fetch API cannot load", "violates the following");
    await visit(page, server, "/");
    await page.click(click);
    await page.waitForURL(`${other.origin}/elsewhere`);
    await page.goBack();
    await heading(page, "Home");
  });
}

test("a new tab, and a click with a modifier, are the browser's", async ({ page, server, context }) => {
  await visit(page, server, "/");
  for (const options of [{ at: "#new-tab" }, { at: "#words", modifiers: ["ControlOrMeta" as const] }, { at: "#words", button: "middle" as const }]) {
    const opened = context.waitForEvent("page");
    await page.click(options.at, { modifiers: options.modifiers, button: options.button });
    await (await opened).close();
  }
  await heading(page, "Home");
  await expectSameDocument(page);
});

test("a double and a triple click follow a link once", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("#slow", { clickCount: 3, delay: 20 });
  await heading(page, "Slow");
  expect(server.count("GET", "/slow")).toBe(1);
});

test("the second click of a double click does not meet the next page", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => {
    const second = new MouseEvent("click", { detail: 2, bubbles: true, cancelable: true });
    new MutationObserver((_, observer) => {
      observer.disconnect();
      document.querySelector("header a[href='/form']")!.dispatchEvent(second);
    }).observe(document.body, { attributes: true });
  });
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await page.waitForTimeout(300);
  await heading(page, "List 1");
  expect(server.count("GET", "/form")).toBe(0);
});

test("the last of two links is shown", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("#slower");
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await page.waitForTimeout(1800);
  await heading(page, "List 1");
  expect(path(page)).toBe("/list");
});

test("a sign of waiting comes after 300 ms and goes with the page", async ({ page, server }) => {
  await visit(page, server, "/");
  const sign = page.locator("#client-status .app-waiting");
  const shownAfter = page.evaluate(
    () =>
      new Promise<number>((done) => {
        let clicked = 0;
        document.addEventListener("click", () => (clicked = performance.now()), true);
        const sign = document.querySelector("#client-status .app-waiting")!;
        new MutationObserver(() => done(performance.now() - clicked)).observe(sign, { attributes: true });
      }),
  );
  await page.click("#never");
  await expect(page.locator("main")).toHaveAttribute("aria-busy", "true");
  expect(await shownAfter).toBeGreaterThanOrEqual(295);
  await expect(sign).toHaveText("Loading");
  server.release("Late");
  await heading(page, "Late");
  await expect(sign).toBeHidden();
  await expect(page.locator("main")).not.toHaveAttribute("aria-busy");
});

test("a quick page comes without a sign of waiting", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => {
    const sign = document.querySelector("#client-status .app-waiting")!;
    new MutationObserver(() => document.documentElement.setAttribute("data-sign", "seen")).observe(sign, { attributes: true, childList: true });
  });
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await page.waitForTimeout(500);
  // Hiding what is hidden is no change.
  await expect(page.locator("html")).not.toHaveAttribute("data-sign");
});

test("a page of another version is loaded whole", async ({ page, server }) => {
  await visit(page, server, "/");
  server.look = { ...server.look, version: "another" };
  await page.click("#list-end");
  await heading(page, "List 2");
  await expectOtherDocument(page);
  expect(path(page)).toBe("/list?page=2#last");
});

test("a session that has ended leads to signing in, in the same document", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => Object.assign(document.querySelector<HTMLAnchorElement>("#words")!, { href: "/private" }));
  await page.click("#words");
  await heading(page, "Sign in");
  expect(path(page)).toBe("/sign-in?return_to=/private");
  await expect(page.locator("#back")).toHaveText("/private");
  await expectSameDocument(page);
});

test("offline, the page stays and says so; later the link works", async ({ page, server, context, faults }) => {
  faults.allow("ERR_INTERNET_DISCONNECTED");
  await visit(page, server, "/");
  await context.setOffline(true);
  await page.click("header a[href='/list']");
  await expect(notice(page)).toContainText("You are offline");
  await expect(notice(page)).toBeFocused();
  await heading(page, "Home");
  expect(path(page)).toBe("/");
  await context.setOffline(false);
  await notice(page).getByRole("link", { name: "Try again" }).click();
  await heading(page, "List 1");
  await expectSameDocument(page);
  await expect(notice(page)).toHaveCount(0);
});

test("a page that never comes is said after 10 s, and the next link works", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("#never");
  await expect(notice(page)).toContainText("This is taking longer than usual", { timeout: 14_000 });
  await expect(page.locator("#client-status .app-waiting")).toBeHidden();
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await expect(notice(page)).toHaveCount(0);
  server.release("Late");
  await page.waitForTimeout(300);
  await heading(page, "List 1");
});

test("on paper is the page that is shown, and nothing of the client's", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("#slow");
  await heading(page, "Slow");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".app-printed")).toBeVisible();
  await expect(page.locator(".app-printed")).toHaveText("Printed by Ada: Slow");
  await expect(page.locator("#client-status")).toBeHidden();
});

test("details open and close on a page that was put in place", async ({ page, server }) => {
  await visit(page, server, "/list");
  await page.click("header a[href='/']");
  await heading(page, "Home");
  await page.click("#more summary");
  await expect(page.getByText("More words")).toBeVisible();
});
