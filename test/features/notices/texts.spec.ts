import { fill, type TextKey, texts } from '../../../src/notices/texts';
import { titleOf } from '../../../src/notices/titles';

test('a refused extension says why, until when, and what to do', () => {
  const facts = { reason: '全市通报须于12月28日汇总', items: '任务6', dueOn: '12月28日' };
  expect(fill(texts['extension-refused'], facts)).toBe(
    '因全市通报须于12月28日汇总,不同意「任务6」延期;请于12月28日24时前报送,在此之前报送视为按时。可先报已有情况,后续更正。',
  );
});

test('a slot nobody fills stays visible instead of breaking the message', () => {
  expect(fill('{unit}:请于{day}前报送', { unit: '市水利局' })).toBe('市水利局:请于{day}前报送');
});

test('a part sent back costs no timeliness, and an overdue rework is no missing report', () => {
  expect(texts['sent-back']).toContain('首次报送的时间认定不变');
  for (const key of ['overdue-rework', 'overdue-rework-courteous'] as const) {
    expect(texts[key]).toContain('首次报送的时间认定不变');
    expect(texts[key]).not.toContain('材料');
  }
});

test('a title says what a message is about, and breaks off with …', () => {
  expect(titleOf('released', { total: 10, basis: '命令行下发' })).toBe('报送任务下发:10项');
  const items = '任务1 质量管理工具、任务2 先进标准方法、任务3 政府质量治理、任务4 强制性认证';
  expect(titleOf('extension-granted', { items })).toMatch(/^同意延期:任务1.{30,}…$/);
});

test.each(Object.keys(texts) as TextKey[])('%s asks, it never threatens (domain §9)', (key) => {
  expect(texts[key]).not.toMatch(/责令|务必|严肃|问责|督办/);
});
