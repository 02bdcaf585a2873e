import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installMinion } from '../fleet.mjs';
import { createLab } from '../lab.mjs';
import { serveMirror } from '../mirror.mjs';
import { offerLabPackages } from './packages.mjs';
import type { ToolboxCall, ToolboxModule, Verdict } from './toolbox.js';

interface Chunk {
  readonly result: boolean | null;
  readonly changes: Record<string, unknown>;
  readonly comment: string;
  readonly __id__: string;
}
type Host = Awaited<ReturnType<Awaited<ReturnType<typeof createLab>>['host']>>;

/** Where states write, below `/`; a dry run must leave all of it alone. */
const kept = 'etc home usr opt srv root/kept var/spool var/lib/dpkg var/lib/apt';

/** The specs of these modules, on hosts of their own. */
export function proveModules(modules: readonly ToolboxModule[]): void {
  describe('the toolbox on a real host', () => {
    // Jest refuses a file without specs, and `FLEET_TOOLBOX` may choose none of these.
    if (modules.length === 0) it.skip('none of these modules is chosen', () => undefined);
    else proveEach(modules);
  });
}

function proveEach(modules: readonly ToolboxModule[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-toolbox-'));
  let lab: Awaited<ReturnType<typeof createLab>>;
  let mirror: Awaited<ReturnType<typeof serveMirror>>;
  let source = '';

  beforeAll(async () => {
    lab = await createLab();
    mirror = await serveMirror(folder, lab.address);
    source = await offerLabPackages(join(folder, 'www'), mirror.url);
  }, 300_000);

  afterAll(async () => {
    await lab?.stop();
    await mirror?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  /** Booted and given a minion when it is first asked for. */
  const ready = new Map<string, Promise<Host>>();
  function hostOf({ module, ownHost }: ToolboxModule): Promise<Host> {
    const name = ownHost ? `tool-${module.replaceAll('_', '-')}` : 'toolbox';
    const known = ready.get(name);
    if (known) return known;
    const made = prepareHost(name);
    ready.set(name, made);
    return made;
  }
  async function prepareHost(name: string): Promise<Host> {
    const host = await lab.host(name);
    await installMinion(host);
    await host.writeFile('/etc/apt/sources.list.d/lab-debian.list', source);
    // Nobody reads manuals there, and each package would have all of them indexed anew.
    await host.must('rm -f /var/lib/man-db/auto-update');
    await host.must('mkdir -p /root/kept && apt-get -q update', { timeout: 120_000 });
    return host;
  }

  describe.each(modules.map((toolbox) => [toolbox.module, toolbox] as const))('%s', (module, toolbox) => {
    const place = `/root/toolbox/${module}`;
    let host: Host;

    beforeAll(async () => {
      host = await hostOf(toolbox);
      const pillar = { 'top.sls': "base:\n  '*': [data]\n", 'data.sls': JSON.stringify(toolbox.pillar ?? {}) };
      const tree: Record<string, string> = { ...toolbox.files };
      for (const [name, sls] of slsFiles(toolbox)) tree[`${name}.sls`] = sls;
      for (const [path, text] of Object.entries(tree)) await host.writeFile(`${place}/states/${path}`, text);
      for (const [path, text] of Object.entries(pillar)) await host.writeFile(`${place}/pillar/${path}`, text);
      await host.must(`mkdir -p ${place}/states`);
      if (toolbox.packages && toolbox.packages.length > 0)
        await host.must(['apt-get', '-q', '-y', '--no-install-recommends', 'install', ...toolbox.packages], {
          timeout: 240_000,
          env: { DEBIAN_FRONTEND: 'noninteractive' },
        });
      if (toolbox.prepare) await host.must(toolbox.prepare, { timeout: 120_000 });
    }, 400_000);

    const call = async (words: readonly string[]) => {
      const options = ['--root', `${place}/minion`, '--id', 'toolbox', '--states', `${place}/states`];
      // What these states destroy is what they are here for.
      options.push('--pillar', `${place}/pillar`, '--out', 'json', '--yes-destroy');
      const command = ['/usr/local/bin/fleet-minion', 'call', '--local', ...options, ...words];
      const { code, stdout, stderr } = await host.exec(command, { timeout: 240_000 });
      if (stdout === '') throw new Error(`${words.join(' ')} ended with ${code} and said nothing: ${stderr}`);
      return { code, value: (JSON.parse(stdout) as { local: unknown }).local, stderr };
    };
    const apply = async (...words: string[]): Promise<Chunk[]> => {
      const { code, value } = await call(['state.apply', ...words]);
      if ((code !== 0 && code !== 1) || typeof value !== 'object' || value === null || 'fault' in value)
        throw new Error(`state.apply ${words.join(' ')} ended with ${code}: ${JSON.stringify(value, null, 1)}`);
      return Object.values(value as Record<string, Chunk>);
    };
    /** Of the places that are kept, what the host wrote over the machine's disk, and little else; a file of the machine that was taken away is a device there. */
    const inOverlay = async (...test: string[]): Promise<string[]> => {
      const places = `$(ls -d ${kept} 2> /dev/null)`;
      const { code, stdout, stderr } = await host.onDisk(`cd /mnt/upper && find ${places} -xdev ${test.join(' ')}`);
      if (code !== 0) throw new Error(`what was touched cannot be told: ${stderr}`);
      return stdout.split('\n').sort();
    };
    const see = async (wanted: Readonly<Record<string, string>>): Promise<void> => {
      const seen: Record<string, string> = {};
      for (const command of Object.keys(wanted)) seen[command] = await host.must(command);
      expect(seen).toEqual(wanted);
    };

    // Jest refuses `.each` of nothing, and a module may well have none.
    for (const index of (toolbox.states ?? []).keys()) describe(`states${index}`, () => settles(`states${index}`));

    for (const [index, { results }] of (toolbox.verdicts ?? []).entries()) {
      it(`verdicts${index}: each chunk ends as it should`, async () => {
        const chunks = await apply(`verdicts${index}`);
        const wanted = Object.entries(results).map(([id, verdict]) => [id, verdictOf(verdict)]);
        expect(Object.fromEntries(chunks.map((chunk) => [chunk.__id__, chunk]))).toEqual(
          expect.objectContaining(Object.fromEntries(wanted) as Record<string, unknown>),
        );
      }, 300_000);
    }

    if (toolbox.seen) it('the machine is as its own programs see it', () => see(toolbox.seen ?? {}), 60_000);

    for (const row of toolbox.functions ?? [])
      it(
        row.call.join(' '),
        async () => {
          expect(await answerOf(row)).toEqual(wantedOf(row));
          if (row.seen) await see(row.seen);
        },
        120_000,
      );

    for (const index of (toolbox.after ?? []).keys()) describe(`after${index}`, () => settles(`after${index}`));

    for (const [name, reason] of Object.entries(toolbox.skipped ?? {})) it.skip(`${name}: ${reason}`, () => undefined);

    function settles(name: string): void {
      it('is foreseen, and a dry run touches nothing', async () => {
        await host.must('touch /root/before');
        const before = await inOverlay('-not -type d');
        const chunks = await apply(name, 'test=True');
        expect(chunks.length).toBeGreaterThan(0);
        expect(chunks.filter(({ result }) => result !== null)).toEqual([]);
        // All devices of what was taken away are one, and have the time of the last.
        expect(await inOverlay('-cnewer root/before', '-not -type d,c')).toEqual(['']);
        expect(await inOverlay('-not -type d')).toEqual(before);
      }, 300_000);

      it('is done', async () => {
        const chunks = await apply(name);
        expect(chunks.filter(({ result }) => result !== true)).toEqual([]);
        expect(chunks.filter(({ changes }) => Object.keys(changes).length === 0)).toEqual([]);
      }, 300_000);

      it('is settled: a second run finds nothing to do', async () => {
        const chunks = await apply(name);
        expect(chunks.filter(({ result, changes }) => result !== true || Object.keys(changes).length > 0)).toEqual([]);
      }, 300_000);
    }

    async function answerOf(row: ToolboxCall): Promise<unknown> {
      const { code, value } = await call(row.call);
      if (row.refused) {
        const said = typeof value === 'object' && value !== null && 'fault' in value ? value.fault : value;
        return { code, refused: typeof said === 'string' ? said : JSON.stringify(said) };
      }
      return { code, value };
    }
  });
}

function slsFiles({ states = [], verdicts = [], after = [] }: ToolboxModule): [string, string][] {
  return [
    ...states.map((sls, index): [string, string] => [`states${index}`, sls]),
    ...verdicts.map(({ sls }, index): [string, string] => [`verdicts${index}`, sls]),
    ...after.map((sls, index): [string, string] => [`after${index}`, sls]),
  ];
}

function wantedOf({ value, retcode = 0, refused }: ToolboxCall): unknown {
  if (refused) return { code: expect.any(Number), refused: expect.stringMatching(refused) };
  return { code: retcode, value: value === undefined ? expect.anything() : value };
}

function verdictOf({ result, comment }: Verdict): unknown {
  return expect.objectContaining({ result, ...(comment && { comment: expect.stringMatching(comment) }) });
}
