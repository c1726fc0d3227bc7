import type { PassageView } from '../../model/types/passage.ts';
import { locatorText } from '../../model/types/passage.ts';
import { A, filled, grouped, pageOf, Ref, Sentence, useTexts } from './context.tsx';

/*
 * The place of a sentence in its document: the sentence, marked in what stands around it, where its words are recorded;
 * else where it stands, with its digest, by which whoever has the text finds it.
 */

type Quoted = {
  exact: string;
  /** What the words were translated from; null or left out for the speaker's own. */
  translation?: {
    from: string | null;
    by: string | null;
    original: { passage: string; exact: string } | null;
  } | null;
};

/** That words are a translation, from which language and by whom, and the words that they translate. */
const Translated = ({ of: { from, by, original } }: { of: NonNullable<Quoted['translation']> }) => {
  const { trail, language } = useTexts();
  const languages = new Intl.DisplayNames(language, { type: 'language', fallback: 'code' });
  return (
    <>
      <p class="note">
        {from === null ? trail.translated : filled(trail.translatedFrom, { language: languages.of(from) ?? from })}
        {by !== null && (
          <>
            {' '}
            <Sentence text={trail.author} names={<Ref type="actor" id={by} />} />
          </>
        )}
        .
        {original !== null && (
          <>
            {' '}
            <A to={pageOf('passage', original.passage)}>{trail.original}</A>:
          </>
        )}
      </p>
      {original !== null && (
        <blockquote class="words" dir="auto" {...(from === null ? {} : { lang: from })}>
          {original.exact}
        </blockquote>
      )}
    </>
  );
};

/** A text with the words that are quoted from it marked; where none of them stands in it, all of it. */
const Marked = ({ text, quotes }: { text: string; quotes: readonly Quoted[] }) => {
  const quote = quotes.map(({ exact }) => exact).find((exact) => text.includes(exact));
  if (quote === undefined) return <mark>{text}</mark>;
  const at = text.indexOf(quote);
  return (
    <>
      {text.slice(0, at)}
      <mark>{quote}</mark>
      {text.slice(at + quote.length)}
    </>
  );
};

const LINE = 62;
const LINES_AROUND = [54, 61, 47] as const;

/** The shape of a paragraph whose words are not shown, and of the sentence in it. */
const Withheld = ({ length }: { length: number }) => {
  const lines = Math.min(4, Math.max(1, Math.ceil(length / LINE)));
  const rest = length >= 4 * LINE ? LINE : length - (lines - 1) * LINE;
  const [before, after, last] = LINES_AROUND;
  const y = (line: number): number => 4 + line * 9;
  return (
    <svg class="withheld" viewBox={`0 0 260 ${y(lines + 2) + 2}`} aria-hidden="true" preserveAspectRatio="xMinYMin">
      <path class="line" d={`M2 ${y(0)}h${before * 4}`} />
      {Array.from({ length: lines }, (_, i) => (
        <path class="sentence" d={`M2 ${y(i + 1)}h${Math.max(8, (i === lines - 1 ? rest : LINE) * 4)}`} />
      ))}
      {rest < 50 && <path class="line" d={`M${rest * 4 + 14} ${y(lines)}h${(after - rest) * 4 - 12}`} />}
      <path class="line" d={`M2 ${y(lines + 1)}h${last * 4}`} />
    </svg>
  );
};

/** `itself`: on the page of the passage, which needs no way there. */
export const Place = ({
  passage,
  quotes,
  itself = false,
}: {
  passage: PassageView;
  quotes: readonly Quoted[];
  itself?: boolean;
}) => {
  const texts = useTexts();
  const { trail } = texts;
  const words = passage.selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector] : []))[0];
  const position = passage.selectors.flatMap((selector) =>
    selector.type === 'TextPositionSelector' ? [selector] : [],
  )[0];
  const where = locatorText(passage.locator);
  const count = (n: number): string => grouped(texts, n);
  return (
    <>
      {!itself && (
        <p class="where">
          <A to={pageOf('passage', passage.id)}>{where === '' ? texts.types['passage'][0] : where}</A>
        </p>
      )}
      {words ? (
        <blockquote class="words" dir="auto">
          {words.prefix}
          <Marked text={words.exact} quotes={quotes} />
          {words.suffix}
        </blockquote>
      ) : (
        <div class="hidden-words">
          {position && <Withheld length={position.end - position.start} />}
          {quotes.map(({ exact }) => (
            <blockquote class="words" dir="auto">
              <mark>{exact}</mark>
            </blockquote>
          ))}
          <p class="note">
            {trail.textNotShown}
            {position && (
              <>
                {' '}
                {filled(trail.characters, {
                  count: count(position.end - position.start),
                  start: count(position.start),
                  end: count(position.end),
                })}
                .
              </>
            )}
          </p>
        </div>
      )}
      {quotes.map(({ translation = null }) => translation !== null && <Translated of={translation} />)}
      {passage.digest && (
        <details class="digest">
          <summary>
            {trail.digest} <code>{passage.digest.span.slice(0, 12)}…</code>
          </summary>
          <code>{passage.digest.span}</code>
        </details>
      )}
      {passage.digest && (
        <p class="digest on-paper">
          {trail.digest} <code>{passage.digest.span}</code>
        </p>
      )}
    </>
  );
};
