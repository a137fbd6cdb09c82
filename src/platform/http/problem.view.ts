export class FieldErrorView {
  /** @example posts.0.unitCode */
  field!: string;
  /** @example 请填写 */
  message!: string;
}

/** RFC 9457: why a request was not done, in a sentence that says what to do. */
export class ProblemView {
  /** @example urn:problem:stale-version */
  type!: string;
  /** @example 内容已有更新 */
  title!: string;
  /** @example 412 */
  status!: number;
  detail!: string;
  /** Path of the request. */
  instance!: string;
  /** Stable word for programs. @example stale-version */
  code!: string;
  /** Numbers and days the sentence is made of. */
  facts?: Record<string, string | number>;
  errors?: FieldErrorView[];
  /** For a request about many: one verdict a row, `ok` or a code, with its sentence. */
  rows?: Record<string, string | number>[];
  requestId!: string;
}
