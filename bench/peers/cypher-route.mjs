import Fastify from 'fastify';
import neo4j from 'neo4j-driver';

/* A minimal Fastify route around neo4j-driver: POST /query/{name} with parameters runs the Cypher of that name. */

const [uri, queries] = [process.argv[2], JSON.parse(process.argv[3])];
const driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true });
const app = Fastify();
app.post('/query/:name', async (request) => {
  const { records } = await driver.executeQuery(queries[request.params.name], request.body, {
    routing: 'READ',
    database: 'neo4j',
  });
  return records.map((record) => record.toObject());
});
console.log(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
