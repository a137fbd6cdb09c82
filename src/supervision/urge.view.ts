/** What a unit was told of the urged duties before. */
export class EarlierMessageView {
  unitId!: number;
  /** remind 提醒, ladder 逾期提示, urge 人工催报 */
  kind!: string;
  day!: string;
  /** How many duties it was about. */
  duties!: number;
}

export class UrgedUnitView {
  unitId!: number;
  unitName!: string;
  duties!: number;
  /** False when a person has urged this unit today already: at most once a day. */
  sent!: boolean;
}

export class UrgingView {
  units!: UrgedUnitView[];
  /** What went to these units about these duties before, latest first. */
  earlier!: EarlierMessageView[];
}
