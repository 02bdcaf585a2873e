import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';
import { repository } from '../lab/fleet.mjs';
import { result } from './result.mjs';
import { say, scratchFolder } from './scratch-fleet.mjs';
import { inTurns, median, spread } from './timing.mjs';

/** Jobs in the store; --minions takes another number of thousands. */
const thousands = 1000;

/**
 * Lists over a store of a million jobs, in the process that has it open, against reading 25 rows by their primary keys; and returns that are
 * stored in a second, in the batches in which the stream brings them.
 */
export async function measure({ minions: asked = thousands, runs = 51 }) {
  const folder = await scratchFolder();
  const { openSample } = await import(pathToFileURL(await bundled(folder)).href);
  say(`making a store of ${asked},000 jobs`);
  const sample = openSample(join(folder, 'fleet.db'), asked * 1000);
  say(`measuring ${runs} lists of each kind`);
  const timed = (work) => () => {
    const started = process.hrtime.bigint();
    work();
    return Promise.resolve(Number(process.hrtime.bigint() - started) / 1e3);
  };
  const contenders = Object.fromEntries(Object.entries(sample.lists).map(([name, list]) => [name, timed(list)]));
  const times = await inTurns({ ...contenders, '25 rows': timed(sample.rows) }, { runs });
  say('storing returns');
  const returnsPerSecond = await sample.storeReturns(20_000);
  const forgetting = sample.forget(50);
  const { bytes } = sample;
  sample.close();
  const lists = Object.fromEntries(Object.keys(contenders).map((name) => [name, spread(times[name])]));
  const slowest = Object.keys(contenders).reduce((a, b) => (median(times[a]) > median(times[b]) ? a : b));
  return result({
    name: 'jobs',
    unit: 'µs',
    value: median(times[slowest]),
    baseline: median(times['25 rows']),
    runs,
    details: {
      what: `the slowest of these lists of 25 jobs out of ${asked},000: ${slowest}`,
      baseline: '25 rows, each by its primary key',
      lists,
      returnsStoredPerSecond: Math.round(returnsPerSecond),
      millisecondsOfAStepOfForgetting: spread(forgetting),
      bytesOfStore: bytes,
    },
  });
}

/** The store's own code, as one module: this file is plain JavaScript, and the master's build has no door to it. */
async function bundled(folder) {
  const require = createRequire(join(repository, 'package.json'));
  const outfile = join(folder, 'sample.mjs');
  await build({
    entryPoints: [join(repository, 'test/bench/jobs-sample.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
    tsconfig: join(repository, 'tsconfig.json'),
    plugins: [
      {
        name: 'native',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^better-sqlite3$/ }, ({ path }) => ({
            path: pathToFileURL(require.resolve(path)).href,
            external: true,
          })),
      },
    ],
  });
  return outfile;
}
