import { execFileSync } from 'node:child_process';

/** Makes the script and the style sheet of pages, which is all of a build that the service in one process needs. */
export default (): void => void execFileSync('npm', ['run', '--silent', 'build:assets'], { stdio: 'inherit' });
