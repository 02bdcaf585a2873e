import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bin } from '../lab/fleet.mjs';
import { result } from './result.mjs';
import { say, scratchFolder } from './scratch-fleet.mjs';
import { inTurns, median, spread, timeProcess } from './timing.mjs';

/** Compiles require chains without a master, whole process, against a Node process that does nothing. */
export async function measure({ runs = 7 }) {
  const folder = await scratchFolder();
  await mkdir(join(folder, 'pillar'), { recursive: true });
  for (const length of [1_000, 10_000, 50_000]) await writeChain(join(folder, 'states', `chain${length}`), length);
  say('compiling chains of 1,000, 10,000 and 50,000 chunks');
  const compile = (length) => () =>
    timeProcess(bin('fleet-minion'), [
      'call',
      '--local',
      ...[
        '--states',
        join(folder, 'states'),
        '--pillar',
        join(folder, 'pillar'),
        '--root',
        join(folder, 'root'),
        '--id',
        'bench',
      ],
      ...['--out', 'json', 'state.show_low_sls', `chain${length}`],
    ]);
  const times = await inTurns(
    {
      long: compile(10_000),
      short: compile(1_000),
      huge: compile(50_000),
      bare: () => timeProcess(process.execPath, ['-e', '0']),
    },
    { runs, warmup: 1 },
  );
  return result({
    name: 'compile',
    unit: 'ms',
    value: median(times.long),
    baseline: median(times.bare),
    runs,
    details: {
      what: 'fleet-minion call --local state.show_low_sls of 10,000 chunks in one require chain, whole process',
      baseline: 'a Node process that does nothing',
      chunks: 10_000,
      spread: spread(times.long),
      thousand: spread(times.short),
      fiftyThousand: spread(times.huge),
      // What a chunk costs beyond the start of the process; the same for both where the compile is linear.
      microsecondsPerChunk: {
        upTo10000: perChunk(times.long, times.short, 9_000),
        upTo50000: perChunk(times.huge, times.short, 49_000),
      },
      bare: spread(times.bare),
    },
  });
}

function perChunk(more, fewer, chunks) {
  return Math.round(((median(more) - median(fewer)) / chunks) * 1_000);
}

/** Each chunk requires the one that is written after it, so that the order has to be worked out. */
async function writeChain(directory, length) {
  await mkdir(directory, { recursive: true });
  const chunks = [];
  for (let index = 0; index < length; index += 1) {
    const require = index + 1 < length ? `\n    - require:\n      - test: link_${index + 1}` : '';
    chunks.push(`link_${index}:\n  test.succeed_without_changes:\n    - name: link_${index}${require}\n`);
  }
  await writeFile(join(directory, 'init.sls'), chunks.join('\n'));
}
