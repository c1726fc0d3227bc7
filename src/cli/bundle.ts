import { readFile, stat, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { MOST_BYTES, signedBundle } from '../bundle/format.ts';
import { KeyFault, readPublicKey } from '../bundle/signature.ts';
import { verifyBundle, type AtItsMaking, type Verdict } from '../bundle/verify.ts';
import { openSigner } from '../compose.ts';
import { ConfigError } from '../config.ts';
import { storeAsOf } from '../queries/as-of.ts';
import { modelDigest, RELEASE } from '../store/model-digest.ts';
import { CommandError, configOf, counted, print, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** How many faults are told; one altered byte may show in several places. */
const SHOWN = 20;

const publicKey = async (path: string) => {
  try {
    return readPublicKey(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof KeyFault) throw new ConfigError(`${path}: ${error.message}`);
    throw error;
  }
};

const tell = ({ line, derivable, reasons, made, subject, records, digest, signature, later }: Verdict): string =>
  [
    line,
    ...reasons.slice(0, SHOWN).map(({ where, message }) => `  ${where}: ${message}`),
    ...(reasons.length > SHOWN ? [`  and ${reasons.length - SHOWN} more`] : []),
    ...(subject === null ? [] : [`${subject} with ${counted(records, 'record')}, digest ${digest}`]),
    ...(derivable === true
      ? [`derivable: what is derived follows from the records inside, by model ${short(made!.model)}`]
      : []),
    // Of what is changed nothing is said of what it was made by.
    ...(derivable === null && made !== null && digest !== null ? [otherModel(made)] : []),
    ...(later === null || signature === null ? [] : tellMaking(later)),
  ].join('\n');

const tellMaking = ({ asOf, address, known: { count, relations } }: AtItsMaking): string[] => {
  const shown = relations.slice(0, SHOWN);
  const state = `as of ${asOf.version === null ? '' : `state ${asOf.version} of the graph, `}change ${asOf.change}${asOf.changed === null ? '' : ` (${asOf.changed})`}`;
  return [
    count === 0
      ? `${state} nothing was known to dispute, correct or update it`
      : `${state} this was known to dispute, correct or update it, or to be so by it: ${count}`,
    ...shown.map(({ id, label }) => `  relation/${id}: ${label}`),
    ...(count > shown.length ? [`  and ${count - shown.length} more`] : []),
    `for what is known later, ask ${address}`,
  ];
};

/** The first digits of a digest. */
const short = (digest: string): string => digest.slice(0, 12);

const otherModel = ({ program, model }: NonNullable<Verdict['made']>): string =>
  `derived by model ${short(model)} (${program}); this program has model ${short(modelDigest('model'))}, and does not judge what another one derived`;

const verifyCommand = (): Command =>
  new Command('verify')
    .description(
      'check a bundle by itself, without a store or a service: whether it is unchanged (every byte and digest, and the signature), and whether what is derived follows from the records inside',
    )
    .argument('<file>', 'the bundle')
    .option(
      '--public-key <file>',
      'a key that it may be signed with, as PEM or JSON Web Key; can be given several times',
      (path: string, others: string[]) => [...others, path],
      [] as string[],
    )
    .option('--require-signature', 'fail where it is not signed by a key that is given')
    .option('--json', 'the findings as JSON')
    .addHelpText(
      'after',
      `
Exit codes:
  0  unchanged, and signed by a key that was given
  1  changed; or not derivable by the version of the model that it names, where that is this program's
  2  wrong usage, or a file that cannot be read
  3  unchanged, signed by a key that was not given: anybody could have made it
  4  unchanged, not signed: anybody could have made it

Examples:
  $ dictum bundle verify b.json
  $ dictum bundle verify b.json --public-key dictum.pub.pem --require-signature`,
    )
    .action(async (file: string, options: { publicKey: string[]; requireSignature?: boolean; json?: boolean }) => {
      const keys = await Promise.all(options.publicKey.map(publicKey));
      const { size } = await stat(file);
      const verdict = verifyBundle(size > MOST_BYTES ? new Uint8Array(MOST_BYTES + 1) : await readFile(file), {
        model: modelDigest('model'),
        keys,
        requireSignature: options.requireSignature ?? false,
      });
      print(`${options.json ? JSON.stringify(verdict, null, 2) : tell(verdict)}\n`);
      process.exitCode = verdict.code;
    });

export const bundleCommand = (): Command =>
  withSettings(new Command('bundle'), [...STORE_SETTINGS, 'DICTUM_SIGNING_KEY', 'PUBLIC_URL'])
    .description('write a statement with all of its evidence as a file that proves itself')
    .argument('<id>', 'id of the statement')
    .option('--out <file>', 'where to; standard output when left out')
    .option('--as-of <moment>', 'as it was after the change set of this number, or at this time (RFC 3339)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum bundle lavrov-2025-02-20-multilateral --out b.json\n  $ dictum bundle lavrov-2025-02-20-multilateral --signing-key key.pem > b.json\n  $ dictum bundle lavrov-2025-02-20-multilateral --as-of 12 --out as-cited.json\n  $ dictum bundle verify b.json',
    )
    .action((id: string, options: { out?: string; asOf?: string }) =>
      withStore({ ...options }, async (stands) => {
        const store = await storeAsOf(stands, options.asOf);
        const config = configOf({ ...options });
        const signer = openSigner(config);
        const bundle = await store.bundle(id, {
          made: { program: `Dictum ${RELEASE}`, model: modelDigest('model') },
          address: config.PUBLIC_URL,
        });
        if ('movedTo' in bundle)
          throw new CommandError(`statement ${id} was merged into ${bundle.movedTo}; ask for that one`);
        // No line end behind it: the bytes are the canonical form, and nothing else.
        const text = signer === null ? bundle.text : signedBundle(bundle.text, signer);
        if (options.out === undefined) print(text);
        else await writeFile(options.out, text);
      }),
    )
    .addCommand(verifyCommand());
