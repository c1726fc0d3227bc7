import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Makes `npx dictum` run this clone: npm links the commands of dependencies into node_modules, not those of the package
 * itself, and what it does instead with a "bin" of its own breaks once it has failed.
 */

const folder = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url));
const main = fileURLToPath(new URL('main.js', import.meta.url));

mkdirSync(folder, { recursive: true });
if (process.platform === 'win32') writeFileSync(`${folder}dictum.cmd`, `@node "${main}" %*\r\n`);
else {
  chmodSync(main, 0o755);
  rmSync(`${folder}dictum`, { force: true });
  symlinkSync('../../dist/cli/main.js', `${folder}dictum`);
}
