import { useTexts } from './context.tsx';

/** What ARIA wants of a box with suggestions, which the types of the library do not know of an input for searching. */
const comboboxOf = (list: string): object => ({
  role: 'combobox',
  'aria-expanded': 'false',
  'aria-controls': list,
  'aria-autocomplete': 'list',
  'aria-haspopup': 'listbox',
});

/**
 * A box that names of records are typed into; with script they are suggested. `names`: whether it takes a record, and
 * does not lead there; a type where it takes those of it alone; `several`: with commas between them; `makes`: whether
 * what nobody knows is offered as new.
 */
export const Suggesting = ({
  id,
  name,
  names = false,
  several = false,
  makes = false,
  ...rest
}: {
  id: string;
  name: string;
  names?: boolean | 'actor' | 'claim' | 'source';
  several?: boolean;
  makes?: boolean;
  [attribute: string]: unknown;
}) => {
  const { suggestions } = useTexts();
  const list = `${id}-suggestions`;
  return (
    <span class="suggesting">
      <input
        id={id}
        name={name}
        required
        autocomplete="off"
        spellcheck={false}
        {...(names === false ? {} : { 'data-names': names === true ? '' : names })}
        data-several={several || undefined}
        data-makes={makes || undefined}
        {...comboboxOf(list)}
        {...rest}
      />
      <ul id={list} class="suggestions" role="listbox" aria-label={suggestions} hidden />
    </span>
  );
};
