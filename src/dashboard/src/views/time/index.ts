// Everything that only a reader of the past needs; loaded when somebody goes there first.
import '../../style/time.css';

export { PastBand, TimeBar } from './bar';
export { BoardTime } from './board';
export { Compared } from './compared';
export { TimeControl, type Viewer } from './control';
export { TimeKeys } from './keys';
export { loadMessages, t } from './messages';
export { NotThen } from './not';
export { momentWords } from './words';
