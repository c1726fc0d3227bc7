import { readFile, writeFile } from 'node:fs/promises';
import { makeDataSchema, makeDocument } from './document.ts';

/*
 * Writes what is generated from the model and the routes: the API description and the schema of data files.
 * With --check nothing is written; a file that differs is named, and the exit code is 1.
 */

const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
const files = { 'openapi/openapi.json': await makeDocument(version), 'graph-seed/schema.json': makeDataSchema() };

for (const [path, made] of Object.entries(files)) {
  const text = `${JSON.stringify(made, null, 2)}\n`;
  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`${path} is not what the code makes; run npm run generate and commit it\n`);
    process.exitCode = 1;
  }
}
