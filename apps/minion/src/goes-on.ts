/** The job does not end with this process: its journal entry says when it does. */
export class JobGoesOn extends Error {
  override readonly name = 'JobGoesOn';
  readonly code = 'job-goes-on';
}
