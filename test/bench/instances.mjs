import { publishDaemon } from '../lab/mirror.mjs';
import { bin } from '../lab/fleet.mjs';
import { startSite } from '../lab/site.mjs';
import { bareRequest } from './baselines/index.mjs';
import { cleanup } from './cleanup.mjs';
import { result } from './result.mjs';
import { operatorWords, say } from './scratch-fleet.mjs';
import { inTurns, median, spread, timeProcess } from './timing.mjs';

const server = 'miner-01';
const apply = [server, 'state.apply', 'cortensord'];

/** It does nothing while it is measured what else is done; as large as the formula expects of a program. */
const daemon = `#!/bin/sh\nexec sleep infinity\n${'#'.repeat(1_100_000)}\n`;

/**
 * A state.apply of the cortensord formula that finds all instances of one server as they should be: real systemd, real packages, a minion in the lab;
 * how long it takes, and how many programs the minion starts for it.
 */
export async function measureInstances({ instances, runs = 11 }) {
  say('starting the lab, a master and a minion');
  const site = await startSite([server], { spec: 'bench' });
  cleanup.add(() => site.stop());
  publishDaemon(`${site.folder}/mirror`, 'bench', daemon);
  const names = Array.from({ length: instances }, (_, index) => `node_${String(index + 1).padStart(3, '0')}`);
  const own = names.map((name) => `    ${name}: {NODE_PRIVATE_KEY: '0x${'1'.repeat(64)}'}\n`).join('');
  site.writePillar(`cortensord/servers/${server}.sls`, `cortensord:\n  init_delay: 0\n  instances:\n${own}`);
  say(`applying ${instances} instances for the first time`);
  const chunks = settled(await site.fleet.ask(...apply), undefined);
  settled(await site.fleet.ask(...apply), 0);
  const programs = await countPrograms(site.lab.hosts.get(server), async () =>
    settled(await site.fleet.ask(...apply), 0),
  );
  say(`measuring ${runs} applies that change nothing`);
  const env = { ...process.env, FLEET_ROOT: site.fleet.options.root, NO_COLOR: '1' };
  const operator = await operatorWords(site.fleet);
  const times = await inTurns(
    { apply: () => timeProcess(bin('fleetctl'), apply, { env }), bare: () => bareRequest(operator) },
    { runs },
  );
  return result({
    name: 'apply',
    unit: 'ms',
    value: median(times.apply),
    baseline: median(times.bare),
    runs,
    details: {
      what: `fleetctl ${server} state.apply cortensord of ${instances} instances with nothing to change, whole process`,
      baseline: 'a Node process that connects to NATS as the operator and makes one request of the master',
      instances,
      chunks,
      'programs started': Object.values(programs).reduce((sum, count) => sum + count, 0),
      programs,
      spread: spread(times.apply),
      bare: spread(times.bare),
    },
  });
}

/**
 * How often the minion starts which program meanwhile: in the folder that it searches first, each program of the host is for that time a script that notes
 * its name and becomes the program.
 */
async function countPrograms(host, during) {
  const script =
    '#!/bin/sh\necho "${0##*/}" >> /run/bench-started\nfor folder in /usr/sbin /usr/bin; do [ -x "$folder/${0##*/}" ] && exec "$folder/${0##*/}" "$@"; done\n';
  await host.writeFile('/usr/local/sbin/.bench-count', script, '0755');
  await host.must(
    'cd /usr/bin && for program in * ../sbin/*; do program=${program##*/}; [ -e "/usr/local/sbin/$program" ] || ln -s .bench-count "/usr/local/sbin/$program"; done; : > /run/bench-started',
  );
  try {
    await during();
    const started = (await host.must('cat /run/bench-started')).split('\n').filter((name) => name !== '');
    const counts = {};
    for (const name of started) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  } finally {
    await host.must('find /usr/local/sbin -lname .bench-count -delete; rm -f /usr/local/sbin/.bench-count');
  }
}

/** How many chunks there are. A benchmark of an apply that failed, or that changed things, would measure something else. */
function settled(answers, expected) {
  const chunks = Object.values(Object.values(answers)[0] ?? {});
  const failed = chunks.find((chunk) => chunk.result !== true);
  if (failed || chunks.length === 0)
    throw new Error(`the apply did not succeed: ${JSON.stringify(failed ?? answers).slice(0, 800)}`);
  const changed = chunks.filter((chunk) => Object.keys(chunk.changes).length > 0);
  if (expected !== undefined && changed.length !== expected)
    throw new Error(`changed where nothing should have: ${JSON.stringify(changed).slice(0, 800)}`);
  return chunks.length;
}
