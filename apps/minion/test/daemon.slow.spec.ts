import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectControl } from '@fleet/bus';
import { createKeys, signer, signText, contexts } from '@fleet/identity';
import { subjects, type Command } from '@fleet/protocol';
import { minionProgram, MinionProcess } from './minion-process.js';
import { TestMaster } from './test-master.js';

const bundle = minionProgram();
let master: TestMaster;
let minion: MinionProcess;

beforeEach(async () => {
  master = await TestMaster.create();
  await master.listen();
  minion = await MinionProcess.create(bundle.program, 'web.one');
});
afterEach(async () => {
  await minion.remove();
  await master.close();
});

async function joined(): Promise<void> {
  const { code, output } = await minion.command('join', master.joinToken());
  expect([code, output]).toEqual([0, expect.stringMatching(/fingerprint [A-Z2-7-]{39}/)]);
  const hello = master.hello();
  minion.start();
  await hello;
}

const key = (): string => (master.enrolments[0] ?? { key: '' }).key;

const delivered = (): Promise<boolean> =>
  master.until('the outbox to be empty', async () => (await minion.files('outbox')).length === 0 || undefined);
const kept = (): Promise<boolean> =>
  master.until('a return in the outbox', async () => (await minion.files('outbox')).length > 0 || undefined);

/** It lasts until {@link go}: what is to happen while it runs may take its time. */
const lasting = (): Command =>
  master.send({
    function: 'cmd.run',
    args: '["for i in $(seq 1200); do test -e go && break; sleep 0.1; done; echo done"]',
    kwargs: JSON.stringify({ cwd: minion.root }),
  });
const go = (): void => writeFileSync(join(minion.root, 'go'), '');

describe('enrolment', () => {
  it('begins before there is a master, waits as pending with the fingerprint that join printed, and connects once accepted', async () => {
    master.acceptEverybody = false;
    const { output } = await minion.command('join', master.joinToken());
    await master.silence();
    await master.stopServer();
    minion.start();
    await master.until(
      'the minion to say that it waits',
      () => minion.output.includes('cannot be reached yet') || undefined,
    );
    await master.startServer();
    await master.listen();
    await master.until('a request', () => master.enrolments[0]);
    await master.until(
      'the minion to say that it is pending',
      () => minion.output.includes('waiting for an operator') || undefined,
    );
    const fingerprint = /fingerprint (\S+)/.exec(output)?.[1] ?? 'none';
    expect(minion.output).toContain(fingerprint);
    master.accepted.add(key());
    await master.until('a hello', () => master.beats.find((beat) => beat.state === 'hello'));
    expect(await minion.files('identity')).toEqual(expect.arrayContaining(['admission.json', 'keys.json']));
    expect(await minion.files('identity')).not.toContain('join-token');
  });

  it('connects without enrolling again after a restart', async () => {
    await joined();
    expect(await minion.stop()).toBe(0);
    await master.until('a goodbye', () => master.beats.find(({ state }) => state === 'goodbye'));
    expect(master.beats.at(-1)).toMatchObject({ state: 'goodbye', minion: 'web.one' });
    const asked = master.enrolments.length;
    const hello = master.hello();
    minion.start();
    expect(await hello).toMatchObject({ minion: 'web.one', grains: expect.stringContaining('"id":"web.one"') });
    expect(master.enrolments).toHaveLength(asked);
  });

  it('refuses a token that is no token', async () => {
    expect(await minion.command('join', 'fleet-join-AAAA.B')).toMatchObject({
      code: 2,
      output: expect.stringContaining('incomplete'),
    });
  });

  it('lets one daemon work on a root', async () => {
    await joined();
    expect(await minion.command('run')).toMatchObject({ code: 75 });
  });
});

describe('a key that is rejected', () => {
  it('is said in the log once, and the minion comes back by itself when it is accepted after all', async () => {
    const since = Date.now();
    await joined();
    const control = await connectControl({ trust: master.trust, servers: [master.url] });
    await control.revoke('minion', key());
    const sentences = (): number => minion.output.split('rejected or deleted').length - 1;
    await master.until('the minion to say that it is refused', () => (sentences() > 0 ? true : undefined));
    const hello = master.hello();
    await control.reinstate('FLEET', { publicKey: key(), since });
    await hello;
    await control.close();
    expect(sentences()).toBe(1);
    expect(minion.output).not.toContain('"stack"');
  });

  it('is said in the log of a minion that starts with it, and join says that a restart is needed', async () => {
    await joined();
    await minion.stop();
    const control = await connectControl({ trust: master.trust, servers: [master.url] });
    await control.revoke('minion', key());
    await control.close();
    minion.output = '';
    minion.start();
    await master.until(
      'the minion to say that it is refused',
      () => minion.output.includes('rejected or deleted') || undefined,
    );
    expect(minion.output).not.toContain('"stack"');
    expect((await minion.command('join', master.joinToken())).output).toContain('systemctl restart fleet-minion');
    await minion.stop();
    const hello = master.hello();
    minion.start();
    await hello;
  });
});

describe('commands', () => {
  it('are acknowledged, run, and returned once', async () => {
    await joined();
    const { jid } = master.send();
    expect(await master.returnOf(jid)).toMatchObject({
      minion: 'web.one',
      function: 'test.ping',
      value: 'true',
      retcode: 0,
      success: true,
    });
    expect(await master.acknowledgementOf(jid)).toMatchObject({ accepted: true });
    await delivered();
    expect(master.returns).toHaveLength(1);
    expect(await minion.files('journal')).toEqual([]);
  });

  it('that are hostile are dropped or refused, and the minion lives on', async () => {
    await joined();
    const all = subjects.commandAll();
    const stranger = signer(createKeys('user').seed);
    const good = master.command();
    master.publish(all, 'hello');
    master.publish(all, null);
    master.publish(all, { v: 1 });
    master.publish(all, { ...master.sign(good), text: JSON.stringify({ ...good, function: 'cmd.run' }) });
    master.publish(all, signText(stranger, contexts.command, JSON.stringify(good)));
    master.publish(all, master.sign(good, contexts.notice));
    master.publish(all, master.sign({ kind: 'command', v: 1, jid: good.jid }));
    master.publish(all, master.sign({ ...good, args: 'x'.repeat(900_000) }));
    const foreign = master.send({ audience: { minion: createKeys('user').publicKey } });
    const late = master.send({ issued: Date.now() - 10_000, expires: Date.now() - 1_000 });
    const early = master.send({ issued: Date.now() + 600_000, expires: Date.now() + 700_000 });
    const others = master.send({ target: { type: 'glob', expression: 'db*' } });
    const last = master.send();
    await master.returnOf(last.jid);
    expect((await master.acknowledgementOf(foreign.jid)).fault?.code).toBe('not-for-me');
    expect((await master.acknowledgementOf(late.jid)).fault?.code).toBe('expired');
    expect((await master.acknowledgementOf(early.jid)).fault?.code).toBe('expired');
    const { jid } = good;
    expect(master.returns.map((message) => message.jid).filter((returned) => returned !== jid)).toEqual([last.jid]);
    expect(master.acknowledgements.filter((message) => message.jid === others.jid)).toEqual([]);
    expect(minion.output).toContain('bad-signature');
    expect(minion.alive).toBe(true);
  });

  it('that are captured and sent again, even after a restart, run once', async () => {
    await joined();
    const command = master.command();
    const envelope = master.sign(command);
    master.publish(subjects.commandAll(), envelope);
    await master.returnOf(command.jid);
    await minion.stop();
    const hello = master.hello();
    minion.start();
    await hello;
    master.publish(subjects.commandAll(), envelope);
    await master.until('a refusal', () =>
      master.acknowledgements.find((message) => message.fault?.code === 'replayed'),
    );
    // The process after it cannot know that the first return arrived; the master keeps the first.
    expect(master.returns[0]).toMatchObject({ success: true });
    expect(master.returns.filter(({ success }) => success)).toHaveLength(1);
  });

  it('that nobody knows, or that do not fit, say so', async () => {
    await joined();
    const unknown = await master.returnOf(master.send({ function: 'tset.ping' }).jid);
    expect(unknown).toMatchObject({
      success: false,
      retcode: 2,
      fault: { code: 'unknown-function', message: expect.stringContaining('test.ping') },
    });
    const wrong = await master.returnOf(master.send({ function: 'test.ping', args: '[1, 2, 3]' }).jid);
    expect(wrong).toMatchObject({ retcode: 2, fault: { code: 'bad-arguments' } });
  });

  it('apply nothing on a broken pillar', async () => {
    await joined();
    master.pillar = { code: 'pillar-failed', message: 'the pillar does not compile', details: { diagnostics: [] } };
    const answer = await master.returnOf(master.send({ function: 'pillar.items' }).jid);
    expect(answer).toMatchObject({
      success: false,
      fault: { code: 'pillar-failed', message: expect.stringContaining('the pillar does not compile') },
    });
  });

  it('return nothing that the pillar calls secret, whatever shows it', async () => {
    await joined();
    master.pillar = '{"cortensord": {"NODE_PRIVATE_KEY": "0xdeadbeefcafe", "name": "n1"}}';
    master.secrets = ['cortensord:NODE_PRIVATE_KEY'];
    const shown = await master.returnOf(
      master.send({ function: 'cmd.run', args: '["echo it is 0xdeadbeefcafe"]' }).jid,
    );
    expect(shown.value).toContain('it is');
    const items = await master.returnOf(master.send({ function: 'pillar.items' }).jid);
    expect(items.value).toContain('n1');
    expect(JSON.stringify(master.returns)).not.toContain('deadbeefcafe');
    expect(minion.output).not.toContain('deadbeefcafe');
  });

  it('tell nothing of a command that runs before the pillar has said what is secret in it', async () => {
    await joined();
    master.pillar = '{"cortensord": {"NODE_PRIVATE_KEY": "0xdeadbeefcafe"}}';
    master.secrets = ['cortensord:NODE_PRIVATE_KEY'];
    let answer: () => void = () => undefined;
    master.ready = new Promise((resolve) => (answer = resolve));
    const script =
      'echo begun with 0xdeadbeefcafe; touch spoken; for i in $(seq 200); do test -e go && break; sleep 0.1; done';
    const { jid } = master.send({
      function: 'cmd.run',
      args: JSON.stringify([script]),
      kwargs: JSON.stringify({ cwd: minion.root }),
    });
    await master.until('the command to speak', () => existsSync(join(minion.root, 'spoken')) || undefined);
    answer();
    await master.until('a word of it', () => master.outputs.get(jid)?.includes('begun') || undefined);
    go();
    expect(await master.returnOf(jid)).toMatchObject({ success: true });
    expect(JSON.stringify([master.progress, ...master.outputs])).not.toContain('deadbeefcafe');
  });
});

describe('accidents', () => {
  it('killed in mid-job, it reports the job as interrupted at its next start, with what it said, and does not run it again', async () => {
    await joined();
    const { jid } = master.send({
      function: 'cmd.run',
      args: `["echo said; echo begun >> ${minion.root}/traces; sleep 60"]`,
    });
    await master.acknowledgementOf(jid);
    await master.until('its traces', async () => (await minion.read('traces').catch(() => '')) || undefined);
    // What the master has was on disk before.
    await master.until('what it said', () => master.outputs.get(jid)?.includes('said') || undefined);
    await minion.stop('SIGKILL');
    minion.start();
    expect(await master.returnOf(jid)).toMatchObject({
      success: false,
      retcode: 8,
      function: 'cmd.run',
      fault: { code: 'interrupted' },
      value: '"said\\n"',
      out: 'txt',
    });
    expect(await minion.files('output')).toEqual([]);
    expect(await minion.read('traces')).toBe('begun\n');
    expect(await minion.files('journal')).toEqual([]);
  });

  it('cut off while a job runs, it delivers the return when the server is back', async () => {
    await joined();
    const { jid } = lasting();
    await master.acknowledgementOf(jid);
    await master.silence();
    await master.stopServer();
    go();
    await kept();
    expect(await minion.files('outbox')).toEqual([`${jid}.json`]);
    await master.startServer();
    await master.listen();
    expect(await master.returnOf(jid)).toMatchObject({ value: '"done"', success: true });
    await delivered();
  });

  it('cut off and then killed, the next process delivers the return', async () => {
    await joined();
    const { jid } = lasting();
    await master.acknowledgementOf(jid);
    await master.silence();
    await master.stopServer();
    go();
    await kept();
    await minion.stop('SIGKILL');
    await master.startServer();
    await master.listen();
    minion.start();
    expect(await master.returnOf(jid)).toMatchObject({ value: '"done"', success: true });
  });

  it('cut off while a command speaks, it tells all of it in order when the server is back', async () => {
    await joined();
    const lines = 'for i in $(seq 2400); do echo line $i; test -e go && break; sleep 0.05; done; sleep 60';
    const { jid } = master.send({
      function: 'cmd.run',
      args: JSON.stringify([lines]),
      kwargs: JSON.stringify({ cwd: minion.root }),
    });
    await master.until('some lines', () => master.outputs.get(jid)?.includes('line 5\n') || undefined);
    await master.silence();
    await master.stopServer();
    const before = master.outputs.get(jid) ?? '';
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await master.startServer();
    await master.listen();
    const more = before.split('\n').length + 15;
    await master.until(
      'what was said meanwhile',
      () => master.outputs.get(jid)?.includes(`line ${more}\n`) || undefined,
    );
    go();
    const said = (master.outputs.get(jid) ?? '').trimEnd().split('\n');
    expect(said).toEqual(said.map((_line, index) => `line ${index + 1}`));
  });
});

describe('a drained minion', () => {
  it('finishes what runs, refuses what touches the machine, and stays so over a restart', async () => {
    await joined();
    const working = master.send({ function: 'cmd.run', args: '["sleep 1; echo done"]' });
    await master.acknowledgementOf(working.jid);
    const drain = master.send({ function: 'minion.drain', kwargs: '{"timeout":20}' });
    await master.until('a beat that says so', () => master.beats.find(({ draining }) => draining));
    const refused = master.send({ function: 'cmd.run', args: '["touch never"]' });
    expect(await master.acknowledgementOf(refused.jid)).toMatchObject({ accepted: false, fault: { code: 'draining' } });
    expect(await master.returnOf(master.send().jid)).toMatchObject({ success: true });
    expect(await master.returnOf(drain.jid)).toMatchObject({
      success: true,
      value: '{"draining":true,"finished":true,"running":[]}',
    });
    expect(await master.returnOf(working.jid)).toMatchObject({ value: '"done"' });
    await minion.stop();
    const hello = master.hello();
    minion.start();
    expect((await hello).draining).toBe(true);
    const still = master.send({ function: 'cmd.run', args: '["touch never"]' });
    expect(await master.acknowledgementOf(still.jid)).toMatchObject({ fault: { code: 'draining' } });
    expect(await master.returnOf(master.send({ function: 'minion.resume' }).jid)).toMatchObject({ value: 'true' });
    const again = master.send({ function: 'cmd.run', args: '["echo works"]' });
    expect(await master.returnOf(again.jid)).toMatchObject({ value: '"works"' });
  });

  it('says what still runs when the time is over, and the job goes on', async () => {
    await joined();
    const working = master.send({ function: 'cmd.run', args: '["sleep 60"]' });
    await master.acknowledgementOf(working.jid);
    const drained = await master.returnOf(master.send({ function: 'minion.drain', kwargs: '{"timeout":0.2}' }).jid);
    expect(drained).toMatchObject({ retcode: 1, success: false });
    expect(drained.value).toContain(working.jid);
    const kill = master.send({ function: 'saltutil.kill_job', args: JSON.stringify([working.jid]) });
    expect(await master.returnOf(kill.jid)).toMatchObject({ success: true });
    expect(await master.returnOf(working.jid)).toMatchObject({ success: false, retcode: 1 });
  });
});
