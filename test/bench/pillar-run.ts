import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatDiagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { compilePillar, PillarCache, readFormulas } from '@fleet/pillar';
import { fromPlain, stringifyExact, type ValueMap } from '@fleet/values';

/** One process, one measurement: `node pillar-run.mjs MINIONS ENTRIES`. Prints milliseconds as JSON. */
const [minions, entries] = process.argv.slice(2).map(Number) as [number, number];
const folder = await mkdtemp(join(tmpdir(), 'fleet-bench-pillar-'));
try {
  await writeTrees(folder, minions, entries);
  console.log(JSON.stringify(await measure(folder)));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(folder: string): Promise<Record<string, number>> {
  const began = performance.now();
  const idle = process.cpuUsage();
  const tree = await localTree({ base: [join(folder, 'pillar')] });
  const formulas = await readFormulas(await localTree({ base: [join(folder, 'states')] }));
  if (!formulas.ok) throw new Error(formulas.diagnostics.map(formatDiagnostic).join('\n'));
  const scanned = performance.now();
  const cache = new PillarCache();
  let characters = 0;
  let first = 0;
  for (let index = 0; index < minions; index += 1) {
    const id = minionId(index);
    const grains = fromPlain({ id, os: 'Debian', roles: ['miner'], cluster: `c${index % 10}` }) as ValueMap;
    const outcome = await compilePillar({ tree, id, grains, formulas: formulas.value, cache });
    if (!outcome.ok) throw new Error(outcome.diagnostics.map(formatDiagnostic).join('\n'));
    characters += stringifyExact(outcome.value.pillar).length;
    if (index === 0) first = performance.now() - scanned;
  }
  const all = performance.now();
  const { user, system } = process.cpuUsage(idle);
  return {
    all: all - began,
    processor: (user + system) / 1000,
    scan: scanned - began,
    first,
    compile: all - scanned,
    characters,
    renders: cache.misses,
    found: cache.hits,
  };
}

function minionId(index: number): string {
  return `miner-${String(index).padStart(4, '0')}`;
}

async function writeTrees(folder: string, minions: number, entries: number): Promise<void> {
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const kinds = ['ephemeral', 'dedicated', 'router'];
  const nodes = kinds.map(() => ['cortensord_nodes:']);
  for (let index = 0; index < entries; index += 1) {
    const key = index.toString(16).padStart(64, '0');
    nodes[index % kinds.length]?.push(
      `  node_${index}:`,
      `    NODE_PRIVATE_KEY: '0x${key}'`,
      `    LLM_WORKER_BASE_PORT: ${8000 + (index % 1000)}`,
      `    AGENT_ROLE: minerv4`,
      `    LLM_OPTION_GPU: ${index % 2}`,
      `    DEDICATED_NODE_AUTHORIZED_SESSIONS: "${index},${index + 1}"`,
    );
  }
  await Promise.all(kinds.map((kind, at) => write(`pillar/nodes/${kind}.sls`, `${nodes[at]?.join('\n') ?? ''}\n`)));
  await write('pillar/nodes/init.sls', `include: [${kinds.map((kind) => `.${kind}`).join(', ')}]\n`);
  await write('pillar/common.sls', 'cortensord:\n  user: deploy\n  CHAINID: 421614\n  AGENT_ROLE: minerv4\n');
  await write('pillar/cluster.sls', "cortensord:\n  cluster: {{ grains['cluster'] }}\n");
  const top = ["base:\n  '*': [common, nodes, cluster]"];
  for (let index = 0; index < minions; index += 1) {
    const id = minionId(index);
    top.push(`  '${id}': [servers.${id}]`);
    await write(
      `pillar/servers/${id}.sls`,
      `cortensord_assigned_nodes: [node_${index % entries}]\ncortensord: {CHAINID: ${index}}\n`,
    );
  }
  await write('pillar/top.sls', `${top.join('\n')}\n`);
  await write(
    'states/cortensord/formula.yaml',
    'pillar: {scope: [{registry: cortensord_nodes, assigned: cortensord_assigned_nodes}]}\n',
  );
}
