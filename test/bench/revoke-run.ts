import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { connectBus, openTrust } from '@fleet/bus';
import { createKeys, parseCreds, signRequest, signer } from '@fleet/identity';
import { subjects } from '@fleet/protocol';

/**
 * Rejects keys of emulated minions, one after the other: `node revoke-run.mjs SERVERS CREDENTIALS KEYS MINIONS RUNS`. Prints when each request
 * began (milliseconds since the epoch), how long it took, how long one takes that changes nothing, and microseconds for minting one JWT.
 */
const [servers = '', credentials = '', folder = '', ...numbers] = process.argv.slice(2);
const [minions = 0, runs = 0] = numbers.map(Number);
const { jwt, seed } = parseCreds(await readFile(credentials, 'utf8'));
const bus = await connectBus({ servers: servers.split(','), name: 'bench', signer: signer(seed), jwt: () => jwt });

async function ask(method: string, body: unknown): Promise<number> {
  const began = performance.now();
  const reply = (await bus.request(
    subjects.operatorRequest(bus.key, method),
    signRequest(bus.signer, method, body),
  )) as { ok: boolean };
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return performance.now() - began;
}

const rounds: { id: string; began: number; answered: number }[] = [];
const asked: number[] = [];
for (let run = 0; run < runs; run += 1) {
  // Spread over the fleet, as connections are spread over the server's lists.
  const id = `emulated-${String(Math.floor(((run + 0.5) * minions) / runs)).padStart(4, '0')}`;
  asked.push(await ask('token_list', {}));
  const began = Date.now();
  rounds.push({ id, began, answered: await ask('key_reject', { minions: [id] }) });
  await pause(300);
}
await bus.close();
console.log(JSON.stringify({ rounds, asked, mint: await mintOne(folder) }));

async function mintOne(keys: string): Promise<number> {
  const trust = await openTrust(keys);
  const { publicKey } = createKeys('user');
  const count = 2_000;
  const began = performance.now();
  for (let index = 0; index < count; index += 1)
    trust.mintUser({ role: 'minion', publicKey, name: `minion-${index}`, expires: Date.now() + 3_600_000 });
  return ((performance.now() - began) * 1000) / count;
}
