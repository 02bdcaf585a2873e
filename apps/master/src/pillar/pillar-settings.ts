import type { MasterConfig } from '@fleet/config';
import type { ScopeRule } from '@fleet/pillar';

export interface PillarSettings {
  readonly scope?: readonly ScopeRule[];
  readonly secrets?: readonly string[];
}

/**
 * `pillar_scope` (a list of `{registry, assigned}`) and `pillar_secrets` (globs over names of keys) of the free settings in master.yaml.
 * @throws TypeError where they have another shape: a mistake here would deliver what it should hold back
 */
export function pillarSettings({ opts }: Pick<MasterConfig, 'opts'>): PillarSettings {
  const scope = opts['pillar_scope'];
  const secrets = opts['pillar_secrets'];
  if (scope !== undefined && !(Array.isArray(scope) && scope.every(isRule)))
    throw new TypeError('pillar_scope must be a list of mappings with registry and assigned');
  if (secrets !== undefined && !(Array.isArray(secrets) && secrets.every((item) => typeof item === 'string')))
    throw new TypeError('pillar_secrets must be a list of globs');
  return {
    ...(scope !== undefined && { scope: scope as ScopeRule[] }),
    ...(secrets !== undefined && { secrets: secrets as string[] }),
  };
}

function isRule(value: unknown): value is ScopeRule {
  const { registry, assigned } = (value ?? {}) as Partial<ScopeRule>;
  return typeof registry === 'string' && registry !== '' && typeof assigned === 'string' && assigned !== '';
}
