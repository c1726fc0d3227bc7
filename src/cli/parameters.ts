import type { Command } from 'commander';
import type { TypeName } from '../model/ids.ts';
import { filterNames } from '../queries/list-parameters.ts';

/** Adds the filters of a list to a command, each as a flag. */
export const withFilters = (command: Command, type: TypeName): Command => {
  for (const { name, about } of filterNames(type)) command.option(`--${name} <value>`, about);
  return command;
};

/** The parameters of a question among the flags of a command: what is neither a setting nor says how the answer is printed. */
export const parametersOf = (options: Record<string, string | boolean>): Record<string, string> => {
  const {
    json: _json,
    data: _data,
    neo4jUri: _uri,
    neo4jUser: _user,
    neo4jPassword: _password,
    neo4jDatabase: _database,
    ...parameters
  } = options;
  return parameters as Record<string, string>;
};
