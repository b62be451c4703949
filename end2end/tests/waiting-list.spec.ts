import type { Browser, Page } from "@playwright/test";
import {
  another,
  choose,
  chooseTime,
  emailsTo,
  expect,
  expectHydrated,
  expectSoundPage,
  field, fillDay,
  heading,
  main,
  press,
  signInAs,
  test,
  visit,
} from "./fixtures.ts";

const WAITING = "/career-conversations/waiting";
const MINE = "/career-conversations/mine";
const ADVISER = "Joanna Wren";
const MONTHS = ["January", "February", "March", "April", "May", "June"];

/** 'Wednesday 4 March 2026', in its words. */
type Day = { weekday: string; day: string; month: string; year: string };

/** The addresses of members whose name has this in it, as a coordinator finds them. */
async function members(browser: Browser, text: string): Promise<string[]> {
  const page = await another(browser, "helen.marsh@example.nhs.uk");
  await visit(page, `/conversations/book?text=${text}`);
  const found = (await main(page).innerText()).match(/[\w.’'-]+@example\.nhs\.uk/g) ?? [];
  await page.context().close();
  return [...new Set(found)];
}

/** Fills in what is waited for: a phone call with the adviser on this day and no other, which other journeys leave alone. */
async function fillWish(page: Page, { weekday, day, month, year }: Day) {
  await choose(page, "Phone call");
  await field(page, "adviser").selectOption({ label: ADVISER });
  await choose(page, weekday);
  await fillDay(page, "last", [day, String(MONTHS.indexOf(month) + 1), year]);
  await field(page, "topic").selectOption("applying");
}

async function join(page: Page, day: Day) {
  await visit(page, `${WAITING}/join`);
  await fillWish(page, day);
  await press(page, "Join the waiting list");
  await expect(page).toHaveURL(/waiting\?changed=joined/);
  await expectHydrated(page);
}

/** Books a phone call with the adviser, and gives its page and its day. */
async function book(page: Page): Promise<{ conversation: string; day: Day }> {
  await visit(page, "/career-conversations/book/day");
  await page.getByText("Change how to meet or the adviser").click();
  await choose(page, "Phone call");
  await page.getByLabel("Adviser", { exact: true }).selectOption({ label: ADVISER });
  await press(page, "Show days");
  await expect(page).toHaveURL(/adviser=[0-9a-f-]{36}/);
  await expectHydrated(page);
  await chooseTime(page);
  await expect(heading(page)).toHaveText("What would you like to talk about?");
  await choose(page, "Joining the reserves");
  await press(page, "Continue");
  await expect(heading(page)).toHaveText("Check your answers");
  await press(page, "Book this conversation");
  await expect(heading(page)).toHaveText("Your conversation is booked");
  const reference = /CC-\w{4}-\w{4}/.exec(page.url())?.[0] ?? "";
  const told = await main(page).innerText();
  const [, weekday = "", day = "", month = "", year = ""] = /(\w+day) (\d+) (\w+) (\d{4})/.exec(told) ?? [];
  return { conversation: `/conversations/${reference}`, day: { weekday, day, month, year } };
}

/** Which place somebody has on the list. */
async function place(page: Page): Promise<number> {
  await visit(page, WAITING);
  return Number(/You are (\d+)/.exec(await main(page).innerText())?.[1]);
}

async function cancel(page: Page, conversation: string) {
  await visit(page, `${conversation}/cancel`);
  await press(page, "Yes, cancel it");
  await expect(page.getByText("Your conversation has been cancelled")).toBeVisible();
}

test("who waits is offered a freed time, declines it, and the next one accepts it", async ({ browser }) => {
  test.slow();
  const [one, two, three] = await members(browser, "jones");
  const [owner, ...waiting] = await Promise.all([one, two, three].map((email) => another(browser, email)));
  const { conversation, day } = await book(owner);

  await join(waiting[0], day);
  await expectSoundPage(waiting[0]);
  await expect(main(waiting[0])).toContainText(/You are \d+(st|nd|rd|th) on the list\./);
  await expect(main(waiting[0])).toContainText(ADVISER);
  await join(waiting[1], day);
  // The clock stands still here, so both joined at the same moment: each page says who is asked first.
  const isInOrder = (await place(waiting[0])) < (await place(waiting[1]));
  const [first, second] = isInOrder ? waiting : waiting.toReversed();

  await cancel(owner, conversation);
  await visit(second, MINE);
  await expect(second.getByText(/^We are keeping /)).toHaveCount(0);
  await visit(first, MINE);
  await expect(first.getByText(/^We are keeping /)).toBeVisible();
  await expectSoundPage(first);
  await expect.poll(() => emailsTo(isInOrder ? two : three).join("\n")).toContain("we are keeping it for you");

  await visit(first, WAITING);
  await expectSoundPage(first);
  await press(first, "Decline this time");
  await expect(first.getByText("You have declined the time")).toBeVisible();
  await expectHydrated(first);
  await expectSoundPage(first);

  await visit(second, MINE);
  await press(second, "Accept this time");
  await expect(heading(second)).toHaveText("Your conversation is booked");
  await expectHydrated(second);
  await expectSoundPage(second);
  await visit(second, MINE);
  await expect(second.getByText("on the list.")).toHaveCount(0);

  await visit(first, WAITING);
  await press(first, "Leave the waiting list");
  await expect(first.getByText("You have left the waiting list")).toBeVisible();
  await expectHydrated(first);
  await expectSoundPage(first);
  await Promise.all([owner, first, second].map((page) => page.context().close()));
});

test("joining says what is missing and keeps what was chosen", async ({ browser }) => {
  const [email] = await members(browser, "patel");
  const page = await another(browser, email);
  await visit(page, `${WAITING}/join`);
  await expect(heading(page)).toHaveText("Join the waiting list");
  await expectSoundPage(page);
  await choose(page, "Friday");
  await press(page, "Join the waiting list");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toContainText("Choose what you would like to talk about");
  await expect(summary).toContainText("Choose how you would like to meet");
  await expect(summary).toContainText("Enter the last day that suits you");
  await expect(field(page, "friday")).toBeChecked();
  await expectSoundPage(page);
  await page.context().close();
});

test("the page of days leads to the waiting list", async ({ browser }) => {
  const [email] = await members(browser, "walker");
  const page = await another(browser, email);
  await visit(page, "/career-conversations/book/day?way=phone");
  await page.getByRole("link", { name: "If no day suits you, join the waiting list" }).click();
  await expect(page).toHaveURL(/waiting\/join\?way=phone/);
  await expect(heading(page)).toHaveText("Join the waiting list");
  await expect(page.getByLabel("Phone call")).toBeChecked();
  await expectSoundPage(page);
  await page.context().close();
});

test("a coordinator sees the line", async ({ page }) => {
  await signInAs(page, "coordinator");
  await visit(page, "/conversations");
  await page.getByRole("link", { name: /^Waiting list/ }).click();
  await expect(heading(page)).toHaveText("Waiting list");
  await expect(page.getByRole("table")).toContainText("Saturday and Sunday");
  await expectSoundPage(page);
});

test("a calendar link is shown once, works without signing in, and stops", async ({ browser, gate }) => {
  gate.allow(404);
  const [email] = await members(browser, "taylor");
  const page = await another(browser, email);
  await visit(page, "/account");
  await page.getByRole("link", { name: "See your conversations in your own calendar" }).click();
  await expect(heading(page)).toHaveText("Your conversations in your calendar");
  await expectSoundPage(page);
  await press(page, "Make a calendar link");
  await expect(page.getByRole("heading", { name: "Copy your link now" })).toBeVisible();
  await expectHydrated(page);
  await expectSoundPage(page);
  const link = new URL(await page.locator("code").innerText()).pathname;
  const reader = await browser.newContext({ baseURL: test.info().project.use.baseURL });
  const calendar = await reader.request.get(link);
  expect(calendar.status()).toBe(200);
  expect(calendar.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  expect(await calendar.text()).toContain("BEGIN:VCALENDAR");
  await visit(page, "/account/calendar");
  await expect(page.locator("code")).toHaveCount(0);
  await press(page, "Stop the link");
  await expect(page.getByText("You have no link.")).toBeVisible();
  expect((await reader.request.get(link)).status()).toBe(404);
  await reader.close();
  await page.context().close();
});
