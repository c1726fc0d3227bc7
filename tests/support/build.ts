import { execFileSync } from 'node:child_process';

/** Builds the command once for the tests that run it. */
export default (): void => void execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
