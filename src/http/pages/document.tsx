import { webAddress } from '../../model/addresses.ts';
import { cslText } from '../../model/csl-read.ts';
import type { SourceView } from '../../model/types/source.ts';
import { A, Out, pageOf, Ref, Sentence, Time, useTexts } from './context.tsx';

type Kind = NonNullable<SourceView['status']>['kind'];

/** What became of a document, as a mark behind its title. */
const Became = ({ of }: { of: Kind | null | undefined }) => {
  const { became } = useTexts();
  return of ? <span class="tag counterpart"> {became[of]}</span> : null;
};

/** That a statement rests on documents of which something became. */
export const RestsOnStatus = ({ of }: { of: readonly Kind[] }) => {
  const { restsOnStatus } = useTexts();
  return (
    <>
      {of.map((kind) => (
        <span class="tag counterpart">{restsOnStatus[kind]}</span>
      ))}
    </>
  );
};

/** The title of a document, in its own language, and whether it was corrected, retracted or is gone. */
export const Title = (shown: { source: SourceView | null; id: string; status?: Kind | null | undefined }) => (
  <>
    <TitleOf {...shown} />
    <Became of={shown.source?.status?.kind ?? shown.status} />
  </>
);

const TitleOf = ({ source, id }: { source: SourceView | null; id: string }) => {
  const lang = source === null ? undefined : cslText(source.csl, 'language');
  return source === null ? (
    <Ref type="source" id={id} />
  ) : (
    <A to={pageOf('source', id)}>
      <cite dir="auto" {...(lang ? { lang } : {})}>
        {source.label}
      </cite>
    </A>
  );
};

type Archived = { url: string; date?: string | null };

/** Where a document and its archived copies can be read. */
export const Copies = ({ source, words }: { source: SourceView | null; words?: string | undefined }) => {
  const { trail } = useTexts();
  const address = source === null ? null : (cslText(source.csl, 'URL') ?? null);
  const archived = ((source as { archived?: Archived[] } | null)?.archived ?? []).filter(({ url }) => url);
  if (address === null && archived.length === 0) return null;
  const place = address === null || !words ? null : webAddress(address + fragment(words));
  return (
    <p class="copies">
      {address !== null && <Out to={place ?? address}>{place === null ? trail.openDocument : trail.openPlace}</Out>}
      {place !== null && <span data-copies={place} data-copy={trail.copyPlace} />}
      {archived.map(({ url, date }) => (
        <Out to={url}>{date ? <Sentence text={trail.copies} date={<Time at={date} />} /> : trail.copy}</Out>
      ))}
    </p>
  );
};

/** The longest words that an address has whole; of longer ones it names the first and the last. */
const WHOLE = 120;
const ENDS = 5;

const encoded = (words: string): string => encodeURIComponent(words).replaceAll('-', '%2D');

/** A text fragment: the part of an address by which browsers go to words and mark them. */
const fragment = (words: string): string => {
  const text = words.trim();
  const parts = text.split(/\s+/);
  return text.length <= WHOLE || parts.length <= 2 * ENDS
    ? `#:~:text=${encoded(text)}`
    : `#:~:text=${encoded(parts.slice(0, ENDS).join(' '))},${encoded(parts.slice(-ENDS).join(' '))}`;
};
