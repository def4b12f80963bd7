import { Query } from '@nestjs/cqrs';
import type { AlertMatcher } from '../../../../rules/silence-matching.js';
import type { PreviewedSilence } from './preview-silence.request.js';

/** Which alerts a silence would cover now. */
export class PreviewSilence extends Query<PreviewedSilence> {
  constructor(readonly matchers: readonly AlertMatcher[]) {
    super();
  }
}
