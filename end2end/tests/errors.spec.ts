import { expect, expectSoundPage, test, visit } from "./fixtures.ts";

test("an address that leads nowhere says so, in the same look", async ({ page, gate }) => {
  gate.allow(404);
  const response = await visit(page, "/no-such-page");
  expect(response?.status()).toBe(404);
  await expect(page).toHaveTitle(/not found/i);
  await expectSoundPage(page);
  await expect(page.getByRole("link", { name: /home/i }).first()).toBeVisible();
});

test("a page for members asks a visitor to sign in", async ({ page, gate }) => {
  gate.allow(401);
  await visit(page, "/account");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/sign in/i);
  await expectSoundPage(page);
});

test("a page says nothing of what is behind it", async ({ request }) => {
  const response = await request.get("/");
  const headers = response.headers();
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["referrer-policy"]).toBe("same-origin");
  expect(headers["server"]).toBeUndefined();
  expect(headers["x-powered-by"]).toBeUndefined();
});
