// What a page's head names: loads the client once the browser has nothing better to do. The build puts the real names in
// (.ci/scripts/build-browser); WebAssembly can't say import() by itself, so it is given one.
const here = (name) => new URL(name, import.meta.url).href;
const islands = "{islands.js}" && [here("{islands.js}"), here("{islands.wasm}")];

async function begin() {
  const client = await import(here("{client.js}"));
  await client.default({ module_or_path: here("{client.wasm}") });
  const [script, program] = islands || ["", ""];
  client.start((address) => import(address), script, program);
}

if ("requestIdleCallback" in window) requestIdleCallback(begin, { timeout: 1000 });
else setTimeout(begin);
