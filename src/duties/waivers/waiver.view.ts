import { DutyStandView } from '../duty-stand.view';

export class WaiversView {
  waived!: DutyStandView[];
}
