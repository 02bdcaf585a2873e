/** What is left of a run, as data that the checks look at and that can be kept beside a failure. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chaosFolder } from './chaos-fleet.mjs';

const inspector = readFileSync(fileURLToPath(new URL('./on-host/inspect.mjs', import.meta.url)));
const built = (room) => import(new URL(`../../dist/master/libs/${room}/src/index.js`, import.meta.url).href);

export async function collect(fleet) {
  // First, because it is a job too.
  const { stdout, stderr } = await fleet.fleetctl('--out', 'json', '*', 'test.ping');
  const pings = stdout.startsWith('{') ? JSON.parse(stdout) : { error: stderr };
  const hosts = {};
  for (const name of fleet.minions) hosts[name] = await inspect(fleet.host(name));
  const keys = join(fleet.folder, 'keys');
  await fleet.fetch(fleet.master, '/var/lib/fleet/master/keys', keys);
  const stream = await readStream(fleet, keys);
  // Only a master that has stopped leaves a store that is one file.
  await fleet.master.must('systemctl stop fleet-master');
  const { audited, ...store } = await readStore(fleet);
  return {
    hosts,
    stream,
    pings,
    ...store,
    audit: await verifyAudit(fleet.master, audited),
    rebuilt: await compareWithStreams(fleet.master),
  };
}

/** What `fleet-master audit verify` says of the log, and the jids that it has a row of. */
async function verifyAudit(master, jids) {
  const { code, stdout, stderr } = await master.exec('fleet-master audit verify --out json');
  return stdout.startsWith('{')
    ? { jids, code, ...JSON.parse(stdout) }
    : { jids, code, ok: false, reason: stderr.trim() };
}

/** A second store from the streams alone, and in what the two differ, as an operator would find out. */
async function compareWithStreams(master) {
  const second = `${chaosFolder}/second.db`;
  const rebuilt = await master.exec(`rm -f ${second} && fleet-master rebuild --into ${second} --out json`, {
    timeout: 120_000,
  });
  if (rebuilt.code !== 0) return { problem: `rebuild: ${rebuilt.stderr.trim()}` };
  const compared = await master.exec(`fleet-master store compare ${second} --out json`);
  if (!compared.stdout.startsWith('{')) return { problem: `store compare: ${compared.stderr.trim()}` };
  const { jobs, replayed, streams } = JSON.parse(rebuilt.stdout);
  return { jobs, replayed, streams, differences: JSON.parse(compared.stdout).differences };
}

async function inspect(host) {
  const text = await host.must('cat > /var/lib/fleet-chaos/inspect.mjs && node /var/lib/fleet-chaos/inspect.mjs', {
    input: inspector,
  });
  const worker = await host.exec('systemctl is-active chaos-worker');
  return { ...JSON.parse(text), worker: worker.stdout.trim() };
}

/** Every message of the stream of returns, as the server has it. */
async function readStream(fleet, keys) {
  const [{ connectBus, openTrust }, { parseSubject, returnsStream }] = await Promise.all([
    built('bus'),
    built('protocol'),
  ]);
  const trust = await openTrust(keys);
  const { tls } = JSON.parse(await fleet.master.readFile('/etc/fleet/fleetctl.json'));
  const bus = await connectBus({
    servers: [`nats://${fleet.master.address}:4222`],
    tls,
    name: 'chaos',
    onTrouble: () => {},
    ...trust.own('master'),
  });
  try {
    const ask = (call, body) => bus.request(`$JS.API.STREAM.${call}.${returnsStream}`, body, { timeout: 10_000 });
    const { state } = await ask('INFO', {});
    const messages = [];
    for (let sequence = state.first_seq; sequence <= state.last_seq; sequence += 1) {
      const { message } = await ask('MSG.GET', { seq: sequence });
      if (!message) continue;
      const { key, rest } = parseSubject(message.subject);
      messages.push({ sequence, key, jid: rest, text: Buffer.from(message.data, 'base64').toString('utf8') });
    }
    return messages;
  } finally {
    await bus.close();
  }
}

async function readStore(fleet) {
  const folder = join(fleet.folder, 'store');
  await fleet.fetch(fleet.master, '/var/lib/fleet/master/store', folder);
  const { JobStore } = await built('jobs');
  // It checks itself when it is opened.
  const store = JobStore.open(join(folder, 'fleet.db'));
  try {
    const jobs = store.jobs.list(100_000).map(({ jid }) => store.jobs.show(jid));
    const keys = Object.fromEntries(store.keys.accepted().map(({ key, minion }) => [key, minion]));
    const audited = store.audit.list(1_000_000).flatMap(({ jid }) => jid ?? []);
    return { jobs, keys, audited };
  } finally {
    store.close();
  }
}
