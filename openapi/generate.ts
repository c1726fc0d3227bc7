import { readFile, writeFile } from 'node:fs/promises';
import { makeClientTypes } from './client-types.ts';
import { makeDataSchema, makeDocument } from './document.ts';

/*
 * Writes what is generated from the model and the routes: the API description, the types of the client in TypeScript,
 * and the schema of data files.
 * With --check nothing is written; a file that differs is named, and the exit code is 1.
 */

const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
const document = await makeDocument(version);
const json = (made: object): string => `${JSON.stringify(made, null, 2)}\n`;
const files = {
  'openapi/openapi.json': json(document),
  'clients/typescript/src/schema.ts': await makeClientTypes(document),
  'graph-seed/schema.json': json(makeDataSchema()),
};

for (const [path, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) await writeFile(path, text);
  else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    process.stderr.write(`${path} is not what the code makes; run npm run generate and commit it\n`);
    process.exitCode = 1;
  }
}
