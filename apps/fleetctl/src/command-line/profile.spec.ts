import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chooseProfile, findProfile, loginPlace, profileChoice, wishesOf } from './profile.js';

describe('the profile', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'fleetctl-profile-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const none = { root: undefined, config: undefined };

  it.each([
    ['--config comes first', { config: '/a.json', root: '/b' }, { FLEET_ROOT: '/c' }, '/a.json'],
    ['then --root', { config: undefined, root: '/b' }, { FLEET_ROOT: '/c' }, '/b'],
    ['then FLEET_ROOT', none, { FLEET_ROOT: '/c' }, '/c'],
    ['then the machine', none, { FLEET_ROOT: '' }, '/'],
  ])('%s', (_name, choice, environment, place) => {
    expect(chooseProfile(choice, environment, home).place).toBe(place);
  });

  it("the operator's own comes before the machine's", () => {
    mkdirSync(join(home, '.config/fleet'), { recursive: true });
    writeFileSync(join(home, '.config/fleet/fleetctl.json'), '{}');
    expect(chooseProfile(none, {}, home).place).toBe(join(home, '.config/fleet/fleetctl.json'));
    expect(chooseProfile(none, { FLEET_ROOT: '/c' }, home).place).toBe('/c');
  });

  it.each([
    ['into the own folder', undefined, undefined, {}, '.config/fleet/fleetctl.json'],
    ['never into /etc by itself', undefined, undefined, { FLEET_ROOT: '' }, '.config/fleet/fleetctl.json'],
    ['where --root says', 'there', undefined, { FLEET_ROOT: '/c' }, 'there/etc/fleet/fleetctl.json'],
    ['where --config says', 'there', 'x.json', {}, 'x.json'],
  ])('of a login goes %s', (_name, root, config, environment, place) => {
    const at = (path: string | undefined): string | undefined => path && join(home, path);
    expect(loginPlace({ root: at(root), config: at(config) }, environment, home)).toBe(join(home, place));
  });

  it('that is missing or broken says what to do', async () => {
    await expect(findProfile({ ...none, root: home }, {})).rejects.toMatchObject({
      sentence: expect.stringMatching(/fleetctl\.json: .*fleet-master init.*--config/),
    });
    writeFileSync(join(home, 'x.json'), '{');
    await expect(findProfile({ ...none, config: join(home, 'x.json') }, {})).rejects.toMatchObject({
      sentence: expect.stringContaining('not JSON'),
    });
    await expect(findProfile({ ...none, config: home }, {})).rejects.toMatchObject({
      sentence: expect.stringContaining('--root'),
    });
  });

  const file = (name: string): string => join(home, '.config/fleet/profiles', name, 'fleetctl.json');
  const there = (...names: string[]): void => {
    for (const name of names) {
      mkdirSync(join(home, '.config/fleet/profiles', name), { recursive: true });
      writeFileSync(file(name), '{}');
    }
  };
  const use = (text: string): void => writeFileSync(join(home, '.config/fleet/profile'), text);

  it.each([
    ['--profile', { profile: 'prod' }, { FLEET_PROFILE: 'test', FLEET_ROOT: '/c' }, 'prod'],
    ['then FLEET_PROFILE', {}, { FLEET_PROFILE: 'test', FLEET_ROOT: '/c' }, 'test'],
    ['then, after FLEET_ROOT, the one in use', {}, {}, 'prod'],
    ['and default is the one without a name', { profile: 'default' }, { FLEET_PROFILE: 'test' }, undefined],
    ['--config beats them all', { config: '/x.json' }, { FLEET_PROFILE: 'test' }, undefined],
    ['--root too', { root: '/x' }, { FLEET_PROFILE: 'test' }, undefined],
  ])('by name: %s', (_name, choice, environment, name) => {
    there('prod', 'test');
    use('prod\n');
    const chosen = chooseProfile({ ...none, ...choice }, environment, home);
    expect(chosen.name).toBe(name);
    if (name !== undefined) expect(chosen.place).toBe(file(name));
  });

  it.each([
    ['that is not there', { profile: 'prdo' }, /no profile prdo, which --profile names; did you mean prod\?/],
    ['that is no name', { profile: '../../etc' }, /no name for a profile/],
    ['that would hide a file', { profile: 'x.json' }, /no name for a profile/],
  ])('a name %s is told so', (_name, choice, says) => {
    there('prod');
    expect(() => chooseProfile({ ...none, ...choice }, {}, home)).toThrow(
      expect.objectContaining({ sentence: expect.stringMatching(says) }),
    );
  });

  it.each([
    ['was removed since', 'gone\n', /no profile gone, which fleetctl profile use names/],
    ['is garbage', '\u0000\u0001{', /profile use NAME writes it anew/],
    ['is empty', '', /profile use NAME writes it anew/],
  ])('one in use that %s is never taken for another', (_name, text, says) => {
    there('prod');
    use(text);
    expect(() => chooseProfile(none, {}, home)).toThrow(
      expect.objectContaining({ sentence: expect.stringMatching(says) }),
    );
  });

  it.each(['', '.', 'relative/home'])(
    'a home that is no place (%j) makes nothing of the folder that one happens to be in',
    (odd) => {
      expect(chooseProfile(none, {}, odd)).toEqual({ place: '/' });
      expect(chooseProfile(none, { XDG_CONFIG_HOME: 'x' }, odd)).toEqual({ place: '/' });
      expect(() => chooseProfile({ ...none, profile: 'prod' }, {}, odd)).toThrow(
        expect.objectContaining({ sentence: expect.stringContaining('set HOME') }),
      );
      expect(() => loginPlace(none, {}, odd)).toThrow(
        expect.objectContaining({ sentence: expect.stringContaining('set HOME') }),
      );
    },
  );

  it('a login goes where the next command looks', () => {
    there('prod');
    expect(loginPlace({ ...none, profile: 'new' }, {}, home)).toBe(file('new'));
    expect(loginPlace(none, { FLEET_PROFILE: 'new' }, home)).toBe(file('new'));
    use('prod');
    expect(loginPlace(none, {}, home)).toBe(file('prod'));
    expect(loginPlace({ ...none, profile: 'default' }, {}, home)).toBe(join(home, '.config/fleet/fleetctl.json'));
  });

  it.each([
    ['what it says', { stateOutput: 'mixed', stateVerbose: false }, { stateOutput: 'mixed', stateVerbose: false }],
    ['nothing, where it says nothing', {}, {}],
    ['nothing, where it says nonsense', { stateOutput: 'brief', stateVerbose: false }, {}],
  ])('wants things shown: %s', async (_name, wishes, wanted) => {
    const place = join(home, 'prod.json');
    const profile = { servers: ['nats://x'], credentials: '/x.creds', rootKey: 'A'.repeat(43), ...wishes };
    writeFileSync(place, JSON.stringify(profile));
    expect(await wishesOf({ ...none, config: place }, {})).toEqual(wanted);
    if ('stateOutput' in wishes && wishes.stateOutput === 'brief')
      await expect(findProfile({ ...none, config: place }, {})).rejects.toMatchObject({
        sentence: expect.stringContaining('`stateOutput` is one of full, changes, terse, mixed'),
      });
  });

  it('wants nothing where there is none', async () => {
    expect(await wishesOf({ ...none, config: join(home, 'none.json') }, {})).toEqual({});
  });

  it('two ways to name it exclude each other', () => {
    expect(() => profileChoice({ profile: 'a', root: '/b' })).toThrow(
      expect.objectContaining({ sentence: expect.stringContaining('exclude') }),
    );
  });
});
