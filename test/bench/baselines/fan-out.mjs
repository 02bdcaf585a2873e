/** The raw fan-out: one question, of a command's size, and an answer from each of so many connections: `node fan-out.mjs SERVER COUNT BYTES`. */
import { connect, createInbox } from 'nats';
import { subject } from './fan-out-subject.mjs';

const [server, ...numbers] = process.argv.slice(2);
const [count, bytes] = numbers.map(Number);
const connection = await connect({ servers: server, resolve: false });
const inbox = createInbox();
let answered = 0;
const all = new Promise((resolve) => {
  connection.subscribe(inbox, {
    callback: () => {
      answered += 1;
      if (answered === count) resolve();
    },
  });
});
const question = JSON.stringify({ bytes, filler: 'x'.repeat(1_200) });
connection.publish(subject, question, { reply: inbox });
const patience = setTimeout(() => {
  console.error(`${answered} of ${count} answered`);
  process.exit(1);
}, 120_000);
await all;
clearTimeout(patience);
await connection.close();
