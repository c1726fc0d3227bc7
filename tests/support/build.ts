import { execFileSync } from 'node:child_process';

/** Builds the command once for the tests that run it. */
export default (): void => void execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
