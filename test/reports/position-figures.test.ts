import { answersBetween, positionFigures } from '../../src/reports/position-figures.js';
import { citizen, DAY, DONE, HOUR, manager, openCase, START } from '../requests/lifecycle/case.js';

const head = manager('d1-roads');

it('counts answers before their own deadline, and not the time in which the citizen was asked', () => {
  const quick = openCase()
    .file()
    .wait(10 * HOUR);
  quick.does(head, { type: 'ask', question: 'کدام پلاک؟' });
  quick.wait(40 * HOUR).does(citizen, { type: 'reply', text: 'پلاک ۱۲', attachments: [] });
  quick.wait(20 * HOUR).does(head, DONE);
  quick.does(citizen, { type: 'rate', score: 4 });
  const late = openCase()
    .file()
    .wait(80 * HOUR);
  late.does(head, DONE);
  late.does(citizen, { type: 'rate', score: 1 });
  const climbed = openCase().file().climbTo('d1-deputy');
  climbed.does(manager('d1-deputy'), DONE);
  climbed.does(citizen, { type: 'rate', score: 5 });

  const histories = [quick.events, late.events, climbed.events];
  expect(positionFigures('d1-roads', histories, START)).toEqual({
    answered: 2,
    inTime: 1,
    medianHours: 55,
    ratings: 2,
    meanRating: 2.5,
    climbed: 1,
  });
});

it('leaves out what happened before, and takes the deadline that was granted', () => {
  const extended = openCase().file().wait(DAY);
  extended.does(head, { type: 'requestExtension', hours: 48, reason: 'باران' });
  extended.does(manager('d1-deputy'), { type: 'decideExtension', granted: true });
  extended.wait(80 * HOUR).does(head, DONE);
  const old = openCase().file();
  old.does(head, DONE);
  const histories = [extended.events, old.events];
  const since = new Date(START.getTime() + HOUR);
  expect(positionFigures('d1-roads', histories, since)).toMatchObject({ answered: 1, inTime: 1, ratings: 0 });
  const first = { from: START, to: since };
  expect(answersBetween('d1-roads', histories, first)).toBe(1);
});
