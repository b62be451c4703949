import type { Page } from "@playwright/test";
import { expect, expectOtherDocument, expectSameDocument, heading, notice, path, test, visit } from "./fixtures.ts";

const fill = async (page: Page, name = "Ada", notes = "Two\nlines") => {
  await page.fill("#name", name);
  await page.fill("#notes", notes);
};
const send = (page: Page) => page.click("#send");
const expectTyped = async (page: Page) => {
  await expect(page.locator("#name")).toHaveValue("Ada");
  await expect(page.locator("#notes")).toHaveValue("Two\nlines");
};

test("a search goes into the address, with the button", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("#search button");
  await heading(page, "List 2");
  expect(path(page)).toBe("/list?q=a+b&page=2&go=yes");
  await expectSameDocument(page);
  await page.goBack();
  await heading(page, "Home");
});

test("a form that is done leads on by 303, and back to a fresh form", async ({ page, server }) => {
  await visit(page, server, "/form");
  await fill(page);
  await send(page);
  await heading(page, "Done");
  expect(path(page)).toBe("/done");
  await expect(page.locator(".nhsuk-notification-banner")).toBeFocused();
  await expectSameDocument(page);
  const body = new URLSearchParams(server.asked.find(({ method }) => method === "POST")?.body);
  expect(Object.fromEntries(body)).toMatchObject({ "form[name]": "Ada", "form[notes]": "Two\nlines", step: "add", server_function: "/api/people/add" });
  await page.goBack();
  await heading(page, "Form");
  expect(server.documents()).toBe(1);
});

test("a form that leads back to its own address leaves no entry behind", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.evaluate(() => Object.assign(document.querySelector<HTMLAnchorElement>("#words")!, { href: "/form?answer=same" }));
  await page.click("#words");
  await heading(page, "Form");
  await fill(page);
  await send(page);
  await expect(page.locator("#name")).toHaveValue("");
  await page.goBack();
  await heading(page, "Home");
});

test("422 shows the page again, with the summary in focus, what was typed, and the same address", async ({ page, server }) => {
  await visit(page, server, "/form");
  await fill(page, "", "Kept");
  await send(page);
  await expect(page.locator(".nhsuk-error-summary")).toBeFocused();
  await expect(page).toHaveTitle("Error: Form - Fixture");
  await expect(page.locator("#client-status [role=status]")).toHaveText("Error: Form - Fixture");
  await expect(page.locator("#notes")).toHaveValue("Kept");
  expect(path(page)).toBe("/form");
  await expectSameDocument(page);
  await page.fill("#name", "Ada");
  await send(page);
  await heading(page, "Done");
  expect(server.count("POST", "/form")).toBe(2);
});

for (const status of [409, 403, 500]) {
  test(`${status} with the page is shown, with what was typed`, async ({ page, server, faults }) => {
    faults.allow(`status of ${status}`);
    await visit(page, server, `/form?answer=${status}`);
    await fill(page);
    await send(page);
    await expect(page.locator(".nhsuk-error-summary")).toContainText(`Status ${status}`);
    await expectTyped(page);
    await expectSameDocument(page);
  });
}

const failed = [
  { answer: "bare-503", says: "Of the server itself", fault: "status of 503" },
  { answer: "proxy", says: "The service is busy", fault: "status of 502" },
  { answer: "cut", says: "We could not reach People Hub", fault: "ERR_EMPTY_RESPONSE" },
  { answer: "bare-401", says: "Of the server itself", fault: "status of 401" },
];
for (const { answer, says, fault } of failed) {
  test(`a send that fails keeps what was typed and says so (${answer})`, async ({ page, server, faults }) => {
    faults.allow(fault);
    await visit(page, server, `/form?answer=${answer}`);
    await fill(page);
    await send(page);
    await expect(notice(page)).toContainText(says);
    await expect(notice(page)).toContainText("What you typed is still here");
    await expect(notice(page)).toBeFocused();
    await expectTyped(page);
    await expect(page.locator("#send")).not.toHaveAttribute("aria-disabled");
    await expectSameDocument(page);
    await page.waitForTimeout(500);
    await page.click("#second button");
    await heading(page, "Done");
  });
}

test("a session that has ended when sending offers to sign in and come back", async ({ page, server, faults }) => {
  faults.allow("status of 401");
  await visit(page, server, "/form?answer=bare-401");
  await fill(page);
  await send(page);
  await notice(page).getByRole("link", { name: "Sign in again" }).click();
  await heading(page, "Sign in");
  await expect(page.locator("#back")).toHaveText("/form?answer=bare-401");
});

test("a session that has ended, where the server keeps what was typed, leads to signing in", async ({ page, server }) => {
  await visit(page, server, "/form?answer=signed-out");
  await fill(page);
  await send(page);
  await heading(page, "Sign in");
  expect(path(page)).toBe("/sign-in?return_to=/form&kept=yes");
});

test("offline, what was typed stays and is sent later, once", async ({ page, server, context, faults }) => {
  faults.allow("ERR_INTERNET_DISCONNECTED");
  await visit(page, server, "/form");
  await fill(page);
  await context.setOffline(true);
  await send(page);
  await expect(notice(page)).toContainText("You are offline");
  await expectTyped(page);
  await context.setOffline(false);
  await page.waitForTimeout(500);
  await send(page);
  await heading(page, "Done");
  expect(server.count("POST", "/form")).toBe(1);
});

for (const clicks of [2, 3]) {
  for (const wait of [0, 400]) {
    test(`${clicks} clicks send a form once, answered after ${wait} ms`, async ({ page, server }) => {
      await visit(page, server, "/form");
      const query = `/form?for=${wait}`;
      await page.evaluate((action) => document.querySelector("form")!.setAttribute("action", action), query);
      await page.click("#send", { clickCount: clicks, delay: 30 });
      await expect(page.locator(".nhsuk-error-summary")).toBeVisible();
      await page.waitForTimeout(wait + 300);
      expect(server.count("POST", "/form")).toBe(1);
    });
  }
}

test("three presses at once send a form once", async ({ page, server }) => {
  await visit(page, server, "/form");
  await fill(page);
  await page.evaluate(() => [1, 2, 3].forEach(() => document.querySelector<HTMLElement>("#send")!.click()));
  await heading(page, "Done");
  expect(server.count("POST", "/form")).toBe(1);
});

test("a button names its own address", async ({ page, server }) => {
  await visit(page, server, "/form");
  await page.click("#elsewhere");
  await heading(page, "Done");
  await expect(page.getByText("Done button")).toBeVisible();
});

test("Enter in an input sends the form with its first button", async ({ page, server }) => {
  await visit(page, server, "/form");
  await fill(page);
  await page.press("#name", "Enter");
  await heading(page, "Done");
  expect(new URLSearchParams(server.asked.find(({ method }) => method === "POST")?.body).get("step")).toBe("add");
});

test("a link pressed while a form is being sent waits: the form's outcome is shown", async ({ page, server }) => {
  await visit(page, server, "/form");
  await fill(page);
  await page.evaluate(() => document.querySelector("form")!.setAttribute("action", "/form?for=900"));
  await send(page);
  await expect(page.locator("#send")).toHaveAttribute("aria-disabled", "true");
  await page.click("#to-list");
  await expect(page.locator("#client-status .app-waiting")).toHaveText("Sending");
  await heading(page, "Done");
  expect(path(page)).toBe("/done");
  expect(server.count("GET", "/list")).toBe(0);
  await expectSameDocument(page);
});

test("back pressed while a form is being sent waits too", async ({ page, server }) => {
  await visit(page, server, "/");
  await page.click("header a[href='/form']");
  await heading(page, "Form");
  await page.evaluate(() => document.querySelector("form")!.setAttribute("action", "/form?for=900"));
  await fill(page);
  await send(page);
  await page.evaluate(() => history.back());
  await heading(page, "Done");
  expect(path(page)).toBe("/done");
  await page.goBack();
  await heading(page, "Form");
});

test("a form that nobody answers is said after 10 s; the next form works and the late answer is not shown", async ({ page, server }) => {
  await visit(page, server, "/form?answer=never");
  await fill(page);
  await send(page);
  await expect(notice(page)).toContainText("This is taking longer than usual", { timeout: 14_000 });
  await expectTyped(page);
  await expect(page.locator("#send")).not.toHaveAttribute("aria-disabled");
  await page.click("#second button");
  await heading(page, "Done");
  await expect(page.getByText("Done second")).toBeVisible();
  server.release("Late");
  await page.waitForTimeout(300);
  await heading(page, "Done");
});

test("a late answer is shown to who has waited", async ({ page, server }) => {
  await visit(page, server, "/form?answer=never");
  await fill(page);
  await send(page);
  await expect(notice(page)).toBeVisible({ timeout: 14_000 });
  server.release("Late");
  await heading(page, "Late");
  await expect(notice(page)).toHaveCount(0);
});

test("another version answers a form by 303: its page is loaded whole", async ({ page, server }) => {
  await visit(page, server, "/form");
  await fill(page);
  server.look = { ...server.look, version: "another" };
  await send(page);
  await heading(page, "Done");
  await expectOtherDocument(page);
  expect(server.count("POST", "/form")).toBe(1);
});

test("another version answers a form by 422: what was typed is shown, and the next page is loaded whole", async ({ page, server }) => {
  await visit(page, server, "/form");
  await fill(page, "", "Kept");
  server.look = { ...server.look, version: "another" };
  await send(page);
  await expect(page.locator(".nhsuk-error-summary")).toBeVisible();
  await expect(page.locator("#notes")).toHaveValue("Kept");
  await expectSameDocument(page);
  await page.click("header a[href='/list']");
  await heading(page, "List 1");
  await expectOtherDocument(page);
});

test("signing in changes the header with the page", async ({ page, server }) => {
  server.look = { ...server.look, name: "Sign in" };
  await visit(page, server, "/form");
  await fill(page);
  server.look = { ...server.look, name: "Ada" };
  await send(page);
  await heading(page, "Done");
  await expect(page.locator("#who")).toHaveText("Ada");
  await expectSameDocument(page);
});
