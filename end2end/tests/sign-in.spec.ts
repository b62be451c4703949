import {
  askForCode as ask,
  expect,
  expectHydrated,
  expectSoundPage,
  plain,
  press,
  signInAs,
  signInByEmail,
  signInEmails,
  test,
  type Persona,
  visit,
} from "./fixtures.ts";
import type { Page } from "@playwright/test";

test("the code from the email signs in, once, and leads back to the page that asked", async ({ page, context }) => {
  const email = "david.okafor@example.nhs.uk";
  await visit(page, "/conversations/diary");
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
  await expectSoundPage(page);
  await page.getByLabel("What is your email address?").fill(email);
  const before = signInEmails(email).length;
  await press(page, "Send me a code");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Enter your code");
  await expectSoundPage(page);
  await expect.poll(() => signInEmails(email).length, { timeout: 20_000 }).toBeGreaterThan(before);
  const code = /sign-in code is (\d{6})/.exec(plain(signInEmails(email).at(-1) ?? ""))?.[1] ?? "";

  await page.getByLabel("6-digit code").fill("12");
  await press(page, "Sign in");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toContainText(/code/i);
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByLabel("6-digit code")).toHaveValue("12");
  await page.getByLabel("6-digit code").fill(`${Number(code) === 111111 ? 222222 : 111111}`);
  await press(page, "Sign in");
  await expect(summary).toContainText("That code is not right");

  await page.getByLabel("6-digit code").fill(code);
  await press(page, "Sign in");
  await expect(page).toHaveURL(/\/conversations\/diary$/);
  await expectHydrated(page);
  await expect(page.getByRole("navigation", { name: "Account" })).toContainText("David Okafor");
  // What is kept in the browser can't be read by the page's scripts.
  const cookies = await context.cookies();
  expect(cookies.filter((cookie) => /session/.test(cookie.name)).every((cookie) => cookie.httpOnly)).toBe(true);
});

test("an address that nobody has gets the same answer", async ({ page }) => {
  const known = await ask(page, "helen.marsh@example.nhs.uk");
  const shown = await page.getByRole("main").innerText();
  const unknown = await ask(page, "nobody.at.all@example.nhs.uk");
  const other = await page.getByRole("main").innerText();
  expect(other.replace("nobody.at.all", "helen.marsh")).toBe(shown);
  expect(plain(known)).toContain("sign-in code is");
  expect(plain(unknown)).toContain("has no account");
  await visit(page, "/sign-in");
  await page.getByLabel("What is your email address?").fill("not an address");
  await press(page, "Send me a code");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("email address");
  await expect(page.getByLabel("What is your email address?")).toHaveValue("not an address");
});

test("the link from the email signs in when its button is pressed, and only once", async ({ page }) => {
  const email = plain(await ask(page, "priya.nair@example.nhs.uk"));
  const link = /\/sign-in\/link\/\w+/.exec(email)?.[0] ?? "";
  await visit(page, link);
  await expect(page.getByText("You are about to sign in as")).toBeVisible();
  await expectSoundPage(page);
  await press(page, "Sign in");
  await expect(page.getByRole("navigation", { name: "Account" })).toContainText("Priya Nair");
  await visit(page, link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  await expectSoundPage(page);
});

test("an account shows where it is signed in, signs out one browser, and all of them", async ({ page, browser, baseURL }) => {
  // Somebody whom no other journey signs in as: they would be signed out with her.
  const asJoanna = async (opened: Page) => {
    await opened.goto("/");
    expect(await signInByEmail(opened, "joanna.wren@example.nhs.uk")).toBe(200);
  };
  const another = async () => {
    const opened = await (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
    await asJoanna(opened);
    return opened;
  };
  const others = [await another(), await another()];
  /** How many of the other browsers are still signed in. */
  const signedIn = async () => {
    let count = 0;
    for (const opened of others) {
      await opened.goto("/conversations/diary");
      if (!/\/sign-in/.test(opened.url())) count += 1;
    }
    return count;
  };
  await asJoanna(page);
  await visit(page, "/account");
  await expectSoundPage(page);
  const browsers = page.locator(".app-browsers > li");
  await expect(browsers).toHaveCount(3);
  await expect(page.getByText("This browser")).toHaveCount(1);
  await browsers.getByRole("button", { name: "Sign out" }).first().click();
  await expect(browsers).toHaveCount(2);
  await expect(page.getByText("This browser")).toHaveCount(1);
  expect(await signedIn()).toBe(1);
  await press(page, "Sign out everywhere");
  await expect(page.getByRole("navigation", { name: "Account" })).toContainText("Sign in");
  expect(await signedIn()).toBe(0);
  for (const opened of others) await opened.context().close();
  await visit(page, "/account");
  await expect(page).toHaveURL(/\/sign-in/);
});

/** What each persona's menu leads to among other things, and what it doesn't. */
const HOMES: [Persona, string[], string[]][] = [
  ["member", ["My conversations", "Your account"], ["Your conversations", "All conversations", "People"]],
  ["adviser", ["Your conversations", "Availability", "Your account"], ["All conversations", "People"]],
  ["coordinator", ["All conversations", "Your account"], ["My conversations", "Your conversations"]],
  ["administrator", ["People", "Settings", "Your account"], ["My conversations", "Your conversations"]],
];

for (const [persona, parts, others] of HOMES) {
  test(`the home page and the menu of the ${persona} lead to the parts that are for them`, async ({ page }) => {
    await signInAs(page, persona);
    await visit(page, "/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Hello /);
    await expect(page.getByRole("heading", { name: /^Your tasks/ })).toBeVisible();
    const current = page.getByRole("navigation", { name: "Menu" }).locator("[aria-current]");
    await expect(current).toHaveText("Home");
    await expectSoundPage(page);
    await page.getByRole("main").getByRole("link", { name: "See everything you can do here" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Menu");
    await expectSoundPage(page);
    const links = page.locator(".app-lines-of-links a");
    const words = await links.allTextContents();
    expect(words).toEqual(expect.arrayContaining(parts));
    for (const other of others) expect(words).not.toContain(other);
    await links.first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words[0]!);
    await expect(current).not.toHaveText("Home");
    await expectSoundPage(page);
  });
}
