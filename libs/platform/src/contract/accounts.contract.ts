import assert from 'node:assert/strict';
import type { Host } from '../host.js';
import { casesOf, refused } from './cases.js';
import type { ContractCase, MakeHost } from './contracts.js';

const user = 'fleetcontract';
const [groupA, groupB] = ['fleetcontra', 'fleetcontrb'];

/** Makes accounts of its own, and takes them away again. */
export function accountsContract(make: MakeHost): ContractCase[] {
  const clean = (body: (host: Host) => Promise<void>) => async (host: Host) => {
    try {
      await body(host);
    } finally {
      const { accounts } = host;
      if (await accounts.user(user)) await accounts.removeUser(user, { purge: true });
      for (const group of [user, groupA, groupB]) if (await accounts.group(group)) await accounts.removeGroup(group);
    }
  };

  return casesOf(make, {
    'root is there, by name and by id': async ({ accounts }) => {
      assert.equal((await accounts.user('root'))?.uid, 0);
      assert.equal((await accounts.userById(0))?.name, 'root');
      assert.equal((await accounts.group('root'))?.gid, 0);
      assert.equal((await accounts.groupById(0))?.name, 'root');
    },
    'root is among all, once': async ({ accounts }) => {
      assert.equal((await accounts.listUsers()).filter(({ name }) => name === 'root').length, 1);
      assert.equal((await accounts.listGroups()).filter(({ name }) => name === 'root').length, 1);
    },
    'what is not there is undefined': async ({ accounts }) => {
      assert.deepEqual(
        [
          await accounts.user('fleet-none'),
          await accounts.userById(59_999),
          await accounts.group('fleet-none'),
          await accounts.groupById(59_999),
        ],
        Array(4).fill(undefined),
      );
    },
    'a user is made as wished, with a home of its own': clean(async ({ accounts, files }) => {
      await accounts.addGroup(groupA, { gid: 54_321 });
      await accounts.addGroup(groupB);
      await accounts.addUser(user, {
        uid: 54_322,
        gid: groupA,
        fullname: 'A Contract',
        home: `/home/${user}`,
        createHome: true,
        shell: '/bin/bash',
        groups: [groupB],
      });
      assert.deepEqual(await accounts.user(user), {
        name: user,
        uid: 54_322,
        gid: 54_321,
        fullname: 'A Contract',
        home: `/home/${user}`,
        shell: '/bin/bash',
        groups: [groupB],
      });
      const home = await files.stat(`/home/${user}`);
      assert.deepEqual([home?.kind, home?.uid, home?.gid], ['directory', 54_322, 54_321]);
      assert.deepEqual((await accounts.group(groupB))?.members, [user]);
      await refused('command-failed', accounts.addUser(user, {}));
    }),
    'without a wish for a group it gets its own, also one that is there already': clean(async ({ accounts }) => {
      await accounts.addUser(user, { createHome: false });
      const made = await accounts.user(user);
      assert.equal((await accounts.group(user))?.gid, made?.gid);
      await accounts.removeUser(user);
      assert.equal(await accounts.user(user), undefined);
      if (!(await accounts.group(user))) await accounts.addGroup(user, { gid: 54_323 });
      await accounts.addUser(user, { system: true });
      assert.equal((await accounts.user(user))?.gid, (await accounts.group(user))?.gid);
    }),
    'a change sets what it names, and nothing else': clean(async ({ accounts, files }) => {
      for (const group of [groupA, groupB]) await accounts.addGroup(group);
      await accounts.addUser(user, { createHome: false, shell: '/bin/sh', groups: [groupA] });
      const before = await accounts.user(user);
      await accounts.changeUser(user, { fullname: 'Changed' });
      assert.deepEqual(await accounts.user(user), { ...before, fullname: 'Changed' });
      await accounts.changeUser(user, { comment: 'Changed,Room 7,,42' });
      await accounts.changeUser(user, { fullname: 'Again' });
      const comment = { fullname: 'Again', comment: 'Again,Room 7,,42' };
      assert.deepEqual(await accounts.user(user), { ...before, ...comment });
      await accounts.changeUser(user, { comment: '' });
      assert.deepEqual(await accounts.user(user), { ...before, fullname: '' });
      await accounts.changeUser(user, { groups: [groupB], createHome: true });
      assert.deepEqual((await accounts.user(user))?.groups, [groupB]);
      assert.equal((await files.stat(`/home/${user}`))?.uid, before?.uid);
      await accounts.changeUser(user, {});
    }),
    'a new account has no password, and gets the one that is set': clean(async ({ accounts }) => {
      assert.equal(await accounts.password('fleet-none'), undefined);
      await accounts.addUser(user, { createHome: false });
      assert.match((await accounts.password(user))?.hash ?? '', /^[!*]/);
      const hash = '$6$contract$nobodycanloginwiththis';
      await accounts.setPassword(user, { hash, minimum: 1, maximum: 90, warning: 7, inactive: 3, expires: 30_000 });
      const made = await accounts.password(user);
      assert.deepEqual(
        [made?.hash, made?.minimum, made?.maximum, made?.warning, made?.inactive, made?.expires],
        [hash, 1, 90, 7, 3, 30_000],
      );
      await accounts.setPassword(user, { expires: -1, inactive: -1 });
      const loose = await accounts.password(user);
      assert.deepEqual([loose?.hash, loose?.minimum, loose?.inactive, loose?.expires], [hash, 1, undefined, undefined]);
      await refused('command-failed', accounts.setPassword('fleet-none', { hash }));
    }),
    'groups change their id, and are refused twice or when they are missing': clean(async ({ accounts }) => {
      await accounts.addGroup(groupA, { system: true });
      await accounts.changeGroup(groupA, { gid: 54_324 });
      assert.equal((await accounts.groupById(54_324))?.name, groupA);
      await refused('command-failed', accounts.addGroup(groupA));
      await accounts.removeGroup(groupA);
      await refused('command-failed', accounts.removeGroup(groupA));
      await refused('command-failed', accounts.removeUser(user));
    }),
  });
}
