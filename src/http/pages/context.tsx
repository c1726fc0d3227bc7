import { createContext, type ComponentChildren, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { webAddress } from '../../model/addresses.ts';
import { isId, keyOf, TYPE_NAMES, type TypeName } from '../../model/ids.ts';
import { TYPES } from '../../model/types.ts';
import { labelIn } from '../../queries/in-language.ts';
import type { BaseView } from '../../model/define.ts';
import type { Labels } from '../../queries/labels.ts';
import { dateText, machineDate } from './dates.ts';
import { EN, type Texts } from './texts.ts';

/*
 * What every part of a page has need of: the texts, the names of records, and the path that pages stand under.
 */

export type Around = {
  texts: Texts;
  labels: Labels;
  /** The path of the service's address, without a slash at its end. */
  base: string;
  /** The languages that names are asked for in, before that of the page. */
  namesIn: readonly string[];
};

export const Surroundings = createContext<Around>({ texts: EN, labels: new Map(), base: '', namesIn: [] });
/** What a record is called, in the language that was asked for where it has a name in it. */
export const useLabel = (view: BaseView): string => labelIn(view, useContext(Surroundings).namesIn);
export const useTexts = (): Texts => useContext(Surroundings).texts;
export const useBase = (): string => useContext(Surroundings).base;

/** The page of a record. */
export const pageOf = (type: TypeName, id: string): string => `/${TYPES[type].plural}/${id}`;

/** A link to another page, or to an answer of the interface. */
export const A = ({ to, children, ...rest }: { to: string; children: ComponentChildren; [name: string]: unknown }) => (
  <a href={`${useBase()}${to}`} {...rest}>
    {children}
  </a>
);

/** The way on in a list; nothing where it ends. */
export const NextPage = ({ to }: { to: string | null }) => {
  const texts = useTexts();
  if (to === null) return null;
  return (
    <p class="paging">
      <A to={to} rel="next">
        {texts.list.next}
      </A>
    </p>
  );
};

/** A link out of the service; text where the address is none of the web. */
export const Out = ({ to, children }: { to: string; children: ComponentChildren }) => {
  const address = webAddress(to);
  return address === null ? (
    <>{children}</>
  ) : (
    <a href={address} rel="noopener external">
      {children}
    </a>
  );
};

/** The name of a record: kept apart from the text around it, since it may run the other way. */
export const Name = ({ children, lang }: { children: ComponentChildren; lang?: string | undefined }) => (
  <bdi {...(lang === undefined ? {} : { lang })}>{children}</bdi>
);

/** The name of a record by its address. */
export const NameOf = ({ type, id }: { type: TypeName; id: string }) => (
  <Name>{useContext(Surroundings).labels.get(`${type}/${id}`) ?? id}</Name>
);

/** The name of a record, which leads to its page. */
export const Ref = ({ type, id }: { type: TypeName; id: string }) => (
  <A to={pageOf(type, id)}>
    <NameOf type={type} id={id} />
  </A>
);

/** The same for a record that is named as `type/id`. */
export const RefTo = ({ to }: { to: string }) => {
  const { type, id } = keyOf(to);
  return TYPE_NAMES.includes(type) && isId(id) ? <Ref type={type} id={id} /> : <>{to}</>;
};

/** A time, as exactly as it is known. */
export const Time = ({ at }: { at: string }) => {
  const { texts } = useContext(Surroundings);
  const machine = machineDate(at);
  const told = dateText(at, texts.language);
  return machine === null ? <span>{told}</span> : <time dateTime={machine}>{told}</time>;
};

/** A sentence with what stands in its braces put in their places. */
export const Sentence = ({ text, ...values }: { text: string; [name: string]: ComponentChildren }) => (
  <>{text.split(/\{(\w+)\}/).map((part, i) => (i % 2 === 0 ? part : (values[part] ?? '')))}</>
);

/** The same of texts alone. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** "one statement", "12 statements" */
export const counted = (texts: Texts, of: string, count: number): string => {
  const [one, many, none] = texts.counts[of]!;
  if (count === 0 && none !== undefined) return none;
  return count === 1 ? one : filled(many, { count: grouped(texts, count) });
};

/** A number as people write it. */
export const grouped = (texts: Texts, count: number): string => count.toLocaleString(texts.language);

/** Things with commas between them, and a word before the last. */
export const Listed = ({ of }: { of: readonly VNode[] }) => {
  const { listed } = useTexts();
  return (
    <>
      {of.map((item, i) => (
        <>
          {i === 0 ? '' : i === of.length - 1 ? listed.last : listed.next}
          {item}
        </>
      ))}
    </>
  );
};

/** Names of records of a type that lead to their pages, with commas between them. */
export const Refs = ({ type, ids }: { type: TypeName; ids: readonly string[] }) => (
  <Listed
    of={ids.map((id) => (
      <Ref type={type} id={id} />
    ))}
  />
);

/** What a field that refers says, read from one of its ends; `type`: the type of the record that refers. */
export const referenceText = (
  { references }: Texts,
  { direction, type, field }: { direction: 'in' | 'out'; type: TypeName; field: string },
): string => references[`${type}.${field}`]?.[direction === 'out' ? 0 : 1] ?? field;

/** What makes a link between a forum and a region, in words. */
export const ruleText = ({ rules, reached }: Texts, rule: string): string => {
  const [, plain = rule, how = ''] = /^(.*?)-(in-part|disputed)$/.exec(rule) ?? [];
  return [rules[plain] ?? plain, reached[how]].filter((part) => part !== undefined).join(', ');
};
