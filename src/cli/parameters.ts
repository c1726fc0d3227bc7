import type { Command } from 'commander';
import type { TypeName } from '../model/ids.ts';
import { filtersOf, TYPES } from '../model/types.ts';

/** Adds the filters of a list to a command, each as a flag. */
export const withFilters = (command: Command, type: TypeName): Command => {
  for (const { name, about } of filtersOf(type).values()) command.option(`--${name} <value>`, about);
  const { range } = TYPES[type];
  return range === null ? command : command.option(`--${range.from} <date>`, `${range.about} on this day or later`).option(`--${range.to} <date>`, `${range.about} on this day or earlier`);
};

/** The parameters of a question among the flags of a command: what is neither a setting nor says how the answer is printed. */
export const parametersOf = (options: Record<string, string | boolean>): Record<string, string> => {
  const { json: _json, data: _data, neo4jUri: _uri, neo4jUser: _user, neo4jPassword: _password, neo4jDatabase: _database, ...parameters } = options;
  return parameters as Record<string, string>;
};
