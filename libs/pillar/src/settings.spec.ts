import { describe, expect, it } from '@jest/globals';
import { environmentRoots } from './settings.js';

describe('the roots of a pillar', () => {
  const roots = new Map([
    ['base', ['/srv/base']],
    ['__env__', ['/srv/__env__', '/srv/all']],
  ]);

  it('stand under __env__ for an environment that has none of its own', () => {
    expect(environmentRoots(roots, 'dev')).toEqual({ base: ['/srv/base'], dev: ['/srv/dev', '/srv/all'] });
    expect(environmentRoots(roots, 'base')).toEqual({ base: ['/srv/base'] });
    expect(environmentRoots(roots)).toEqual({ base: ['/srv/base'] });
    expect(environmentRoots(new Map([['__env__', ['/srv/__env__']]]))).toEqual({ base: ['/srv/base'] });
  });

  it.each(['..', '.', '.git', 'a/../..', ''])('lie in no folder around theirs: %s', (environment) => {
    expect(environmentRoots(roots, environment)).toEqual({ base: ['/srv/base'] });
  });
});
