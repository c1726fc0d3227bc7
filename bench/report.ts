import { writeFileSync } from 'node:fs';
import type { Measured } from './contestants/contestant.ts';
import type { Import } from './imports.ts';
import type { Question } from './questions.ts';

export type Figure = Measured & { contestant: string; question: string; depth: number | null; concurrency: number; loopDelay: number | null };
export type Figures = {
  statements: number;
  contestants: { name: string; pids: number[] }[];
  skipped: string[];
  imports: Import[];
  versions: string[];
  questions: Question[];
  measured: Figure[];
  memory: (number | null)[];
};
export const writeReport = (path: string, figures: Figures[], how: object) => writeFileSync('/tmp/figures.json', JSON.stringify({ figures, how }, null, 1));
