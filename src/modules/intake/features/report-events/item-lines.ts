import type { Readable } from 'node:stream';
import { DomainError } from '../../../../kernel/domain-error.js';
import { MAX_BODY_BYTES, malformedJson, utf8Text } from '../../../../platform/http/body-parsing.js';
import { type ReadItem, readable } from './read-item.js';

const LINE_FEED = 0x0a;
const blank = /^\s*$/;

/**
 * The items of an NDJSON body, each as soon as its line is complete. A line that is no JSON is told as such and the
 * next one read; blank lines are passed over. Throws when the body itself fails: too large, cut off, false gzip.
 */
export async function* readItemLines(body: Readable): AsyncGenerator<ReadItem, void, undefined> {
  let number = 0;
  let open: Buffer[] = [];
  const complete = (end: Buffer): ReadItem | undefined => {
    const line = Buffer.concat([...open, end]);
    open = [];
    number += 1;
    return parsed(line, number);
  };
  for await (const chunk of boundedChunks(body)) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, from)) {
      const item = complete(chunk.subarray(from, at));
      from = at + 1;
      if (item) yield item;
    }
    if (from < chunk.length) open.push(chunk.subarray(from));
  }
  // The last line needs no line feed.
  const last = complete(Buffer.alloc(0));
  if (last) yield last;
}

/** Undefined for a blank line. */
function parsed(line: Buffer, number: number): ReadItem | undefined {
  try {
    const text = utf8Text(line);
    return blank.test(text) ? undefined : readable(JSON.parse(text));
  } catch (error) {
    const { code, message } = malformedJson(error, `line ${number}`);
    return { readable: false, problem: { code, fault: 'invalid', detail: message, line: number } };
  }
}

/** The edge bounds bodies that it reads whole or unpacks; one that is streamed as it comes is bounded here. */
async function* boundedChunks(body: Readable): AsyncGenerator<Buffer, void, undefined> {
  let received = 0;
  try {
    // The request outlives its reading: destroyed here, it would take the connection and the answer with it.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (received > MAX_BODY_BYTES) {
        throw new DomainError('BODY_TOO_LARGE', `the body exceeds ${MAX_BODY_BYTES} bytes`, { fault: 'too_large' });
      }
      yield chunk;
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('BODY_INCOMPLETE', 'the body ended before it was complete', {
      fault: 'invalid',
      cause: error,
    });
  }
}
