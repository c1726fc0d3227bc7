import { useTexts } from './context.tsx';

export type Named = { name: string; language?: string | null; kind?: string | null; period?: string | null };

/** What else something is called, with the language of each name where it is known. `shown`: the name above. */
export const Names = ({ names, shown }: { names: readonly Named[]; shown: string }) => {
  const texts = useTexts();
  const others = names.filter(({ name }) => name !== shown);
  if (others.length === 0) return null;
  const languages = new Intl.DisplayNames(texts.language, { type: 'language', fallback: 'code' });
  return (
    <ul class="names" aria-label={texts.actor.names}>
      {others.map(({ name, language = null, kind = null }) => (
        <li>
          <bdi {...(language === null ? {} : { lang: language })}>{name}</bdi>
          {(language !== null || kind !== null) && (
            <small>
              {' '}
              {[language === null ? null : languages.of(language), kind].filter((part) => part !== null).join(', ')}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
};
