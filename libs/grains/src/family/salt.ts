import type { GrainFamily } from './family.js';

/** The Salt whose language templates and states are written in here: formulas ask for it before they use a newer word. */
const spoken = [3007, 1] as const;

export const salt: GrainFamily = {
  name: 'salt',
  doc: 'The Salt whose language is spoken here: saltversion, saltversioninfo, and pythonversion, the Python that it comes with.',
  async collect() {
    return {
      saltversion: spoken.join('.'),
      saltversioninfo: [...spoken],
      pythonversion: [3, 10, 14, 'final', 0],
    };
  },
};
