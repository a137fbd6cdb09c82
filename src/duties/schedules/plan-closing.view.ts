export class ClosedPlanView {
  waived!: number;
  /** Owed on under the successor. */
  carried!: number;
  version!: number;
}
