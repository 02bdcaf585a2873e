import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { MinionConfig } from '@fleet/config';
import type { Outcome } from '@fleet/diagnostics';
import { parseExact, type ValueMap } from '@fleet/values';

/**
 * Reads the configuration and the facts of the machine in a thread that ends afterwards. What that takes (YAML, the checks of
 * class-validator, running programs) weighs as much as all that the waiting daemon needs; a thread gives its memory back.
 */
export interface Scouted {
  readonly config: Outcome<MinionConfig>;
  /** Empty where the configuration is refused. */
  readonly grains: ValueMap;
}

interface Errand {
  readonly errand: 'scout';
  readonly root: string;
  readonly version: string;
}

interface Report {
  readonly config: Outcome<MinionConfig>;
  /** Exact JSON: what threads exchange keeps no classes. */
  readonly grains: string;
}

/** @param program the entry of this program, which {@link runErrand} serves in the thread */
export function scout(program: URL, root: string, version: string): Promise<Scouted> {
  return new Promise((resolve, reject) => {
    const errand: Errand = { errand: 'scout', root, version };
    const worker = new Worker(program, { workerData: errand, argv: [] });
    let report: Report | undefined;
    worker.once('message', (message: Report) => (report = message));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (report) resolve({ config: report.config, grains: parseExact(report.grains) as ValueMap });
      else reject(new Error(`the scouting thread ended with ${code}`));
    });
  });
}

export function isErrand(): boolean {
  return !isMainThread && (workerData as Partial<Errand> | undefined)?.errand === 'scout';
}

/** The other end, in the thread. */
export async function runErrand(): Promise<void> {
  const { root, version } = workerData as Errand;
  const [{ loadMinionConfig }, { stringifyExact }] = await Promise.all([
    import('@fleet/config'),
    import('@fleet/values'),
  ]);
  const config = await loadMinionConfig(root);
  const report: Report = { config, grains: config.ok ? stringifyExact(await grainsOf(config.value, version)) : '{}' };
  parentPort?.postMessage(report);
}

async function grainsOf(config: MinionConfig, version: string): Promise<ValueMap> {
  const [{ linuxHost }, { collectGrains }, { fromPlain }, { configuredGrains }] = await Promise.all([
    import('@fleet/platform'),
    import('@fleet/grains'),
    import('@fleet/values'),
    import('./configured-grains.js'),
  ]);
  const host = linuxHost();
  const [server] = config.servers;
  const master = server !== undefined && URL.canParse(server) ? new URL(server).hostname : server;
  return collectGrains(host, {
    id: config.id,
    version,
    configured: await configuredGrains(host, config.grainsFile, fromPlain(config.grains) as ValueMap, (sentence) => {
      process.stderr.write(`fleet-minion: ${sentence}\n`);
    }),
    ...(master !== undefined && { master }),
  });
}
