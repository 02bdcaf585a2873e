import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { bin } from '../lab/fleet.mjs';
import { rawFanOut } from './baselines/index.mjs';
import { startEmulatedMinions } from './emulated.mjs';
import { memoryOf } from './memory.mjs';
import { result } from './result.mjs';
import { say, scratchFolder, startMaster } from './scratch-fleet.mjs';
import { inTurns, median, rounded, spread, timeProcess } from './timing.mjs';

/** What is asked of the whole fleet, and about how many bytes come back from each minion. */
const questions = {
  ping: { words: ['*', 'test.ping'], bytes: 300 },
  state: { words: ['*', 'state.apply', 'bench', '--state-output', 'terse'], bytes: 50_000 },
  grains: { words: ['*', 'grains.items', '--out', 'json'], bytes: 4_000 },
};
const idleSeconds = 30;

/**
 * A whole fleet of emulated minions: how fast they are let in, what the master costs while nothing happens, what a question to all of them
 * costs against the raw fan-out of the same size on a bare NATS server, and how soon all are back after the server was killed.
 */
export async function measure({ minions = 1_000, runs = 7 }) {
  const folder = await scratchFolder();
  const { fleet } = await startMaster(folder);
  const crowd = await startEmulatedMinions(fleet, folder, minions);
  const enrolled = { milliseconds: crowd.enrolling, perSecond: Math.round((minions * 1000) / crowd.enrolling) };
  const idle = await restingMaster(fleet.process.pid);
  const raw = await rawFanOut(minions, folder);
  const env = { ...process.env, FLEET_ROOT: fleet.options.root, NO_COLOR: '1' };
  // Nobody reads 750 MB; what is measured is that they came, were stored and were shown.
  const stdio = ['ignore', 'ignore', 'pipe'];
  const asked = {};
  const medians = {};
  for (const [name, { words, bytes }] of Object.entries(questions)) {
    say(`asking all ${minions}, ${runs} times: ${words.join(' ')}`);
    const ask = () => timeProcess(bin('fleetctl'), ['--timeout', '300', ...words], { env, stdio });
    const before = processorTimes(fleet.process.pid);
    const times = await inTurns({ asked: ask, raw: () => raw(bytes) }, { runs, warmup: 1 });
    const after = processorTimes(fleet.process.pid);
    const each = (name) => `${Math.round(((after[name] - before[name]) / (runs + 1)) * 1_000)} ms`;
    const ratio = Math.round((median(times.asked) / median(times.raw)) * 100) / 100;
    medians[name] = [median(times.asked), median(times.raw)];
    const processor = { master: each('master'), server: each('server') };
    asked[name] = { ...spread(times.asked), raw: spread(times.raw), ratio, processor };
  }
  const loaded = memoryOf(fleet.process.pid);
  const reconnected = await killServer(fleet, crowd, minions);
  const [value, baseline] = medians.ping;
  return result({
    name: 'fleet',
    unit: 'ms',
    value,
    baseline,
    runs,
    details: {
      what: `fleetctl '*' test.ping of ${minions} emulated minions, whole process`,
      baseline: `a Node process that asks ${minions} bare connections to a bare NATS server once`,
      minions,
      enrolled,
      idle,
      ...asked,
      rssAfterwards: `${Math.round(loaded.rss)} MB`,
      reconnected,
    },
  });
}

/** Memory and processor time of the master and of its NATS server while nothing is asked. */
async function restingMaster(master) {
  say('letting the fleet rest');
  await pause(10_000);
  const before = processorTimes(master);
  await pause(idleSeconds * 1_000);
  const after = processorTimes(master);
  const costs = (name, pid) => ({
    rss: `${Math.round(memoryOf(pid).rss)} MB`,
    processor: `${rounded(((after[name] - before[name]) / idleSeconds) * 100)} %`,
  });
  return { master: costs('master', master), server: costs('server', serverOf(master)) };
}

/**
 * From the death of the NATS server until all are connected again, and until the master has heard of all. A master ends with its server, and is
 * started again at once; systemd would wait for two seconds.
 */
async function killServer(fleet, crowd, minions) {
  say('killing the NATS server');
  crowd.forgetBack();
  const killed = Date.now();
  const ended = new Promise((resolve) => fleet.process.once('exit', resolve));
  process.kill(serverOf(fleet.process.pid), 'SIGKILL');
  await ended;
  await fleet.start();
  const connected = (await crowd.allBack()) - killed;
  await fleet.waitFor(
    `${minions} minions to be up again`,
    async () => {
      const { code, stdout } = await fleet.fleetctl('status', '--out', 'json');
      return code === 0 && JSON.parse(stdout).minions.filter((row) => row.up).length === minions;
    },
    60_000 + minions * 20,
  );
  const up = Date.now() - killed;
  const answers = await fleet.ask('*', 'test.ping');
  const answered = Object.values(answers).filter((answer) => answer === true).length;
  if (answered !== minions) throw new Error(`${answered} of ${minions} answered after the server had died`);
  return { connected: `${connected} ms`, up: `${up} ms` };
}

/** The NATS server that a master runs as its child. */
function serverOf(master) {
  const children = readdirSync(`/proc/${master}/task`).flatMap((task) =>
    readFileSync(`/proc/${master}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  const server = children.find((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('nats-server'));
  if (server === undefined) throw new Error('the master has no NATS server of its own');
  return server;
}

/** Seconds of processors that both have had. Unlike the time on the wall they do not depend on what else this machine does. */
function processorTimes(master) {
  return { master: processorTime(master), server: processorTime(serverOf(master)) };
}

/** Seconds that a process has had of processors; the kernel counts in hundredths. */
function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
