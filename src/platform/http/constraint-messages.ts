import type { ValidationError } from 'class-validator';
import type { FieldError } from './refused';

/** One Chinese sentence per class-validator constraint; its own English one supplies the numbers. */
const messages: Record<string, (numbers: string) => string> = {
  whitelistValidation: () => '不认识的字段',
  isNotEmpty: () => '请填写',
  isDefined: () => '请填写',
  isString: () => '应为文字',
  isInt: () => '应为整数',
  isNumber: () => '应为数字',
  isBoolean: () => '应为是或否',
  isArray: () => '应为列表',
  isObject: () => '内容不完整',
  nestedValidation: () => '内容不完整',
  isIn: (choices) => `只能是以下之一:${choices}`,
  isEnum: (choices) => `只能是以下之一:${choices}`,
  maxLength: (n) => `不能超过${n}个字`,
  minLength: (n) => `不能少于${n}个字`,
  isLength: (n) => `字数不符合要求(${n})`,
  min: (n) => `不能小于${n}`,
  max: (n) => `不能大于${n}`,
  arrayMaxSize: (n) => `不能超过${n}项`,
  arrayMinSize: (n) => `不能少于${n}项`,
  arrayNotEmpty: () => '至少一项',
  arrayUnique: () => '不能重复',
  matches: () => '格式不对',
  isDay: () => '应为日期,如 2026-12-21',
};

const wrong = '填写不对';

/** Class-validator's tree as a flat list: posts.0.unitCode → 请填写. */
export function fieldErrors(errors: ValidationError[], above = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = above + error.property;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, english]) => ({
      field,
      message: messages[constraint]?.(limitIn(english)) ?? wrong,
    }));
    return [...own, ...fieldErrors(error.children ?? [], `${field}.`)];
  });
}

/** "name must be shorter than or equal to 40 characters" → 40; "role must be one of the following values: a, b" → a, b */
function limitIn(english: string): string {
  return english.split('values: ')[1] ?? english.match(/-?\d+(\.\d+)?(?!.*\d)/)?.[0] ?? '';
}
