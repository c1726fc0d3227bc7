import { Command, InvalidArgumentError, Option } from 'commander';
import type { TypeName } from '../model/ids.ts';
import { ALIKE } from '../queries/alike.ts';
import { allDuplicates, DOUBTED, ranked, type Duplicate } from '../queries/duplicates.ts';
import { print, progressLine, STORE_SETTINGS, withSettings, withStore } from './run.ts';
import { printTable } from './table.ts';

type Options = { type?: TypeName; limit: number; json?: boolean };

const limitIn = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('give a number from 1.');
  return Number(text);
};

/** The best of all duplicates of some types, in their ranks. */
const best = async (
  found: AsyncIterable<Duplicate[]>,
  limit: number,
  tell: (records: number) => void,
): Promise<{ duplicates: Duplicate[]; count: number }> => {
  let duplicates: Duplicate[] = [];
  let count = 0;
  for await (const more of found) {
    count += more.length;
    duplicates = ranked([...duplicates, ...more]).slice(0, limit);
    tell(count);
  }
  return { duplicates, count };
};

const because = ({ by, value, words, entities }: Duplicate): string =>
  by !== 'words'
    ? `${by} ${value}`
    : [
        `words ${words.join(', ')}`,
        ...(entities.length === 0 ? [] : [`both of ${entities.map(({ label }) => label).join(', ')}`]),
      ].join('; ');

/** Prints the records that were probably recorded twice. */
export const duplicatesCommand = (): Command =>
  withSettings(new Command('duplicates'), STORE_SETTINGS)
    .description(
      'which records are probably of one thing, and why: by identifier, by name and terms, and actors and claims by words that are alike; merges none',
    )
    .addOption(new Option('--type <type>', 'of this type; actors and claims when left out').choices(DOUBTED))
    .option('--limit <n>', 'how many of a type at most, the most alike of all', limitIn, 50)
    .option('--json', 'as /v1/duplicates tells them')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum duplicates\n  $ dictum duplicates --type claim --json\n  $ dictum merge claim trade-will-grow trade-grows     once somebody has looked at the two',
    )
    .action((options: Options) =>
      withStore({ ...options }, async (store) => {
        const progress = progressLine();
        const found: Duplicate[] = [];
        let left = 0;
        for (const type of options.type === undefined ? ALIKE : [options.type]) {
          const { duplicates, count } = await best(allDuplicates(store, type), options.limit, (records) =>
            progress.show(`${records} found of ${type}`),
          );
          found.push(...duplicates);
          left += count - duplicates.length;
        }
        progress.end();
        if (options.json) return void print(`${JSON.stringify({ data: found }, null, 2)}\n`);
        printTable(
          ['type', 'alike', 'records', 'called', 'because'],
          found.map((each) => [
            each.type,
            `${Math.round(each.likeness * 100)} %`,
            each.records.map(({ id }) => id).join('\n'),
            each.records.map(({ label }) => label).join('\n'),
            because(each),
          ]),
        );
        if (left > 0) print(`${left} more: --limit.\n`);
      }),
    );
