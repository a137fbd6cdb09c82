import { fill, type TextKey, texts } from '../../../src/notices/texts';

test('a refused extension says why, until when, and what to do', () => {
  const facts = { reason: '全市通报须于12月28日汇总', items: '任务6', dueOn: '12月28日' };
  expect(fill(texts['extension-refused'], facts)).toBe(
    '因全市通报须于12月28日汇总,不同意「任务6」延期;请于12月28日24时前报送,在此之前报送视为按时。可先报已有情况,后续更正。',
  );
});

test('a slot nobody fills stays visible instead of breaking the message', () => {
  expect(fill('{unit}:请于{day}前报送', { unit: '市水利局' })).toBe('市水利局:请于{day}前报送');
});

test.each(Object.keys(texts) as TextKey[])('%s asks, it never threatens (domain §9)', (key) => {
  expect(texts[key]).not.toMatch(/责令|务必|严肃|问责|督办/);
});
