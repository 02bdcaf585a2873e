/** The chain of the audit log holds from its first row to its signed head, and tells of every job. */
export function audit({ audit: { ok, code, reason, broken, jids }, jobs }) {
  const told = new Set(jids);
  return [
    ...(ok && code === 0
      ? []
      : [{ what: `the audit log does not hold${broken === undefined ? '' : ` from row ${broken}`}: ${reason}` }]),
    ...jobs
      .filter(({ jid }) => !told.has(jid))
      .map(({ jid }) => ({ what: 'the audit log does not say who asked for the job', jid })),
  ];
}
