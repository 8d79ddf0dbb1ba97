import {
  MOST_TOGETHER,
  toggled,
  withAll,
} from '../../../../../../bots/staff/features/managers/answer-many/flow.js';
import { codeOf } from '../../../../../requests/open-requests.js';

const codes = (count: number) => Array.from({ length: count }, (_, index) => codeOf(index + 1));

it('chooses and leaves, and never more than can be answered at once', () => {
  expect(toggled(codes(2), codeOf(3))).toEqual(codes(3));
  expect(toggled(codes(3), codeOf(2))).toEqual([codeOf(1), codeOf(3)]);
  expect(toggled(codes(MOST_TOGETHER), codeOf(99))).toBeUndefined();
  expect(toggled(codes(MOST_TOGETHER), codeOf(1))).toHaveLength(MOST_TOGETHER - 1);
});

it('chooses a whole page, each once', () => {
  expect(withAll(codes(2), codes(4))).toEqual(codes(4));
  expect(withAll(codes(25), codes(40))).toEqual(codes(MOST_TOGETHER));
});
