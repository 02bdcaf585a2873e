import { fine, isOn, wrong, type InstanceCheck } from './definition.js';

/** Settings that make no sense together. */
export const kind: InstanceCheck = {
  name: 'kind',
  async look(_ward, { environment }) {
    const text = (key: string) => String(environment.get(key) ?? '');
    const findings = [];
    if (text('NODE_PRIVATE_KEY') === '')
      findings.push(wrong('it has no NODE_PRIVATE_KEY', 'set it in the pillar; fleet-master pillar encrypt seals it'));
    const router = text('AGENT_ROLE').toLowerCase().startsWith('router');
    const dedicated = isOn(environment.get('ENABLE_DEDICATED_NODE'));
    if (router && dedicated)
      findings.push(wrong('it is a router and a dedicated node', 'leave out AGENT_ROLE or ENABLE_DEDICATED_NODE'));
    for (const key of ['LLM_CONTAINER_IMAGE', 'DEDICATED_NODE_AUTHORIZED_SESSIONS'])
      if (!dedicated && text(key) !== '')
        findings.push(wrong(`${key} is only read by dedicated nodes`, 'set ENABLE_DEDICATED_NODE, or leave it out'));
    return findings.length > 0
      ? findings
      : fine(router ? 'a router' : dedicated ? 'a dedicated node' : 'an ephemeral node');
  },
};
