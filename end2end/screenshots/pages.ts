import type { Persona } from "../tests/fixtures.ts";

/** The pages worth showing, in the order a reader would meet them. */
export const PAGES: { name: string; path: string; as?: Persona }[] = [
  { name: "home", path: "/" },
  { name: "sign-in", path: "/sign-in" },
  { name: "demo", path: "/demo" },
  { name: "career-conversations", path: "/career-conversations" },
  { name: "book-topic", path: "/career-conversations/book/topic", as: "member" },
  { name: "my-conversations", path: "/career-conversations/mine", as: "member" },
  { name: "waiting-list", path: "/career-conversations/waiting/join", as: "member" },
  { name: "account", path: "/account", as: "member" },
  { name: "your-data", path: "/account/your-data", as: "member" },
  { name: "adviser", path: "/adviser", as: "adviser" },
  { name: "adviser-availability", path: "/adviser/availability", as: "adviser" },
  { name: "follow-ups", path: "/adviser/follow-ups", as: "adviser" },
  { name: "templates", path: "/adviser/templates", as: "adviser" },
  { name: "coordinator", path: "/coordinator", as: "coordinator" },
  { name: "waiting-line", path: "/coordinator/waiting", as: "coordinator" },
  { name: "announcements", path: "/coordinator/announcements/publish", as: "coordinator" },
  { name: "report", path: "/coordinator/report", as: "coordinator" },
  { name: "invitations", path: "/coordinator/invitations", as: "coordinator" },
  { name: "administration", path: "/admin", as: "administrator" },
  { name: "people", path: "/admin/people", as: "administrator" },
  { name: "organisations", path: "/admin/organisations", as: "administrator" },
  { name: "settings", path: "/admin/settings", as: "administrator" },
  { name: "audit", path: "/admin/audit", as: "administrator" },
  { name: "background-work", path: "/admin/work", as: "administrator" },
];
