import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Neo4jGraphQL } from '@neo4j/graphql';
import neo4j from 'neo4j-driver';

/* The Neo4j GraphQL Library with Apollo Server, as its tutorial starts them. */

const [uri, cypher] = [process.argv[2], JSON.parse(process.argv[3])];
const driver = neo4j.driver(uri);
// Cypher of @cypher fields, which the other ways to ask Neo4j send too.
const typeDefs = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8').replace(
  /"%(\w+)%"/g,
  (_, name) => `"""${cypher[name]}"""`,
);
const neoSchema = new Neo4jGraphQL({ typeDefs, driver });
const server = new ApolloServer({ schema: await neoSchema.getSchema(), introspection: false });
const { url } = await startStandaloneServer(server, {
  context: async () => ({ sessionConfig: { database: 'neo4j' } }),
  listen: { host: '127.0.0.1', port: 0 },
});
console.log(`ready ${url}`);
