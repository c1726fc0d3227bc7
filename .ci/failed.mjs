import { readFileSync } from 'node:fs';

/* Prints what failed by the report of a test run: file, name, and the first lines of why. */

const LINES = 12;

let report = { testResults: [] };
try {
  report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
} catch (error) {
  console.log(`no report: ${error.message}`);
}
for (const { name: file, message, assertionResults } of report.testResults) {
  if (message) console.log(`${file}\n  ${message.split('\n').slice(0, LINES).join('\n  ')}`);
  for (const { status, fullName, failureMessages } of assertionResults)
    if (status === 'failed')
      console.log(`${file}: ${fullName}\n  ${failureMessages.join('\n').split('\n').slice(0, LINES).join('\n  ')}`);
}
