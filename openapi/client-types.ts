import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The generator's own package has a compiler beside it that it can use: the one of this project lacks what it needs. */
const generator = createRequire(new URL('../clients/typescript/package.json', import.meta.url)).resolve(
  'openapi-typescript',
);

/** The types of the API description that the client in TypeScript uses. */
export const makeClientTypes = async (document: object): Promise<string> => {
  const { default: generate, astToString } = (await import(pathToFileURL(generator).href)) as {
    default: (document: object, options: object) => Promise<unknown>;
    astToString: (ast: unknown) => string;
  };
  const types = await generate(structuredClone(document), { defaultNonNullable: false });
  return `// Generated from openapi/openapi.json by npm run generate.\n${astToString(types)}`;
};
