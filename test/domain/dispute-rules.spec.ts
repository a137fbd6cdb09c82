import { answerRefused, disputeRefused } from '../../src/domain/dispute-rules';
import { WorkingCalendar } from '../../src/domain/working-calendar';

const calendar = new WorkingCalendar([], '2026-12-31');

describe('objecting to a decision (domain §9)', () => {
  test('what was decided on Friday 25 December may be objected to until Wednesday the 30th, and not by whoever decided', () => {
    expect(disputeRefused('2026-12-25', '2026-12-30', calendar)).toBeNull();
    expect(disputeRefused('2026-12-25', '2026-12-31', calendar)).toMatchObject({
      code: 'dispute-too-late',
      facts: { lastOn: '2026-12-30' },
    });
    expect(answerRefused(7, 7)).toMatchObject({ code: 'own-decision' });
    expect(answerRefused(7, 8)).toBeNull();
  });
});
