import type { Browser, Locator, Page } from "@playwright/test";
import { counting } from "./counting.ts";
import {
  another,
  choose,
  chooseTime,
  emailsTo,
  expect,
  expectArrived,
  expectHydrated,
  expectSoundPage,
  heading,
  liftBookingLimits,
  main,
  press,
  scripts,
  signInAs,
  test,
  visit,
} from "./fixtures.ts";

const BOOK = "/career-conversations/book";
const QUESTIONS = {
  day: "What day suits you?",
  time: /^\w+day \d+ \w+: what time\?$/,
  topic: "What would you like to talk about?",
  way: "How would you like to meet?",
  check: "Check your answers",
};
const TOPIC = "Apprenticeships and learning while I work";

async function expectQuestion(page: Page, question: keyof typeof QUESTIONS) {
  await expect(page.getByRole("heading", { level: 1, name: QUESTIONS[question] })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${BOOK}/${question}(\\?|#|$)`));
}

const radios = (page: Page) => page.locator('input[type="radio"][name="form[slot]"]');

/** Answers the questions up to 'Check your answers'. A draft of before may have a topic: then that isn't asked. */
async function answer(page: Page, { preparation = "", time = 0 } = {}) {
  await visit(page, `${BOOK}/day`);
  await chooseTime(page, { time });
  await expect(heading(page)).toHaveText(/What would you like to talk about\?|Check your answers/);
  await visit(page, `${BOOK}/topic`);
  await choose(page, TOPIC);
  await page.getByRole("textbox").fill(preparation);
  await press(page, "Continue");
  await expectQuestion(page, "check");
}

/** Books, and gives the reference. */
async function book(page: Page, answers: Parameters<typeof answer>[1] = {}): Promise<string> {
  await answer(page, answers);
  await press(page, "Book this conversation");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your conversation is booked");
  return /CC-\w{4}-\w{4}/.exec(page.url())?.[0] ?? "";
}

/** The hidden and chosen fields of the form with this button, as the browser would send them. */
async function fieldsOf(page: Page, button: string): Promise<Record<string, string>> {
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: button }) });
  const pairs = await form.locator("input, textarea").evaluateAll((inputs) =>
    inputs
      .map((input) => input as HTMLInputElement)
      .filter((input) => input.type !== "radio" || input.checked)
      .map((input) => [input.name, input.value]),
  );
  return Object.fromEntries(pairs);
}

/** Sends a form as a program does, with the cookies of the page. */
async function send(page: Page, path: string, form: Record<string, string>) {
  const headers = { accept: "application/json", origin: new URL(page.url()).origin };
  return page.request.post(`/api/career-conversations/${path}`, { form, headers });
}

/** Somebody else with a browser of their own, for a while. */
async function asAnother(browser: Browser, email: string, act: (page: Page) => Promise<void>) {
  const page = await another(browser, email);
  await act(page);
  await page.context().close();
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await element.evaluate((wanted) => wanted === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not reach it");
}

// All these journeys are Amina's, in one day.
test.beforeAll(async ({ browser }) => {
  await liftBookingLimits(browser);
});

test.beforeEach(async ({ page }) => {
  await signInAs(page, "member");
});

test("a member books, step by step, and every page is sound", async ({ page }) => {
  test.slow();
  await visit(page, "/career-conversations");
  await expectSoundPage(page);
  await press(page, "Book a career conversation");
  await expectQuestion(page, "day");
  await expectArrived(page);
  await expectSoundPage(page);
  await expect(page.getByText("Step 1 of 4")).toBeVisible();
  await expect(page.locator(".app-days a")).toHaveCount(10);
  await page.locator(".app-days a").first().click();
  await expectQuestion(page, "time");
  await expectArrived(page);
  await expectSoundPage(page);
  const names = await page.locator(".app-times button").allInnerTexts();
  for (const name of names) expect(name).toMatch(/^\d+(:\d\d)?[ap]m, .+, \d+ minutes$/);
  expect(new Set(names).size, "no two have one name").toBe(names.length);
  await page.locator(".app-times button").first().click();
  await expectQuestion(page, "topic");
  await expectArrived(page);
  await expectSoundPage(page);
  const typed = "I like nights 🌙\nمرحبا <script>alert(1)</script>";
  await choose(page, TOPIC);
  await page.getByRole("textbox").fill(typed);
  await press(page, "Continue");
  await expectQuestion(page, "check");
  await expectArrived(page);
  await expectSoundPage(page);
  await expect(page.getByRole("main")).toContainText("<script>alert(1)</script>");
  await press(page, "Book this conversation");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your conversation is booked");
  await expectArrived(page);
  await expectSoundPage(page);
  const reference = /CC-\w{4}-\w{4}/.exec(page.url())?.[0] ?? "";
  await expect(page.getByRole("main")).toContainText(reference);
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Add to calendar" }).click();
  expect((await file).suggestedFilename()).toBe("career-conversation.ics");

  await page.getByRole("link", { name: "See, move or cancel this conversation" }).click();
  await expect(page.getByText(typed.split("\n")[0])).toBeVisible();
  await expectSoundPage(page);
  await expect
    .poll(() => emailsTo("amina.yusuf@example.nhs.uk").some((mail) => mail.includes(reference)))
    .toBe(true);
  const mail = emailsTo("amina.yusuf@example.nhs.uk").find((mail) => mail.includes(reference));
  expect(mail).toContain("text/calendar");
  expect(mail, "emails say nothing of what was written").not.toContain("nights");
});

test("on a phone booking takes six taps and little scrolling, and a change three", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { count, tap, screens } = counting(page);
  const button = (name: string) => page.getByRole("button", { name });
  const arrive = async (question: keyof typeof QUESTIONS) => {
    await expectQuestion(page, question);
    await expectArrived(page);
  };
  await visit(page, "/");
  await tap(button("Book a career conversation"));
  await arrive("day");
  const days = await screens();
  await tap(page.locator(".app-days a").nth(9));
  await arrive("time");
  const times = await screens();
  await tap(page.locator(".app-times button").last());
  await arrive("topic");
  await tap(page.locator("label").filter({ hasText: TOPIC }));
  await tap(button("Continue"));
  await arrive("check");
  // Each by three taps, on two screens.
  for (const [what, question, acts] of [
    ["the time", "day", async () => { await tap(page.locator(".app-days a").first()); await arrive("time"); await tap(page.locator(".app-times button").first()); }],
    ["how you would like to meet", "way", async () => { await tap(page.locator("label").filter({ hasText: "Phone call" })); await tap(button("Continue")); }],
    ["what you would like to talk about", "topic", async () => { await tap(page.locator("label").filter({ hasText: "reserves" })); await tap(button("Continue")); }],
  ] as const) {
    const before = { ...count };
    await tap(page.getByRole("link", { name: `Change ${what}`, exact: true }));
    await arrive(question);
    await acts();
    await arrive("check");
    expect(count.taps - before.taps, `taps to change ${what}`).toBe(3);
    Object.assign(count, before);
  }
  await tap(button("Book this conversation"));
  await expect(heading(page)).toHaveText("Your conversation is booked");
  expect(count.taps).toBe(6);
  expect(count.scrolled).toBeLessThanOrEqual(4);
  expect(days).toBeLessThanOrEqual(2);
  expect(times).toBeLessThanOrEqual(2);
});

test("meeting in person asks where, and says how far that is", async ({ page }) => {
  await visit(page, `${BOOK}/day`);
  const where = page.getByRole("group", { name: "If you chose ‘In person’, where?" });
  await page.getByText("Change how to meet or the adviser").click();
  if (scripts()) await expect(where, "it comes with the answer that needs it").toBeHidden();
  else await expect(where).toBeVisible();
  await choose(page, "In person");
  await expect(where).toBeVisible();
  await expectSoundPage(page);
  const miles = (await where.locator(".nhsuk-radios__hint").allInnerTexts()).map((hint) =>
    /under 1 mile/.test(hint) ? 0 : Number(/(\d+) miles?/.exec(hint)?.[1]),
  );
  expect(miles.length).toBeGreaterThan(1);
  expect(miles, "the nearest place comes first").toEqual([...miles].sort((one, other) => one - other));
  await expect(where.getByRole("radio").first(), "and is chosen").toBeChecked();
  const second = await where.locator("label").nth(1).innerText();
  await where.locator("label").nth(1).click();
  await press(page, "Show days");
  await expect(page.getByText(`In person at ${second}, any adviser`)).toBeVisible();
  await expectSoundPage(page);
  // Where somebody changes the way alone, nothing is chosen for them.
  await answer(page);
  await visit(page, `${BOOK}/way`);
  await choose(page, "In person");
  await press(page, "Continue");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Choose where");
  await expect(where).toBeVisible();
  await expectSoundPage(page);
});

test("back leads through the questions, and each keeps its answer", async ({ page }) => {
  await answer(page, { preparation: "Kept while I look back" });
  const back = () => page.getByRole("link", { name: "Back", exact: true }).click();
  await back();
  await expectQuestion(page, "topic");
  await expect(page.getByRole("textbox")).toHaveValue("Kept while I look back");
  await expect(page.getByRole("radio", { name: TOPIC })).toBeChecked();
  await back();
  await expectQuestion(page, "time");
  await expect(page.getByRole("button", { name: /, chosen$/ })).toHaveCount(1);
  await back();
  await expectQuestion(page, "day");
});

test("the browser’s own back button leads through the questions too", async ({ page }) => {
  await visit(page, `${BOOK}/day`);
  await chooseTime(page);
  await expect(heading(page)).toHaveText(/What would you like to talk about\?|Check your answers/);
  await visit(page, `${BOOK}/topic`);
  await choose(page, TOPIC);
  await page.getByRole("textbox").fill("Kept by the browser");
  await press(page, "Continue");
  await expectQuestion(page, "check");
  await page.goBack();
  await expectQuestion(page, "topic");
  await expectHydrated(page);
  await expect(page.getByRole("textbox")).toHaveValue("Kept by the browser");
  await page.goForward();
  await expectQuestion(page, "check");
  await expectHydrated(page);
  await press(page, "Book this conversation");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your conversation is booked");
});

test("a booking can be finished on another device", async ({ page, browser }) => {
  await answer(page, { preparation: "Begun on my phone" });
  await asAnother(browser, "amina.yusuf@example.nhs.uk", async (other) => {
    await visit(other, `${BOOK}/check`);
    await expect(other.getByRole("main")).toContainText("Begun on my phone");
    await press(other, "Book this conversation");
    await expect(other).toHaveURL(/\/booked\//);
  });
  // The first device has an old page now; its answers are the same booking.
  await press(page, "Book this conversation");
  await expect(page).toHaveURL(/\/booked\//);
});

test("the whole booking can be done by keyboard alone", async ({ page }) => {
  test.slow();
  await visit(page, "/career-conversations");
  const follow = async (element: Locator) => {
    await tabTo(page, element);
    await page.keyboard.press("Enter");
  };
  const button = (name: string) => page.getByRole("button", { name });
  await follow(button("Book a career conversation"));
  await expectQuestion(page, "day");
  await follow(page.locator(".app-days a").first());
  await expectQuestion(page, "time");
  await follow(page.locator(".app-times button").first());
  await expect(heading(page)).toHaveText(/What would you like to talk about\?|Check your answers/);
  await visit(page, `${BOOK}/topic`);
  const checked = page.locator('input[name="form[topic]"]:checked');
  await tabTo(page, (await checked.count()) > 0 ? checked : page.locator('input[name="form[topic]"]').first());
  await page.keyboard.press("Space");
  await tabTo(page, page.getByRole("textbox"));
  await page.keyboard.type("Typed without a mouse");
  await follow(button("Continue"));
  await expectQuestion(page, "check");
  await follow(button("Book this conversation"));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your conversation is booked");
});

test("days can be looked for by way and adviser, and later ones", async ({ page }) => {
  await visit(page, `${BOOK}/day`);
  const days = page.locator(".app-days a");
  const first = await days.first().innerText();
  await page.getByText("Change how to meet or the adviser").click();
  await choose(page, "Phone call");
  await page.getByLabel("Adviser", { exact: true }).selectOption("David Okafor");
  await press(page, "Show days");
  await expect(page).toHaveURL(/way=phone/);
  await expect(page.getByText("Phone call, David Okafor")).toBeVisible();
  await page.getByRole("link", { name: "Later days" }).click();
  await expect(page).toHaveURL(/from=/);
  await expect(days.first()).not.toHaveText(first);
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Back to the first free days" }).click();
  await expect(page).not.toHaveURL(/from=/);
  await days.first().click();
  await expectQuestion(page, "time");
  for (const name of await page.locator(".app-times button").allInnerTexts()) expect(name).toContain("David Okafor");
  // What is shown is what is kept with the time, also for whoever looks again.
  await page.locator(".app-times button").last().click();
  await expect(heading(page)).toHaveText(/What would you like to talk about\?|Check your answers/);
  await visit(page, `${BOOK}/day`);
  await expect(page.getByText("Phone call, David Okafor")).toBeVisible();
  await visit(page, `${BOOK}/day?from=2027-01-01&way=video&adviser=any`);
  await expect(page.getByText(/There are no free times up to/)).toBeVisible();
  await expectSoundPage(page);
  await visit(page, `${BOOK}/time?day=2026-03-01`);
  await expect(page.getByText("That day is over.")).toBeVisible();
  await expectSoundPage(page);
});

test("an answer that is missing or too long is said, and nothing typed is lost", async ({ page }) => {
  await book(page);
  await visit(page, `${BOOK}/day`);
  await chooseTime(page);
  await expectQuestion(page, "topic");
  await expectHydrated(page);
  const typed = "ten letters".slice(0, 10).repeat(1_000);
  await page.getByRole("textbox").fill(typed);
  if (scripts()) await expect(page.getByText("You have 8000 characters too many")).toBeVisible();
  await press(page, "Continue");
  const summary = page.locator(".nhsuk-error-summary");
  await expect(summary).toContainText("Choose what you would like to talk about");
  await expect(summary).toContainText("You have used 10,000");
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("textbox")).toHaveValue(typed);
  await expect(page).toHaveURL(`${BOOK}/topic`);
  if (scripts()) await expect(summary).toBeFocused();
  await expectSoundPage(page);
  await summary.getByRole("link").first().click();
  if (scripts()) await expect(page.locator("#topic")).toBeFocused();
  await choose(page, TOPIC);
  await page.getByRole("textbox").fill("Short enough");
  await press(page, "Continue");
  await expectQuestion(page, "check");
  await expect(page).not.toHaveTitle(/^Error: /);
});

test("sent twice it is booked once", async ({ page }) => {
  await answer(page);
  const fields = await fieldsOf(page, "Book this conversation");
  const answers = await Promise.all([send(page, "book", fields), send(page, "book", fields)]);
  const references = await Promise.all(answers.map((answer) => answer.json()));
  expect(references[0]).toMatch(/^CC-\w{4}-\w{4}$/);
  expect(references[1]).toBe(references[0]);
  await page.getByRole("button", { name: "Book this conversation" }).dblclick();
  await expect(page).toHaveURL(new RegExp(`/booked/${references[0]}$`));
  await visit(page, "/career-conversations/mine");
  const links = page.locator(`a[href$="/conversations/${references[0]}"]`);
  await expect(links).toHaveCount(1);
});

test("a time that someone else has booked can be changed for the nearest free one", async ({ page, browser }) => {
  await answer(page, { preparation: "This must not be lost", time: 2 });
  const fields = await fieldsOf(page, "Book this conversation");
  await asAnother(browser, await anotherMember(browser), async (rival) => {
    const submission = "00000000-0000-7000-8000-" + Date.now().toString(16).padStart(12, "0");
    const answer = await send(rival, "book", { ...fields, "form[submission]": submission });
    expect(answer.status()).toBe(200);
  });
  await press(page, "Book this conversation");
  await expect(page.getByText("Someone else has just booked that time")).toBeVisible();
  await expect(radios(page)).toHaveCount(5);
  await expectSoundPage(page);
  // Without a choice the times stay, with what is missing.
  await press(page, "Book this conversation");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("Choose a time");
  await expect(radios(page)).toHaveCount(5);
  await page.locator('label[for="slot"]').click();
  await press(page, "Book this conversation");
  await expect(page).toHaveURL(/\/booked\//);
  await page.getByRole("link", { name: "See, move or cancel this conversation" }).click();
  await expect(page.getByText("This must not be lost")).toBeVisible();
});

/** The address of a member who meets David Okafor, from his own pages. */
async function anotherMember(browser: Browser): Promise<string> {
  let email = "";
  await asAnother(browser, "david.okafor@example.nhs.uk", async (page) => {
    await visit(page, "/conversations/diary");
    const conversations = page.locator('a[href^="/conversations/CC-"]');
    const first = await conversations.first().getAttribute("href");
    await visit(page, first ?? "");
    email = await page.locator('main a[href^="mailto:"]').innerText();
  });
  expect(email).toContain("@");
  return email;
}

test("a conversation is moved and cancelled without a word of why", async ({ page }) => {
  test.slow();
  const reference = await book(page);
  const here = `/conversations/${reference}`;
  await visit(page, here);
  await expectSoundPage(page);
  const before = await page.getByRole("heading", { level: 1 }).textContent();
  await press(page, "Move this conversation");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Move your conversation");
  const adviser = /with (.+?)\. /.exec(await main(page).innerText())?.[1] ?? "";
  await expect(page.getByText(`Video call, ${adviser}.`), "the same adviser first").toBeVisible();
  await expectSoundPage(page);
  await chooseTime(page, { day: 1 });
  await expect(heading(page)).toHaveText("Check the new time");
  await expect(main(page)).toContainText(before ?? "nothing");
  await expectSoundPage(page);
  await press(page, "Move this conversation");
  await expect(page.getByText("Your conversation has been moved")).toBeVisible();
  await expectHydrated(page);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(before ?? "");
  await expectSoundPage(page);
  await page.getByRole("link", { name: "Cancel this conversation" }).click();
  await expect(page.getByRole("button", { name: "Yes, cancel it" })).toBeVisible();
  await expectSoundPage(page);
  await press(page, "Yes, cancel it");
  await expect(page.getByText("Your conversation has been cancelled")).toBeVisible();
  await expectSoundPage(page);
  await visit(page, "/career-conversations/mine");
  await expect(page.getByText("You cancelled").first()).toBeVisible();
  await expectSoundPage(page);
  await visit(page, `/career-conversations/booked/${reference}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/over or cancelled/);
});

test("of two tabs the second is told that the first has changed it", async ({ page, context }) => {
  const reference = await book(page);
  const here = `/conversations/${reference}`;
  await visit(page, `${here}/cancel`);
  const second = await context.newPage();
  await visit(second, `${here}/move`);
  await chooseTime(second, { day: 2 });
  await press(second, "Move this conversation");
  await expect(second.getByText("Your conversation has been moved")).toBeVisible();
  await press(page, "Yes, cancel it");
  await expect(page.locator(".nhsuk-error-summary")).toContainText("This has changed since you opened the page");
});

test("another's conversation and one that is not there look the same", async ({ page, browser, gate }) => {
  gate.allow(404);
  let reference = "";
  await asAnother(browser, await anotherMember(browser), async (other) => {
    reference = await book(other);
  });
  for (const foreign of [reference, "CC-0000-0000", "nonsense"]) {
    for (const page_of of ["", "/move", "/move/time", "/move/check", "/cancel"]) {
      const response = await visit(page, `/conversations/${foreign}${page_of}`);
      expect(response?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
    }
  }
});

test("who has no conversations is told how to have one", async ({ page, browser }) => {
  await asAnother(browser, await anotherMember(browser), async (other) => {
    await visit(other, "/career-conversations/mine");
    await expect(other.getByRole("button", { name: "Book a career conversation" })).toBeVisible();
  });
  await visit(page, "/career-conversations/mine?page=99");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My conversations");
});
