/*
 * Looks at what is passed on together with the service: each package is under a licence that asks for no more than its
 * notice, or is named in NOTICE.md with what it asks for; and none needs a script to be installed.
 */
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const notice = readFileSync('NOTICE.md', 'utf8');

/** Ask that their notices are passed on. */
const PLAIN = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'Apache-2.0',
  'Zlib',
]);
/** Hold works of others, under a licence that the package does not name. */
const CARRIES = new Map([
  ['@citation-js/plugin-csl', 'CC BY-SA'],
  ['style-chicago', 'CC BY-SA'],
  ['@citation/csl-style-chicago-fullnote-bibliography-with-ibid', 'CC BY-SA'],
]);
/** Have a script that only builds what the package brings already. */
const UNNEEDED_SCRIPTS = new Set(['@photostructure/sqlite']);

/** One licence of a choice, or all of those that hold together, are plain. */
const isPlain = (licence) => {
  const parts = licence.replace(/^\(|\)$/g, '');
  if (parts.includes(' OR ')) return parts.split(' OR ').some(isPlain);
  return parts.split(' AND ').every((each) => PLAIN.has(each));
};

const faults = [];
let count = 0;
for (const [path, { dev, devOptional, link, license = 'none', hasInstallScript }] of Object.entries(packages)) {
  if (path === '' || !path.includes('node_modules/') || dev || devOptional || link) continue;
  count += 1;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const named = notice.includes(`\`${name}\``);
  if (!isPlain(license) && !named)
    faults.push(`${name} is under ${license}: say in NOTICE.md what it asks for, or replace it`);
  if (CARRIES.has(name) && !(named && notice.includes(CARRIES.get(name))))
    faults.push(`${name} holds works under ${CARRIES.get(name)}, and NOTICE.md does not say so`);
  if (hasInstallScript && !UNNEEDED_SCRIPTS.has(name))
    faults.push(`${name} runs a script when it is installed; replace it, or show that it works without`);
}
for (const fault of faults) console.log(fault);
console.log(`${count} packages, ${faults.length} that ask for something that is not told`);
process.exitCode = faults.length === 0 ? 0 : 1;
