import { Command } from 'commander';
import { isScope, SCOPE_NAMES, SCOPES, type Scope } from '../access/scopes.ts';
import { Tokens, type Token } from '../access/tokens.ts';
import { CommandError, print, say, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { printTable } from './table.ts';

const LONGEST_NAME = 200;

/** @throws CommandError naming the scope that there is not */
const scopesOf = (given: string): Scope[] => {
  const names = given.split(',').map((name) => name.trim());
  const odd = names.find((name) => !isScope(name));
  if (odd !== undefined)
    throw new CommandError(`there is no scope ${JSON.stringify(odd)}; scopes: ${SCOPE_NAMES.join(', ')}`);
  return [...new Set(names.filter(isScope))];
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A time as RFC 3339; a day is its end in UTC. @throws CommandError where it is neither, or is over */
const timeOf = (given: string): string => {
  const time = DAY.test(given)
    ? Date.parse(`${given}T00:00:00Z`) + 86_400_000
    : TIME.test(given)
      ? Date.parse(given)
      : NaN;
  if (Number.isNaN(time) || (DAY.test(given) && !new Date(time - 86_400_000).toISOString().startsWith(given)))
    throw new CommandError(`${JSON.stringify(given)} is no day (2027-06-30) and no time (2027-06-30T12:00:00Z)`);
  if (time <= Date.now()) throw new CommandError(`${given} is over; the token could not be used`);
  return new Date(time).toISOString();
};

const stateOf = ({ revoked, expires }: Token): string => {
  if (revoked !== null) return `revoked ${revoked.slice(0, 10)}`;
  if (expires === null) return 'valid';
  return `${Date.parse(expires) <= Date.now() ? 'expired' : 'until'} ${expires.slice(0, 16)}Z`;
};

const create = withSettings(new Command('create'), STORE_SETTINGS)
  .description('make a token and print it, this once')
  .requiredOption('--name <name>', 'whose it is: stands with every change that is made with it')
  .option('--scope <scopes>', `what it allows, with commas between: ${SCOPE_NAMES.join(', ')}`, 'read')
  .option('--expires <date>', 'the last day on which it can be used, or a time')
  .addHelpText(
    'after',
    `\nScopes:\n${Object.entries(SCOPES)
      .map(([name, about]) => `  ${name.padEnd(8)} ${about}\n`)
      .join('')}\nExamples:\n  $ dictum token create --name "Ada at the desk" --scope read,write --expires 2027-06-30`,
  )
  .action((options: { name: string; scope: string; expires?: string }) => {
    const name = options.name.trim();
    if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name))
      throw new CommandError(`a name has 1 to ${LONGEST_NAME} characters, and no control characters`);
    const scopes = scopesOf(options.scope);
    const expires = options.expires === undefined ? null : timeOf(options.expires);
    return withStore({ ...options }, async (store) => {
      const { id, text } = await new Tokens(store).create(name, scopes, expires);
      print(`${text}\n`);
      say(
        `\nThis is shown once; keep it. ${id} is its id: dictum token revoke ${id}\nTry:\n  curl -H 'Authorization: Bearer ${text}' http://127.0.0.1:3000/v1/whoami`,
      );
    });
  });

const list = withSettings(new Command('list'), STORE_SETTINGS)
  .description('tell of all tokens whose they are, what they allow, and when they were last used, to within an hour')
  .option('--json', 'as JSON')
  .action((options: { json?: boolean }) =>
    withStore({ ...options }, async (store) => {
      const tokens = await new Tokens(store).list();
      if (options.json) print(`${JSON.stringify(tokens, null, 2)}\n`);
      else
        printTable(
          ['id', 'name', 'scopes', 'state', 'last used'],
          tokens.map((token) => [
            token.id,
            token.name,
            token.scopes.join(', '),
            stateOf(token),
            token.used === null ? 'never' : `${token.used.slice(0, 16)}Z`,
          ]),
        );
    }),
  );

const revoke = withSettings(new Command('revoke'), STORE_SETTINGS)
  .description('let a token be refused from now on, by every process that serves the store')
  .argument('<id>', 'its id, as dictum token list tells it')
  .action((id: string, options: object) =>
    withStore({ ...options }, async (store) => {
      if (!(await new Tokens(store).revoke(id.replace(/^dictum_([0-9a-f]{12})_.*/, '$1'))))
        throw new CommandError(
          `there is no token ${id.slice(0, 12)} that could be revoked; dictum token list tells which there are`,
        );
      print('revoked\n');
    }),
  );

export const tokenCommand = (): Command =>
  new Command('token')
    .description('make, list and revoke tokens, which writing over HTTP needs, and reading where READ=token')
    .addCommand(create)
    .addCommand(list)
    .addCommand(revoke);
