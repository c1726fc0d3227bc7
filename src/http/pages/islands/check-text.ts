import { normaliseText, selectorText } from '../../../model/text.ts';

/*
 * Comparing a text that somebody has with what was recorded of a document, without sending it anywhere: the digest of
 * each sentence is made here and compared.
 */

type Recorded = { id: string; label: string; start: number; end: number; span: string; text: string | null };
type Words = { found: string; missing: string; moved: string; whole: string; sum: string };

/** At how many other places a sentence is looked for that is not where it was. */
const MOST_PLACES = 20_000;

const digestOf = async (text: string): Promise<string> => {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(normaliseText(text)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Where words begin: a sentence that was moved begins at one of them. */
const startsIn = (points: readonly string[]): number[] =>
  points.flatMap((point, i) => (/\S/.test(point) && (i === 0 || /[\s\p{P}]/u.test(points[i - 1]!)) ? [i] : []));

type Outcome = 'found' | 'moved' | 'missing';

const look = async (
  points: readonly string[],
  starts: readonly number[],
  { start, end, span }: Recorded,
): Promise<Outcome> => {
  const at = (from: number): Promise<string> => digestOf(points.slice(from, from + end - start).join(''));
  if ((await at(start)) === span) return 'found';
  for (const from of starts.slice(0, MOST_PLACES)) if ((await at(from)) === span) return 'moved';
  return 'missing';
};

const attach = (box: HTMLDetailsElement): void => {
  const area = box.querySelector('textarea')!;
  const button = box.querySelector('button')!;
  const output = box.querySelector<HTMLElement>('[role=status]')!;
  const recorded = JSON.parse(box.dataset['passages']!) as Recorded[];
  const words = JSON.parse(box.dataset['words']!) as Words;

  const compare = async (): Promise<void> => {
    const text = selectorText(area.value);
    if (text.trim() === '') return area.focus();
    button.disabled = true;
    output.setAttribute('aria-busy', 'true');
    const points = [...text];
    const starts = startsIn(points);
    const whole = await digestOf(text);
    const outcomes: Outcome[] = [];
    for (const passage of recorded) outcomes.push(await look(points, starts, passage));
    const list = document.createElement('ul');
    list.className = 'plain';
    list.append(
      ...recorded.map(({ label }, i) => {
        const item = document.createElement('li');
        item.className = `checked ${outcomes[i] === 'missing' ? 'unverified' : 'verified'}`;
        const mark = document.createElement('span');
        mark.className = 'mark';
        item.append(mark, `${label}: ${words[outcomes[i]!]}`);
        return item;
      }),
    );
    const sum = document.createElement('p');
    const found = outcomes.filter((outcome) => outcome !== 'missing').length;
    sum.textContent = [
      words.sum.replace('{found}', String(found)).replace('{total}', String(recorded.length)),
      ...(recorded.some((passage) => passage.text === whole) ? [words.whole] : []),
    ].join(' ');
    output.replaceChildren(sum, list);
    output.removeAttribute('aria-busy');
    button.disabled = false;
  };

  button.addEventListener('click', () => void compare());
  area.addEventListener('dragover', (event) => event.preventDefault());
  area.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (file === undefined) return;
    event.preventDefault();
    void file.text().then((text) => {
      area.value = text;
      return compare();
    });
  });
  box.hidden = false;
};

/** Lets people check a text that they have against what was recorded. */
export const checkTexts = (): void => {
  // Digests are made only where a page comes safely: over TLS, or from this machine.
  if (!window.isSecureContext) return;
  document.querySelectorAll<HTMLDetailsElement>('details.check-text').forEach(attach);
};
