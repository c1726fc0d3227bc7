import { writeFileSync } from 'node:fs';
import { DIGESTS_FILE, digestsOf } from '../store/model-digest.ts';

/*
 * Writes into a build what it derives stores by, which is read off the sources; see src/store/model-digest.ts.
 */

writeFileSync(DIGESTS_FILE, `${JSON.stringify(digestsOf(new URL('../../src/', import.meta.url)), null, 2)}\n`);
