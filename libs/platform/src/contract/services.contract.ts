import assert from 'node:assert/strict';
import type { Host } from '../host.js';
import { casesOf, refused } from './cases.js';
import type { ContractCase, MakeHost } from './contracts.js';

const directory = '/etc/systemd/system';
const template = 'fleet-contract@.service';
const one = 'fleet-contract@node_01';
const two = 'fleet-contract@node.02';
const text = (description: string): string =>
  `[Unit]\nDescription=${description}\n[Service]\nExecStart=/bin/sleep infinity\nExecReload=/bin/true\n[Install]\nWantedBy=multi-user.target\n`;

/** Makes a template of its own, and takes it away again. */
export function servicesContract(make: MakeHost): ContractCase[] {
  const withTemplate = (body: (host: Host) => Promise<void>) => async (host: Host) => {
    await host.files.write(`${directory}/${template}`, text('contract'));
    await host.services.reloadManager();
    try {
      await body(host);
    } finally {
      for (const name of [one, two]) {
        if (!(await host.services.status(name)).known) continue;
        await host.services.unmask(name);
        await host.services.stop(name);
        await host.services.disable(name);
      }
      await host.files.remove(`${directory}/${template}`);
      await host.services.reloadManager();
    }
  };

  return casesOf(make, {
    'an unknown unit is not known, and every action names it': async ({ services }) => {
      for (const name of ['fleet-none', 'fleet-none@x', 'fleet none']) {
        const status = await services.status(name);
        assert.deepEqual(
          [status.name, status.known, status.active, status.enabled, status.mainPid],
          [`${name}.service`, false, false, false, 0],
        );
        for (const verb of [
          'start',
          'stop',
          'restart',
          'reload',
          'enable',
          'disable',
          'mask',
          'unmask',
          'resetFailed',
        ] as const) {
          const refusal = await refused('unit-not-found', services[verb](name));
          assert.ok(refusal.message.includes(`${name}.service`), `${verb}: ${refusal.message}`);
        }
      }
    },
    'an instance is known by its template, and starts and stops by itself': withTemplate(async ({ services }) => {
      const before = await services.status(one);
      assert.deepEqual(
        [before.name, before.known, before.active, before.unitFileState],
        [`${one}.service`, true, false, 'disabled'],
      );
      await services.start(one);
      await services.start(one);
      const running = await services.status(one);
      assert.deepEqual(
        [running.active, running.state, running.subState, running.masked, running.needsReload],
        [true, 'active', 'running', false, false],
      );
      assert.ok(running.mainPid > 0);
      assert.equal((await services.status(two)).active, false);
      await services.stop(one);
      await services.stop(one);
      const after = await services.status(one);
      assert.deepEqual([after.active, after.state, after.mainPid], [false, 'inactive', 0]);
    }),
    'a restart changes the main process, a reload does not': withTemplate(async ({ services }) => {
      await services.start(one);
      const { mainPid } = await services.status(one);
      await services.reload(one);
      assert.equal((await services.status(one)).mainPid, mainPid);
      await services.restart(one);
      assert.notEqual((await services.status(one)).mainPid, mainPid);
      await services.restart(two);
      assert.equal((await services.status(two)).active, true);
    }),
    'enabling and disabling': withTemplate(async ({ services, files }) => {
      await services.enable(two);
      assert.deepEqual([(await services.status(two)).enabled, (await services.status(one)).enabled], [true, false]);
      assert.equal((await files.stat(`${directory}/multi-user.target.wants/${two}.service`))?.kind, 'symlink');
      await services.disable(two);
      assert.equal((await services.status(two)).enabled, false);
    }),
    'a masked unit is known, says so, and does not start': withTemplate(async ({ services }) => {
      await services.mask(one);
      const status = await services.status(one);
      assert.deepEqual([status.known, status.masked], [true, true]);
      const refusal = await refused('command-failed', services.start(one));
      assert.match(refusal.message, /masked/);
      await services.unmask(one);
      assert.equal((await services.status(one)).masked, false);
    }),
    'many are asked at once, in order, with unknown ones among them': withTemplate(async ({ services }) => {
      await services.start(two);
      const statuses = await services.statusOf([two, 'fleet-none', one, 'not a name', two, template]);
      assert.deepEqual(
        statuses.map(({ known, active }) => [known, active]),
        [
          [true, true],
          [false, false],
          [true, false],
          [false, false],
          [true, true],
          [true, false],
        ],
      );
      assert.deepEqual(await services.statusOf([]), []);
    }),
    'globs find running and enabled instances, not templates': withTemplate(async ({ services }) => {
      await services.start(one);
      await services.enable(two);
      assert.deepEqual(await services.find('fleet-contract@*'), [`${two}.service`, `${one}.service`]);
      assert.deepEqual(await services.find('fleet-contract@node_0[1-9].service'), [`${one}.service`]);
      assert.deepEqual(await services.find('fleet-none*'), []);
    }),
    'a unit file that changed wants a reload of the manager': withTemplate(async ({ services, files }) => {
      await services.start(one);
      await files.write(`${directory}/${template}`, text('changed'));
      await files.setTimes(`${directory}/${template}`, { modified: Date.now() + 5_000 });
      assert.equal((await services.status(one)).needsReload, true);
      await services.reloadManager();
      assert.deepEqual([(await services.status(one)).needsReload, (await services.status(one)).active], [false, true]);
    }),
    'properties are told as systemctl shows them': withTemplate(async ({ services }) => {
      await services.start(one);
      const shown = await services.show(one, ['ActiveState', 'FragmentPath', 'UnitFileState']);
      assert.deepEqual(shown, {
        ActiveState: 'active',
        FragmentPath: `${directory}/${template}`,
        UnitFileState: 'disabled',
      });
      assert.equal((await services.show('fleet-none', ['LoadState'])).LoadState, 'not-found');
    }),
  });
}
