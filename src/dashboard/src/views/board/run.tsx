import type { BoardSource } from '../../source';
import { type AnyStatement, isRedacted } from '../../statements';
import { memo } from '../memo';
import type { Known } from './asked';
import { type Lookup, speakersIn } from './lookup';
import type { Relations } from './relations';
import { Statement } from './statement';
import type { BoardUi } from './ui';

interface RunProps {
  session: BoardSource;
  statements: readonly AnyStatement[];
  known: Known;
  relations: Relations;
  look: Lookup;
  ui: BoardUi;
}

/** Statements one below the other. */
export function Run({ session, statements, known, relations, look, ui }: RunProps) {
  const freshFrom = session.freshFrom.value;
  return (
    <>
      {statements.map((statement) => (
        <Statement
          key={statement.id}
          statement={statement}
          look={look}
          ui={ui}
          isNew={statement.position > freshFrom}
          relations={relations.get(statement.id)}
          replyTo={!isRedacted(statement) && statement.inReplyTo ? speakersIn(known, statement.inReplyTo, look) : undefined}
        />
      ))}
    </>
  );
}

/** As high as what is not shown; `waiting`: it is being read. */
export const Spacer = memo(({ height, waiting = false }: { height: number; waiting?: boolean }) => (
  height > 0 ? <div class={waiting ? 'spacer spacer-waiting' : 'spacer'} style={{ height: `${Math.round(height)}px` }} aria-hidden="true" /> : null
));
