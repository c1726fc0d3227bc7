import { describe, expect, it } from 'vitest';
import { EN } from '../../src/http/pages/texts.ts';
import { fieldPaths } from '../../src/model/fields.ts';
import { ALL_TYPES } from '../../src/model/types.ts';

describe('the texts of pages', () => {
  it.each(ALL_TYPES)('have a word for every field of a $name', ({ view }) => {
    const names = fieldPaths(view).map((path) => path.split('.').at(-1)!);
    expect(names.filter((name) => !['type', 'id', 'label', 'revision'].includes(name) && !(name in EN.fields))).toEqual(
      [],
    );
  });
});
