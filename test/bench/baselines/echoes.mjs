/**
 * Many bare connections to a NATS server, each of which answers whatever it is asked with as many bytes as the question says:
 * `node echoes.mjs SERVER COUNT`; prints `ready`.
 */
import { connect } from 'nats';
import { subject } from './fan-out-subject.mjs';

const [server, count] = [process.argv[2], Number(process.argv[3])];
const answers = new Map();
let next = 0;
await Promise.all(Array.from({ length: 50 }, lane));
process.stdout.write('ready\n');

async function lane() {
  while (next < count) {
    next += 1;
    const connection = await connect({ servers: server, resolve: false });
    connection.subscribe(subject, { callback: (_error, message) => message.respond(answer(message.json().bytes)) });
    await connection.flush();
  }
}

function answer(bytes) {
  if (!answers.has(bytes)) answers.set(bytes, Buffer.alloc(bytes, 'x'));
  return answers.get(bytes);
}
