import { Clock, FixedClock } from '../../src/platform/clock/clock';

test('the real clock goes', () => {
  const before = Date.now();
  const now = new Clock().now().getTime();
  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

test.each([
  ['2026-12-25T15:59:59.999Z', '2026-12-25'],
  ['2026-12-25T16:00:00.000Z', '2026-12-26'],
])('at %s it is %s in Shanghai', (instant, day) => {
  expect(new FixedClock(new Date(instant)).today()).toBe(day);
});

test('a fixed clock stands until it is moved, and nobody can move it through the date it gave', () => {
  const clock = new FixedClock(new Date('2026-12-25T01:00:00Z'));
  clock.now().setFullYear(1999);
  expect(clock.now().toISOString()).toBe('2026-12-25T01:00:00.000Z');
  clock.advance(60_000);
  expect(clock.now().toISOString()).toBe('2026-12-25T01:01:00.000Z');
  clock.set(new Date('2027-01-04T00:00:00Z'));
  expect(clock.today()).toBe('2027-01-04');
});
