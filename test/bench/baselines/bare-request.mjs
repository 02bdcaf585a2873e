import { connectAsOperator } from './connect.mjs';

const [key, request] = process.argv.slice(4);
const connection = await connectAsOperator(process.argv.slice(2));
const answer = await connection.request(`fl.api.${key}.minion_status`, request, { timeout: 5_000 });
if (!answer.json().ok) throw new Error(`the master answered ${answer.string().slice(0, 300)}`);
await connection.close();
