export { QueryArgs } from './query.args.js';
export { ExpectedQueryArgs, expectationProblem, PatientQueryArgs } from './expectation.js';
export { onlyLooks, questionOf, QuestionRefused, type Question } from './question.js';
export { lookAtWeb, sendToWeb } from './ask.js';
export { askUntil, lookOnce, sendOnce, type Asked } from './ask-until.js';
export { until, type Wait } from './until.js';
