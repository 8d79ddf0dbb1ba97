import type { GuideTexts } from '../../../../../src/organization/setup/city-workbook.js';
import type { Visit } from '../../../context.js';

/** The text of the sheet that explains a city's workbook, in the language of the person who asked for it. */
export function guideTexts({ wording, speech }: Visit): GuideTexts {
  return {
    readsFromRight: speech.locale !== 'en',
    sheetName: wording.plain('setup.guide.sheet'),
    headers: [
      wording.plain('setup.guide.headers.sheet'),
      wording.plain('setup.guide.headers.column'),
      wording.plain('setup.guide.headers.required'),
      wording.plain('setup.guide.headers.meaning'),
    ],
    required: wording.plain('setup.guide.required'),
    optional: wording.plain('setup.guide.optional'),
    meaning: (guide) => wording.plain(`setup.guide.column.${guide}`),
  };
}
