import assert from 'node:assert/strict';
import { casesOf, refused } from './cases.js';
import type { ContractCase, MakeHost } from './contracts.js';

export function filesContract(make: MakeHost): ContractCase[] {
  return casesOf(make, {
    'stat of nothing, or below a file, is undefined': async ({ files }, at) => {
      await files.write(`${at}/file`, 'x');
      assert.equal(await files.stat(`${at}/none`), undefined);
      assert.equal(await files.stat(`${at}/file/below`), undefined);
      assert.equal(await files.statTarget(`${at}/none/below`), undefined);
    },
    'a new file has mode 0644, its size and its content': async ({ files }, at) => {
      await files.write(`${at}/a`, 'grüße\n');
      const stats = await files.stat(`${at}/a`);
      assert.deepEqual([stats?.kind, stats?.mode, stats?.size, stats?.links], ['file', 0o644, 8, 1]);
      assert.equal((await files.read(`${at}/a`)).toString(), 'grüße\n');
    },
    'a write keeps the mode of what it replaces, unless told otherwise': async ({ files }, at) => {
      await files.write(`${at}/a`, '1', { mode: 0o4750 });
      await files.write(`${at}/a`, '2');
      assert.equal((await files.stat(`${at}/a`))?.mode, 0o4750);
      await files.write(`${at}/a`, '3', { mode: 0o600 });
      assert.equal((await files.stat(`${at}/a`))?.mode, 0o600);
      assert.deepEqual(await files.list(at), ['a']);
    },
    'a write replaces the file: another name of the old one keeps the old content': async ({ files }, at) => {
      await files.write(`${at}/a`, 'old');
      await files.link(`${at}/b`, `${at}/a`);
      assert.equal((await files.stat(`${at}/a`))?.links, 2);
      await files.write(`${at}/a`, 'new');
      assert.equal((await files.read(`${at}/b`)).toString(), 'old');
      assert.equal((await files.stat(`${at}/b`))?.links, 1);
    },
    'a write follows symlinks, dangling ones too, unless it shall replace them': async ({ files }, at) => {
      await files.makeDirectory(`${at}/deep`);
      await files.symlink(`${at}/link`, 'deep/target');
      await files.write(`${at}/link`, '1');
      assert.equal((await files.read(`${at}/deep/target`)).toString(), '1');
      assert.equal((await files.stat(`${at}/link`))?.target, 'deep/target');
      await files.write(`${at}/link`, '2', {}, { replaceSymlink: true });
      assert.equal((await files.stat(`${at}/link`))?.kind, 'file');
      assert.equal((await files.read(`${at}/deep/target`)).toString(), '1');
    },
    'in a home, nothing is read or written that a symlink of the account leads to elsewhere': async ({ files }, at) => {
      const home = `${at}/home`;
      // Whoever runs this owns what it makes, and is not the account.
      const inHome = { home, uid: 54_321 };
      await files.makeDirectory(`${home}/.ssh`, {}, { parents: true });
      await files.makeDirectory(`${at}/root`);
      await files.write(`${at}/root/keys`, 'secret');
      await files.write(`${home}/.ssh/keys`, 'own', {}, { inHome });
      await files.write(`${home}/top`, 'own', {}, { inHome });
      assert.equal((await files.read(`${home}/.ssh/keys`, { inHome })).toString(), 'own');
      await files.symlink(`${home}/away`, '../root');
      await files.symlink(`${home}/.ssh/link`, '../../root/keys');
      for (const path of [`${home}/away/keys`, `${home}/.ssh/link`]) {
        await refused('astray', files.read(path, { inHome }));
        await refused('astray', files.write(path, 'x', {}, { inHome }));
      }
      await refused('astray', files.write(`${home}/away/new`, 'x', {}, { inHome }));
      assert.deepEqual(await files.list(`${at}/root`), ['keys']);
      assert.equal((await files.read(`${at}/root/keys`, { inHome })).toString(), 'secret');
      // Where it belongs to the account it may lie anywhere, and a home may be reached by a symlink.
      const { uid } = (await files.stat(`${at}/root`)) ?? { uid: 0 };
      await files.write(`${home}/away/keys`, 'seen', {}, { inHome: { home, uid } });
      assert.equal((await files.read(`${at}/root/keys`)).toString(), 'seen');
      await files.symlink(`${at}/moved`, 'home');
      await files.write(`${at}/moved/.ssh/keys`, 'too', {}, { inHome: { home: `${at}/moved`, uid: 54_321 } });
      assert.equal((await files.read(`${home}/.ssh/keys`)).toString(), 'too');
    },
    'an open file stays the same one, and grows under its reader': async ({ files }, at) => {
      await files.write(`${at}/log`, 'one\ntwo\n');
      const file = await files.open(`${at}/log`, { within: [at] });
      assert.equal(file.inode, (await files.stat(`${at}/log`))?.inode);
      assert.equal((await file.read(4, 100)).toString(), 'two\n');
      assert.equal((await file.read(0, 2)).toString(), 'on');
      assert.equal((await file.read(8, 100)).length, 0);
      await files.rename(`${at}/log`, `${at}/log.1`);
      await files.write(`${at}/log`, 'another');
      assert.equal(await file.size(), 8);
      assert.equal((await file.read(0, 3)).toString(), 'one');
      await file.close();
    },
    'what is no regular file, or lies elsewhere by a symlink, is not opened': async ({ files }, at) => {
      await files.makeDirectory(`${at}/logs`);
      await files.makeDirectory(`${at}/logs-too`);
      await files.write(`${at}/secret`, 'x');
      await files.write(`${at}/logs-too/a`, 'y');
      await files.symlink(`${at}/logs/a`, '../secret');
      await files.symlink(`${at}/logs/b`, '../logs-too/a');
      const within = [`${at}/logs`, `${at}/none`];
      await refused('astray', files.open(`${at}/logs/a`, { within }));
      await refused('astray', files.open(`${at}/logs/b`, { within }));
      await refused('astray', files.open(`${at}/secret`, { within }));
      await refused('astray', files.open(`${at}/logs/../secret`, { within }));
      await refused('not-a-file', files.open(`${at}/logs`, { within: [at] }));
      await refused('ENOENT', files.open(`${at}/logs/none`, { within }));
      const file = await files.open(`${at}/logs/b`, { within: [...within, `${at}/logs-too`] });
      assert.equal((await file.read(0, 9)).toString(), 'y');
      await file.close();
    },
    'what cannot be written is refused by its reason, and leaves nothing behind': async ({ files }, at) => {
      await refused('EISDIR', files.write(at, 'x'));
      await refused('ENOENT', files.write(`${at}/none/a`, 'x'));
      await files.write(`${at}/file`, 'x');
      await refused('ENOTDIR', files.write(`${at}/file/a`, 'x'));
      await files.symlink(`${at}/loop`, 'loop');
      await refused('ELOOP', files.write(`${at}/loop`, 'x'));
      assert.deepEqual(await files.list(at), ['file', 'loop']);
    },
    'reading says why it cannot': async ({ files }, at) => {
      await files.write(`${at}/a`, '12345');
      await refused('ENOENT', files.read(`${at}/none`));
      await refused('EISDIR', files.read(at));
      await refused('too-large', files.read(`${at}/a`, { limit: 4 }));
      assert.equal((await files.read(`${at}/a`, { limit: 5 })).length, 5);
      await refused('ENOENT', files.hash(`${at}/none`));
    },
    'hashes are hex digests of the content': async ({ files }, at) => {
      await files.write(`${at}/a`, 'abc');
      assert.equal(await files.hash(`${at}/a`), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
      assert.equal(await files.hash(`${at}/a`, 'md5'), '900150983cd24fb0d6963f7d28e17f72');
    },
    'names in a directory are sorted': async ({ files }, at) => {
      for (const name of ['b', 'a', '.c']) await files.write(`${at}/${name}`, '');
      assert.deepEqual(await files.list(at), ['.c', 'a', 'b']);
      await refused('ENOENT', files.list(`${at}/none`));
      await refused('ENOTDIR', files.list(`${at}/a`));
    },
    'directories are made one by one, or with those above': async ({ files }, at) => {
      await refused('ENOENT', files.makeDirectory(`${at}/x/y`));
      await files.makeDirectory(`${at}/x/y`, { mode: 0o2770 }, { parents: true });
      assert.deepEqual([(await files.stat(`${at}/x`))?.mode, (await files.stat(`${at}/x/y`))?.mode], [0o2770, 0o2770]);
      await files.makeDirectory(`${at}/x/y`, { mode: 0o700 }, { parents: true });
      assert.equal((await files.stat(`${at}/x/y`))?.mode, 0o2770);
      await refused('EEXIST', files.makeDirectory(`${at}/x`));
      await files.makeDirectory(`${at}/plain`);
      assert.equal((await files.stat(`${at}/plain`))?.mode, 0o755);
    },
    'symlinks are made and replaced, and never take the place of a directory': async ({ files }, at) => {
      await files.symlink(`${at}/l`, 'one');
      await files.symlink(`${at}/l`, 'two');
      assert.deepEqual(
        [(await files.stat(`${at}/l`))?.kind, (await files.stat(`${at}/l`))?.target],
        ['symlink', 'two'],
      );
      assert.equal(await files.statTarget(`${at}/l`), undefined);
      await refused('EISDIR', files.symlink(at, 'x'));
    },
    'modes change without following symlinks, unless asked': async ({ files }, at) => {
      await files.write(`${at}/a`, 'x', { mode: 0o600 });
      await files.symlink(`${at}/l`, 'a');
      await files.setOwnership(`${at}/l`, { mode: 0o640 });
      assert.equal((await files.stat(`${at}/a`))?.mode, 0o600);
      await files.setOwnership(`${at}/l`, { mode: 0o640 }, { follow: true });
      assert.equal((await files.stat(`${at}/a`))?.mode, 0o640);
      await refused('ENOENT', files.setOwnership(`${at}/none`, { mode: 0o600 }));
    },
    'times are set one by one': async ({ files }, at) => {
      await files.write(`${at}/a`, 'x');
      await files.setTimes(`${at}/a`, { modified: 1_000_000, accessed: 3_000_000 });
      await files.setTimes(`${at}/a`, { modified: 2_000_000 });
      const stats = await files.stat(`${at}/a`);
      assert.deepEqual([stats?.modified, stats?.accessed], [2_000_000, 3_000_000]);
    },
    'a rename replaces a file, and refuses a full directory': async ({ files }, at) => {
      await files.write(`${at}/a`, '1');
      await files.write(`${at}/b`, '2');
      await files.rename(`${at}/a`, `${at}/b`);
      assert.deepEqual(await files.list(at), ['b']);
      await files.makeDirectory(`${at}/full`);
      await files.write(`${at}/full/x`, '');
      await files.makeDirectory(`${at}/other`);
      await refused('ENOTEMPTY', files.rename(`${at}/other`, `${at}/full`));
      await refused('ENOENT', files.rename(`${at}/none`, `${at}/c`));
    },
    'a copy has the mode of its source, and a target keeps its own': async ({ files }, at) => {
      await files.write(`${at}/a`, 'x', { mode: 0o755 });
      await files.copy(`${at}/a`, `${at}/b`);
      assert.equal((await files.stat(`${at}/b`))?.mode, 0o755);
      await files.write(`${at}/c`, 'y', { mode: 0o600 });
      await files.copy(`${at}/a`, `${at}/c`);
      assert.deepEqual([(await files.stat(`${at}/c`))?.mode, (await files.read(`${at}/c`)).toString()], [0o600, 'x']);
      await refused('EISDIR', files.copy(at, `${at}/d`));
    },
    'removing takes what is below, not what symlinks lead to, and is silent where there is nothing': async (
      { files },
      at,
    ) => {
      await files.makeDirectory(`${at}/d/e`, {}, { parents: true });
      await files.write(`${at}/keep`, 'x');
      await files.symlink(`${at}/d/e/l`, `${at}/keep`);
      await files.remove(`${at}/d`);
      await files.remove(`${at}/d`);
      await files.remove(`${at}/keep/below`);
      assert.deepEqual(await files.list(at), ['keep']);
      await refused('protected', files.remove('/'));
    },
    'a file system has space, some of it used, and says so of every path on it': async ({ files }, at) => {
      await files.write(`${at}/a`, 'x');
      const { total, used, available, inodes, inodesUsed } = await files.space(`${at}/a`);
      assert.ok(total > 0 && used > 0 && used < total && available > 0 && used + available <= total);
      assert.ok(inodes >= inodesUsed && inodesUsed >= 0);
      assert.equal((await files.space(at)).total, total);
      await refused('ENOENT', files.space(`${at}/none`));
    },
    'a scratch directory is our own, and gone afterwards, also after a failure': async ({ files }) => {
      let seen = '';
      const failure = files.withScratch(async (directory) => {
        seen = directory;
        assert.equal((await files.stat(directory))?.mode, 0o700);
        await files.write(`${directory}/a`, 'x');
        throw new Error('on purpose');
      });
      await assert.rejects(failure, /on purpose/);
      assert.equal(await files.stat(seen), undefined);
    },
  });
}
