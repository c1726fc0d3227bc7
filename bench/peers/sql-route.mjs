import Fastify from 'fastify';
import pg from 'pg';

/* Hand-written routes on PostgreSQL: POST /query/{name} with a list of parameters runs a named prepared statement from a pool. */

const [connectionString, queries] = [process.argv[2], JSON.parse(process.argv[3])];
const pool = new pg.Pool({ connectionString, max: 10 });
const app = Fastify();
app.post('/query/:name', async (request) => {
  const { name } = request.params;
  return pool.query({ name, text: queries[name], values: request.body }).then(({ rows }) => rows);
});
console.log(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
