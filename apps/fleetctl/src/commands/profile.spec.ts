import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createKeys, formatCreds, signer, userJwt } from '@fleet/identity';
import { exitCodes } from '@fleet/protocol';
import { ToldSession } from '../../test-support/told-session.js';
import { addProfile, listProfiles, removeProfile, showProfile, useProfile } from './profile.js';

describe('fleetctl profile', () => {
  let home: string;
  let given: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'fleetctl-profiles-'));
    given = profileOf('alice', 'tls://one.example.net:4222');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  /** As `fleet-master operator add --output` writes it. */
  function profileOf(operator: string, server: string, expires?: number): string {
    const [account, user] = [createKeys('account'), createKeys('user')];
    const jwt = userJwt(signer(account.seed), {
      ...{
        publicKey: user.publicKey,
        account: account.publicKey,
        name: operator,
        issued: 0,
      },
      ...(expires !== undefined && { expires }),
    });
    const [credentials, file] = [join(home, `${operator}.creds`), join(home, `${operator}.json`)];
    writeFileSync(credentials, formatCreds({ jwt, seed: user.seed }), { mode: 0o600 });
    writeFileSync(file, JSON.stringify({ servers: [server], credentials, rootKey: 'A'.repeat(43) }));
    return file;
  }

  const session = (more: ConstructorParameters<typeof ToldSession>[0] = {}): ToldSession =>
    new ToldSession({ environment: { XDG_CONFIG_HOME: home }, ...more });
  const own = (path: string): string => join(home, 'fleet', path);

  it('is added with its credentials, chosen, shown and removed', async () => {
    expect(await addProfile(session(), 'prod', given, {})).toBe(exitCodes.ok);
    const credentials = own('profiles/prod/operators/alice.creds');
    expect(statSync(credentials).mode & 0o777).toBe(0o600);
    expect(readFileSync(credentials, 'utf8')).toBe(readFileSync(join(home, 'alice.creds'), 'utf8'));

    const used = session();
    await useProfile(used, 'prod');
    expect(used.said).toEqual(['prod is used from now on: tls://one.example.net:4222']);

    const shown = session({ settings: { out: 'json' } });
    await showProfile(shown, undefined, {});
    expect(JSON.parse(shown.said.join(''))).toMatchObject({
      ...{ name: 'prod', used: true, operator: 'alice', credentials, encrypted: true, expires: null },
    });

    const removed = session({ agrees: true });
    expect(await removeProfile(removed, 'prod', {})).toBe(exitCodes.ok);
    expect(removed.noted.at(-1)).toContain('now it is the one without a name');
    expect(() => statSync(own('profiles/prod'))).toThrow('ENOENT');
    expect(() => statSync(own('profile'))).toThrow('ENOENT');
  });

  it('the list marks the one in use, and tells what is wrong with one', async () => {
    await addProfile(session(), 'prod', given, {});
    await addProfile(session(), 'test', profileOf('bob', 'nats://127.0.0.1:4222', 1000), {});
    await addProfile(session(), 'torn', profileOf('carol', 'nats://127.0.0.1:4222'), {});
    rmSync(own('profiles/torn/operators/carol.creds'));
    await useProfile(session(), 'test');
    const list = session();
    expect(await listProfiles(list, {})).toBe(exitCodes.ok);
    const rows = list.said.join('\n').split('\n').slice(1);
    expect(rows[0]).toMatch(/^ +prod +tls:\/\/one\.example\.net:4222 +alice$/);
    expect(rows[1]).toMatch(/^\* +test +nats:\/\/127\.0\.0\.1:4222 +bob +expired 1970/);
    expect(rows[2]).toMatch(/^ +torn .*the credentials .*carol\.creds do not exist$/);
  });

  it('none at all is said with the way to one', async () => {
    const list = session();
    await listProfiles(list, {});
    expect(list.said.join()).toMatch(/no profiles; fleetctl login TOKEN/);
  });

  it('FLEET_PROFILE comes before the one in use, and that is said', async () => {
    await addProfile(session(), 'prod', given, {});
    const used = session({ environment: { XDG_CONFIG_HOME: home, FLEET_PROFILE: 'other' } });
    await useProfile(used, 'prod');
    expect(used.noted.join()).toContain('FLEET_PROFILE is set and comes first');
  });

  it.each([
    ['one that is there is kept', 'prod', () => given, /there is a profile prod already, for tls:\/\/one.*--replace/],
    ['what is neither token nor file', 'x', () => 'what', /neither/],
    ['a file that is not there', 'x', () => '/nonexistent/a.json', /there is no profile here/],
    ['a name that leads elsewhere', '../x', () => given, /no name for a profile/],
  ])('adding refuses: %s', async (_name, name, source, says) => {
    await addProfile(session(), 'prod', given, {});
    await expect(addProfile(session(), name, source(), {})).rejects.toMatchObject({
      sentence: expect.stringMatching(says),
    });
  });

  it('removing asks, and where nobody can be asked says how', async () => {
    await addProfile(session(), 'prod', given, {});
    expect(await removeProfile(session({ agrees: false }), 'prod', {})).toBe(exitCodes.aborted);
    await expect(removeProfile(session(), 'prod', {})).rejects.toMatchObject({
      sentence: expect.stringContaining('--yes'),
    });
    await expect(removeProfile(session(), 'prdo', {})).rejects.toMatchObject({
      sentence: expect.stringContaining('did you mean prod?'),
    });
    expect(statSync(own('profiles/prod')).isDirectory()).toBe(true);
    expect(await removeProfile(session(), 'prod', { yes: true })).toBe(exitCodes.ok);
  });
});
