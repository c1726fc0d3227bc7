import { readFile, stat, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { KeyFault, readPublicKey } from '../bundle/signature.ts';
import { MOST_BYTES, verifyBundle, type Verdict } from '../bundle/verify.ts';
import { openSigner } from '../compose.ts';
import { evidenceBundle } from '../queries/bundle.ts';
import { CommandError, configOf, STORE_SETTINGS, withSettings, withStore } from './run.ts';

/** How many faults are told; one altered byte may show in several places. */
const SHOWN = 20;

const publicKey = async (path: string) => {
  try {
    return readPublicKey(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof KeyFault) throw new CommandError(`${path}: ${error.message}`);
    throw error;
  }
};

const tell = (file: string, { faults, subject, records, digest, signedBy }: Verdict, known: boolean): void => {
  if (faults.length === 0) {
    process.stdout.write(`${file} is whole: ${subject} with ${records} records, digest ${digest}\n`);
    process.stdout.write(
      signedBy === null
        ? 'It is not signed: whoever made it, its content is consistent.\n'
        : `It is signed with key ${signedBy}${known ? '' : '; give --public-key to make sure whose that is'}.\n`,
    );
    return;
  }
  for (const { where, message } of faults.slice(0, SHOWN)) process.stderr.write(`${where}: ${message}\n`);
  process.stderr.write(
    `${faults.length > SHOWN ? `and ${faults.length - SHOWN} more; ` : ''}${file} is not what it was when it was made\n`,
  );
};

const verifyCommand = (): Command =>
  new Command('verify')
    .description(
      'check a bundle by itself, without a store or a service: every byte, digest and derivation, and the signature',
    )
    .argument('<file>', 'the bundle')
    .option('--public-key <file>', 'the key that it has to be signed with, as PEM or JSON Web Key')
    .option('--json', 'the findings as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum bundle verify b.json\n  $ dictum bundle verify b.json --public-key dictum.pub.pem',
    )
    .action(async (file: string, options: { publicKey?: string; json?: boolean }) => {
      const key = options.publicKey === undefined ? null : await publicKey(options.publicKey);
      const { size } = await stat(file);
      const verdict = verifyBundle(size > MOST_BYTES ? new Uint8Array(MOST_BYTES + 1) : await readFile(file), key);
      if (options.json) process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
      else tell(file, verdict, key !== null);
      if (verdict.faults.length > 0) process.exitCode = 1;
    });

export const bundleCommand = (): Command =>
  withSettings(new Command('bundle'), [...STORE_SETTINGS, 'DICTUM_SIGNING_KEY'])
    .description('write a statement with all of its evidence as a file that proves itself')
    .argument('<id>', 'id of the statement')
    .option('--out <file>', 'where to; standard output when left out')
    .addHelpText(
      'after',
      '\nExamples:\n  $ dictum bundle lavrov-2025-02-20-multilateral --out b.json\n  $ dictum bundle lavrov-2025-02-20-multilateral --signing-key key.pem > b.json\n  $ dictum bundle verify b.json',
    )
    .action((id: string, options: { out?: string }) =>
      withStore({ ...options }, async (store) => {
        const bundle = await evidenceBundle(store, id, openSigner(configOf({ ...options })));
        if ('movedTo' in bundle)
          throw new CommandError(`statement ${id} was merged into ${bundle.movedTo}; ask for that one`);
        // No line end behind it: the bytes are the canonical form, and nothing else.
        if (options.out === undefined) process.stdout.write(bundle.text);
        else await writeFile(options.out, bundle.text);
      }),
    )
    .addCommand(verifyCommand());
