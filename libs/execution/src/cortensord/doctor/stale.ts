import { fine, wrong, type ServerCheck } from './definition.js';

/** Instances that are no longer in the pillar. */
export const stale: ServerCheck = {
  name: 'stale',
  async look({ found, plan }) {
    const others = [...found].filter(([name]) => !plan.nodes.has(name));
    const alive = others.filter(([, { active, enabled }]) => active || enabled).map(([name]) => name);
    if (alive.length > 0)
      return wrong(
        `${alive.join(', ')}: not in the pillar, and running or started at boot`,
        'state.apply cortensord stops what is not in the pillar',
      );
    const names = others.map(([name]) => name).join(', ');
    return fine(names === '' ? 'every instance here is in the pillar' : `not in the pillar, and stopped: ${names}`);
  },
};
