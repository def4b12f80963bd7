import { Anchor, Button, Group, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { faultOf } from '../api/problem-words';
import { DurationField } from './duration-field';
import { ProblemNote } from './problem-note';

export interface SilenceTerms {
  /** `2h`. */
  readonly duration: string;
  readonly comment: string;
}

export const newTerms: SilenceTerms = { duration: '2h', comment: '' };

/** As they are sent. */
export const writtenTerms = ({ duration, comment }: SilenceTerms): SilenceTerms => ({
  duration: duration.trim(),
  comment: comment.trim(),
});

export interface SilenceFootProps {
  readonly terms: SilenceTerms;
  readonly onChange: (terms: SilenceTerms) => void;
  /** Matchers with which the page of silences begins, for whoever wants another kind; undefined: no such way. */
  readonly match: string | readonly string[] | undefined;
  readonly error: Error | undefined;
  readonly sending: boolean;
  readonly onClose: () => void;
}

/** For how long and why messages are held back, and the buttons: the end of every short form of a silence. */
export function SilenceFoot({ terms, onChange, match, error, sending, onClose }: SilenceFootProps) {
  const { duration, comment } = writtenTerms(terms);
  return (
    <>
      <DurationField
        label="For"
        required
        value={terms.duration}
        onChange={(next) => onChange({ ...terms, duration: next })}
        error={faultOf(error, 'duration') ?? faultOf(error, 'endsAt')}
      />
      <Textarea
        label="Reason"
        description="Whoever wonders why nothing came reads it."
        required
        withAsterisk={false}
        data-autofocus
        autosize
        minRows={2}
        value={terms.comment}
        onChange={(event) => onChange({ ...terms, comment: event.currentTarget.value })}
        error={faultOf(error, 'comment')}
      />
      <ProblemNote error={error} />
      <Group justify="space-between" gap="xs">
        {match === undefined ? (
          <span />
        ) : (
          <Anchor component={Link} to="/silences" search={{ new: 'yes', match } as never} fz="xs">
            Other matchers, a window, every week…
          </Anchor>
        )}
        <Group gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={sending} disabled={comment === '' || duration === ''}>
            Silence
          </Button>
        </Group>
      </Group>
    </>
  );
}
