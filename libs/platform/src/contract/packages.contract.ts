import assert from 'node:assert/strict';
import { casesOf, refused } from './cases.js';
import type { ContractCase, MakeHost } from './contracts.js';

const unknown = 'fleet-no-such-package';

/** Installs nothing: what every Debian has is looked at, and what nobody has is refused. */
export function packagesContract(make: MakeHost): ContractCase[] {
  return casesOf(make, {
    'what is installed has a version, without the architecture in its name': async ({ packages }) => {
      const installed = await packages.installed();
      assert.match(installed.get('dpkg') ?? '', /^\d/);
      assert.equal(installed.has(unknown), false);
      assert.equal(
        [...installed.keys()].some((name) => name.includes(':')),
        false,
      );
    },
    'a package that no source has has no candidate': async ({ packages }) => {
      assert.equal(await packages.candidate(unknown), undefined);
      assert.match((await packages.candidate('dpkg')) ?? '', /^\d/);
      assert.deepEqual([...(await packages.candidates(['dpkg', unknown, 'dpkg'])).keys()], ['dpkg']);
      assert.equal((await packages.candidates([])).size, 0);
    },
    'what does not exist cannot be installed or removed': async ({ packages }) => {
      const refusal = await refused('package-not-found', packages.install([unknown]));
      assert.ok(refusal.message.includes(unknown), refusal.message);
      await refused('package-not-found', packages.install([`dpkg=0.fleet`]));
      await refused('package-not-found', packages.remove([unknown]));
    },
    'a held package is among the held ones until it is let go': async ({ packages }) => {
      const before = await packages.held();
      assert.equal(before.has('dpkg'), false);
      try {
        await packages.hold(['dpkg']);
        assert.equal((await packages.held()).has('dpkg'), true);
      } finally {
        await packages.unhold(['dpkg']);
      }
      assert.deepEqual(await packages.held(), before);
      await refused('package-not-found', packages.hold([unknown]));
    },
    'every installed package is among the names, and an upgrade names what it would take': async ({ packages }) => {
      const [names, installed] = [new Set(await packages.names()), await packages.installed()];
      assert.equal(names.has('dpkg'), true);
      assert.equal(names.has(unknown), false);
      for (const { name, from, to } of await packages.wouldUpgrade()) {
        assert.equal(installed.get(name), from);
        assert.notEqual(to, undefined);
      }
      for (const name of await packages.wouldRemoveUnneeded()) assert.equal(installed.has(name), true);
    },
    'to install nothing is nothing': async ({ packages }) => {
      await packages.install([]);
      await packages.remove([]);
    },
  });
}
