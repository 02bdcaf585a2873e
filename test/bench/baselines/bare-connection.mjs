import { connectAsOperator } from './connect.mjs';

const connection = await connectAsOperator(process.argv.slice(2));
process.stdout.write('connected\n');
await connection.closed();
