import { isRefusal, type RefusalCode, refuse, sayRefusal } from '../../src/domain/refusal';
import { refusalTexts } from '../../src/domain/refusal-texts';

const codes = Object.keys(refusalTexts) as RefusalCode[];

describe('a refusal', () => {
  test('of an extension asked after the due day says what happened and what to do', () => {
    expect(sayRefusal(refuse('extension-too-late', { dueOn: '2026-12-21' }))).toEqual({
      status: 422,
      title: '已过申请时限',
      detail:
        '报送时限已于2026年12月21日(周一)24时截止,不能再申请延期;请补报并在“说明”中写明原因,质强办可据此认定正当理由。',
    });
  });

  test('of a third nil says how many periods there were and gives an example of a sentence', () => {
    expect(sayRefusal(refuse('third-nil-needs-sentence', { nilRun: 2 })).detail).toBe(
      '本项已连续2期无新进展,请用一句话说明原因(如“待省级批复”),可同时用于其余事项。',
    );
  });

  test('is told from changes, from nothing and from text', () => {
    expect(isRefusal(refuse('not-found'))).toBe(true);
    expect([{ ok: true, changes: {} }, null, 'refused', { refused: false }].some(isRefusal)).toBe(false);
  });

  test.each(codes)('%s is a whole Chinese sentence with every fact in its place', (code) => {
    // One day stands in for every fact: a fact the sentence forgets to ask for would show as undefined.
    const facts = new Proxy({}, { get: () => '2026-12-25' });
    const { title, detail, status } = sayRefusal({ refused: true, code, facts });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).toMatch(/^[\u4e00-\u9fff]{3,14}$/);
    expect(detail).toMatch(/^[^]{10,}。$/);
    expect(detail).not.toMatch(/undefined|NaN|null/);
  });
});
