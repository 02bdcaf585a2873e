/** Of mapping `registry`, a minion gets only the keys that its list `assigned` names (both are Salt paths, `a:b`). */
export interface ScopeRule {
  readonly registry: string;
  readonly assigned: string;
}

export const defaultScope: readonly ScopeRule[] = [{ registry: 'cortensord_nodes', assigned: 'cortensord_assigned_nodes' }];
