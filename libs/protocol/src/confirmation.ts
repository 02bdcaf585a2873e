/**
 * Functions that stop machines: on one that is what was asked for, on several it takes somebody to say yes. What an SLS destroys its
 * formula says (`confirm` of formula.yaml).
 */
export const confirmedOnSeveral: Readonly<Record<string, string>> = {
  'system.reboot': 'All of them restart at the same time, and what runs on them is interrupted.',
  'system.shutdown': 'All of them are switched off, and none comes back by itself.',
  'system.poweroff': 'All of them are switched off, and none comes back by itself.',
  'system.halt': 'All of them are halted, and none comes back by itself.',
};
