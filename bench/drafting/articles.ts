import type { Article } from './article.ts';
import { AGENCIES } from './articles-agencies.ts';
import { ANNOTATORS } from './articles-annotators.ts';
import { DESKS } from './articles-desks.ts';
import { ENGLISH } from './articles-english.ts';
import { ROMAN } from './articles-german-french-spanish.ts';
import { FRESH } from './articles-fresh.ts';
import { HOUSES_ENGLISH } from './articles-houses-english.ts';
import { HOUSES_OTHERS } from './articles-houses-others.ts';
import { PAPERS_ENGLISH } from './articles-papers-english.ts';
import { PAPERS_OTHERS } from './articles-papers-others.ts';
import { REPORTERS } from './articles-reporters.ts';
import { OTHER_SCRIPTS } from './articles-other-scripts.ts';

export const ARTICLES: readonly Article[] = [
  ...ENGLISH,
  ...ROMAN,
  ...OTHER_SCRIPTS,
  ...AGENCIES,
  ...HOUSES_ENGLISH,
  ...HOUSES_OTHERS,
  ...PAPERS_ENGLISH,
  ...PAPERS_OTHERS,
  ...FRESH,
  ...REPORTERS,
  ...ANNOTATORS,
  ...DESKS,
];
