export { notOfTheFuture } from './clock.js';
export { openCron, whyNoCron, type CronNext } from './cron.js';
export { nextFire, type Past, type Timing } from './next-fire.js';
export { looksLikeCron, type Rhythm } from './rhythm.js';
export { splayOf } from './splay.js';
export { turnOf, type Standing, type Turn } from './turn.js';
