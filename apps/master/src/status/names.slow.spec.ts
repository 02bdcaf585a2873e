import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Bus } from '@fleet/bus';
import type { RoleSettings } from '@fleet/config';
import type { NameKind, Right } from '@fleet/protocol';
import { request, ScratchMaster } from '../../test-support/scratch-master.js';

const role = (functions: RoleSettings['functions'], may: Right[] = []): RoleSettings => ({
  functions,
  may,
  readOnly: false,
  minions: '*',
});

let fleet: ScratchMaster;
const operators = new Map<string, Bus>();
const jids = new Map<string, string>();

beforeAll(async () => {
  fleet = await ScratchMaster.start({
    nodegroups: new Map([['miners', 'miner-*']]),
    roles: new Map([
      ['pinger', role([{ minions: 'miner-*', allow: ['test.ping'] }])],
      ['deployer', role([{ minions: 'G@os:none or web1', allow: ['state.apply'] }])],
      ['holder', role([], ['keys', 'operators', 'jobs', 'approve'])],
    ]),
    approvals: [{ functions: ['test.ping'], minions: 'miner-2', by: ['holder'], count: 1, expires: 3_600_000 }],
  });
  await mkdir(join(fleet.root, 'states/web'));
  fleet.write('states/top.sls', "base:\n  '*': [web]\n");
  for (const name of ['web/init', 'web/tls', 'db']) fleet.write(`states/${name}.sls`, 'x:\n  test.nop: []\n');
  for (const id of ['miner-1', 'miner-2', 'web1']) await fleet.minion(id);
  for (const name of ['viewer', 'pinger', 'deployer', 'holder'])
    operators.set(name, await fleet.newOperator([name], `${name}-1`));
  for (const name of ['admin', 'pinger']) {
    const reply = await fleet.ask('job_create', { ...request('miner-1', 'test.ping'), watch: false }, as(name));
    if (!reply.ok || reply.result.event !== 'created') throw new Error(JSON.stringify(reply));
    jids.set(name, reply.result.jid);
  }
  // It waits for the holder.
  await fleet.ask('job_create', { ...request('miner-2', 'test.ping'), watch: false }, as('pinger'));
});
afterAll(() => fleet?.stop());

function as(name: string): Bus {
  return operators.get(name) ?? fleet.operator;
}

async function names(who: string, kind: NameKind, prefix?: string): Promise<string[]> {
  const reply = await fleet.ask('name_list', { kind, ...(prefix !== undefined && { prefix }) }, as(who));
  if (!reply.ok) throw new Error(JSON.stringify(reply.fault));
  return [...reply.result.names];
}

const minions = ['miner-1', 'miner-2', 'web1'];
const all = ['deployer-1', 'holder-1', 'pinger-1', 'spec-1', 'viewer-1'];

describe('the names that a shell is told', () => {
  it.each<[string, NameKind, string[]]>([
    ['admin', 'minion', minions],
    ['viewer', 'minion', minions],
    ['pinger', 'minion', ['miner-1', 'miner-2']],
    ['deployer', 'minion', ['web1']],
    ['holder', 'minion', []],
    ['admin', 'sls', ['db', 'web', 'web.tls']],
    ['deployer', 'sls', ['db', 'web', 'web.tls']],
    ['viewer', 'sls', ['db', 'web', 'web.tls']],
    ['pinger', 'sls', []],
    ['admin', 'key', minions],
    ['holder', 'key', minions],
    ['pinger', 'key', []],
    ['admin', 'operator', all],
    ['holder', 'operator', all],
    ['deployer', 'operator', []],
    ['pinger', 'nodegroup', ['miners']],
    ['pinger', 'rollout', []],
  ])('are for %s, of kind %s: %j', async (who, kind, expected) => expect(await names(who, kind)).toEqual(expected));

  it.each([
    ['admin', ['pinger', 'admin']],
    ['holder', ['pinger', 'admin']],
    ['pinger', ['pinger']],
    ['deployer', []],
  ])('are for %s the jobs that it sees', async (who, expected) =>
    expect(await names(who, 'jid')).toEqual(expected.map((name) => jids.get(name))),
  );

  it('are of approvals those that it asked for, or may decide', async () => {
    const [own] = await names('pinger', 'approval');
    expect(own).toMatch(/^[0-9a-f]{10}$/);
    expect(await names('holder', 'approval')).toEqual([own]);
    expect(await names('deployer', 'approval')).toEqual([]);
    expect(await names('viewer', 'approval')).toEqual([]);
  });

  it('are those that begin with what was typed', async () => {
    expect(await names('admin', 'minion', 'mi')).toEqual(['miner-1', 'miner-2']);
    expect(await names('pinger', 'minion', 'w')).toEqual([]);
  });
});
