import { expect, expectArrived, expectSoundPage, scripts, test, visit } from "./fixtures.ts";

const FIRST_STEPS = ["I am a hub member", "I am a careers adviser", "I coordinate the hub", "I look after the service"];

test("the home page says what the service is", async ({ page }) => {
  const response = await visit(page, "/");
  expect(response?.status()).toBe(200);
  await expect(page).toHaveTitle(/People Hub/);
  await expectSoundPage(page);
});

test("the first step from the home page is booking a career conversation", async ({ page }) => {
  await visit(page, "/");
  const links = page.getByRole("main").getByRole("link");
  const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  expect(addresses.some((address) => address?.startsWith("/career-conversations"))).toBe(true);
  const main = page.getByRole("main");
  for (const kind of FIRST_STEPS) {
    await expect(main.getByRole("heading", { name: kind })).toBeVisible();
  }
});

test("the skip link is the first thing the keyboard meets and it reaches the content", async ({ page }) => {
  await visit(page, "/");
  await page.keyboard.press("Tab");
  const skip = page.locator(".nhsuk-skip-link");
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#maincontent$/);
  if (scripts()) await expect(page.locator("#maincontent")).toBeFocused();
});

test("links in the footer open without fault", async ({ page }) => {
  await visit(page, "/");
  const footer = page.getByRole("contentinfo").getByRole("link");
  const addresses = await footer.evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) {
    const response = await visit(page, address ?? "");
    expect(response?.status(), address ?? "").toBe(200);
  }
});

test("moving to another page keeps the document, announces the title and moves the focus", async ({ page }) => {
  await visit(page, "/");
  let documents = 0;
  page.on("request", (request) => {
    if (request.resourceType() === "document") documents += 1;
  });
  const link = page.getByRole("contentinfo").getByRole("link", { name: /accessibility/i });
  await link.click();
  await expect(page).toHaveURL(/\/accessibility$/);
  await expect(page).toHaveTitle(/accessibility/i);
  expect(documents).toBe(scripts() ? 0 : 1);
  await expectArrived(page);
  await expectSoundPage(page);
  // To another part of the pages' code, and back by the browser's button.
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expectArrived(page);
  await page.goBack();
  await expect(page).toHaveTitle(/accessibility/i);
  await expectArrived(page);
  expect(documents).toBe(scripts() ? 0 : 3);
});
