import { renderBarChart } from '../../src/pictures/bar-chart.js';
import { openFileWork } from '../../src/product/file-work.js';

it('draws pictures outside this process, and says of what is no drawing that it failed', async () => {
  const files = openFileWork();
  const svg = renderBarChart({ title: 'پاسخ در مهلت', subtitle: '', bars: [], locale: 'fa' });
  const drawn = await files.drawPicture(svg);
  expect(drawn.ok && drawn.value.subarray(1, 4).toString()).toBe('PNG');
  expect(await files.drawPicture('no drawing')).toEqual({ ok: false, because: 'failed' });
  await files.stop();
});
