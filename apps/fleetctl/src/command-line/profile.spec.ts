import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findProfile, loginPlace, profilePlace } from './profile.js';

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
    expect(profilePlace(choice, environment, home)).toBe(place);
  });

  it("the operator's own comes before the machine's", () => {
    mkdirSync(join(home, '.config/fleet'), { recursive: true });
    writeFileSync(join(home, '.config/fleet/fleetctl.json'), '{}');
    expect(profilePlace(none, {}, home)).toBe(join(home, '.config/fleet/fleetctl.json'));
    expect(profilePlace(none, { FLEET_ROOT: '/c' }, home)).toBe('/c');
  });

  it.each([
    ['into the own folder', undefined, undefined, {}, '.config/fleet/fleetctl.json'],
    ['never into /etc by itself', undefined, undefined, { FLEET_ROOT: '' }, '.config/fleet/fleetctl.json'],
    ['where --root says', 'there', undefined, { FLEET_ROOT: '/c' }, 'there/etc/fleet/fleetctl.json'],
    ['where --config says', 'there', 'x.json', {}, 'x.json'],
  ])('of a login goes %s', (_name, root, config, environment, place) => {
    const at = (path: string | undefined): string | undefined => path && join(home, path);
    expect(loginPlace(at(root), at(config), environment, home)).toBe(join(home, place));
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
});
