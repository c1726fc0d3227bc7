import type { Parameters, RawParameters } from '../queries/parameters.ts';
import type { Context } from './items.ts';

/** A tool: a question of the interface, with its parameters. */
export type Tool = {
  name: string;
  title: string;
  description: string;
  parameters: Parameters;
  run: (context: Context, given: RawParameters) => Promise<object>;
};
