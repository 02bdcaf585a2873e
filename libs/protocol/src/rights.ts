import type { OperatorMethods } from './operator-methods.js';

/** What a role may be given besides functions, with what it is good for. */
export const rights = {
  status: 'see which minions there are, which are up, and what they run',
  jobs: 'see the jobs and rollouts of others, withdraw, pause and abort them, and with the right to their functions end and repeat them; those of its own every operator sees',
  keys: 'decide which keys of minions are accepted: whoever is accepted under an id gets the pillar of that id',
  tokens: 'make join tokens for new machines',
  operators: 'add and revoke operators, and change their roles: those whose roles it holds all itself',
  schedule: 'run, enable and disable what the master does by itself (schedule in master.yaml)',
  approve: 'say yes or no to calls of others that need it',
  artifacts: 'fetch and delete the files that minions brought; secret ones take the right to secrets too',
  events:
    'watch and count events: those that minions send; of jobs, keys, minions and operators with the right to see these',
  audit: 'read and verify the audit log',
  lint: 'lint what the master serves',
  secrets: 'see secrets with --show-secrets; each time is an audit row of its own',
} as const;

export type Right = keyof typeof rights;

/**
 * What a method takes: a right, `reads` where a read-only role has it too. `everybody`: whoever is an operator and holds a role; what
 * belongs to others is then left out. `function`: rules say which functions on which minions.
 */
export type MethodAccess =
  { readonly takes: 'everybody' } | { readonly takes: 'function' } | { readonly takes: Right; readonly reads?: true };

/** Every method is here, or this file does not compile: none can be forgotten. */
export const methodAccess: Readonly<Record<keyof OperatorMethods, MethodAccess>> = {
  job_create: { takes: 'function' },
  job_watch: { takes: 'everybody' },
  job_list: { takes: 'everybody' },
  job_show: { takes: 'everybody' },
  job_log: { takes: 'everybody' },
  job_cancel: { takes: 'everybody' },
  plan_create: { takes: 'everybody' },
  rollout_create: { takes: 'function' },
  rollout_list: { takes: 'everybody' },
  rollout_show: { takes: 'everybody' },
  rollout_watch: { takes: 'everybody' },
  rollout_pause: { takes: 'everybody' },
  rollout_resume: { takes: 'everybody' },
  rollout_abort: { takes: 'everybody' },
  job_keep: { takes: 'everybody' },
  job_rerun: { takes: 'function' },
  job_kill: { takes: 'everybody' },
  job_running: { takes: 'everybody' },
  schedule_list: { takes: 'schedule', reads: true },
  schedule_show: { takes: 'schedule', reads: true },
  schedule_run: { takes: 'schedule' },
  schedule_enable: { takes: 'schedule' },
  drift_list: { takes: 'jobs', reads: true },
  drift_show: { takes: 'jobs', reads: true },
  lint: { takes: 'lint', reads: true },
  event_watch: { takes: 'events', reads: true },
  event_list: { takes: 'events', reads: true },
  event_count: { takes: 'events', reads: true },
  event_sinks: { takes: 'events', reads: true },
  event_sink_test: { takes: 'events' },
  artifact_list: { takes: 'artifacts', reads: true },
  artifact_get: { takes: 'artifacts' },
  artifact_remove: { takes: 'artifacts' },
  key_list: { takes: 'keys', reads: true },
  key_accept: { takes: 'keys' },
  key_reject: { takes: 'keys' },
  key_delete: { takes: 'keys' },
  token_create: { takes: 'tokens' },
  token_list: { takes: 'tokens', reads: true },
  token_revoke: { takes: 'tokens' },
  name_list: { takes: 'everybody' },
  master_health: { takes: 'status', reads: true },
  minion_status: { takes: 'status', reads: true },
  refusal_list: { takes: 'status', reads: true },
  operator_add: { takes: 'operators' },
  operator_list: { takes: 'operators', reads: true },
  operator_revoke: { takes: 'operators' },
  operator_roles: { takes: 'operators' },
  operator_renew: { takes: 'everybody' },
  approval_list: { takes: 'everybody' },
  approval_show: { takes: 'everybody' },
  approval_decide: { takes: 'approve' },
  audit_list: { takes: 'audit', reads: true },
  audit_verify: { takes: 'audit', reads: true },
};

/** Rights whose reading methods a read-only role has. */
export const readableRights: readonly Right[] = [
  'status',
  'jobs',
  'keys',
  'tokens',
  'operators',
  'schedule',
  'artifacts',
  'events',
  'audit',
  'lint',
];
