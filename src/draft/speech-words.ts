import { ar } from './speech-words/ar.ts';
import { de } from './speech-words/de.ts';
import { en } from './speech-words/en.ts';
import { es } from './speech-words/es.ts';
import { fr } from './speech-words/fr.ts';
import { it } from './speech-words/it.ts';
import { pt } from './speech-words/pt.ts';
import { ru } from './speech-words/ru.ts';
import { tr } from './speech-words/tr.ts';
import { zh } from './speech-words/zh.ts';
import type { SpeechWords } from './speech-words/form.ts';

/*
 * Words by which texts tell who said what, one table for each language in a file of its own; a language is added by adding its table. Each
 * entry is a list of forms, parted by `|`, in the syntax of regular expressions.
 */

/** By the primary subtag of BCP 47. */
export const SPEECH_WORDS: Readonly<Record<string, SpeechWords>> = { ar, de, en, es, fr, it, pt, ru, tr, zh };
