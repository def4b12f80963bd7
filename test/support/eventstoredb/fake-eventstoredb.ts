import { randomUUID } from 'node:crypto';

import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import { CuttablePort } from './cuttable-port.js';
import { ReadCall } from './read-call.js';
import { StoredEvents, type Proposed, type ServerAppend, type ServerExpectation } from './stored-events.js';
import { gossip, GossipService, shared, streams, StreamsService } from './wire.js';

/** What befalls the next append. `after` and `before` say whether the events are written. */
export type AppendFault =
  | 'cutBefore'
  | 'cutAfter'
  | 'silentBefore'
  | 'silentAfter'
  /** Silent now, written a little later, when the client has long given up on it. */
  | 'writtenLate'
  | 'unavailable'
  | 'notLeader'
  | 'accessDenied'
  | 'eventTooLarge'
  | 'internal';

export interface FakeOptions {
  readonly firstPosition?: bigint;
}

const LATE_MS = 150;

/**
 * EventStoreDB's protocol, as far as the adapter speaks it, on the service definitions of its own client: append,
 * read, subscribe and gossip of one node. It proves what the adapter does on the wire and under faults, not what a
 * real server does.
 */
export class FakeEventStoreDb {
  readonly stored: StoredEvents;
  /** Appends that arrived, those that met a fault included. */
  appendsSeen = 0;
  subscriptionsSeen = 0;
  /** Subscriptions not counted. */
  readsSeen = 0;

  private readonly server = new Server();
  private readonly reads = new Set<ReadCall>();
  private readonly appendFaults: AppendFault[] = [];
  private readFaults = 0;
  private noise = 0;
  private door!: CuttablePort;

  private constructor(options: FakeOptions) {
    this.stored = new StoredEvents(options.firstPosition ?? 4_096n);
  }

  static async start(options: FakeOptions = {}): Promise<FakeEventStoreDb> {
    const fake = new FakeEventStoreDb(options);
    fake.server.addService(StreamsService as never, {
      append: (call: ServerReadableStream<AppendReq, AppendResp>, done: sendUnaryData<AppendResp>) =>
        fake.append(call, done),
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => fake.read(call),
    });
    fake.server.addService(GossipService as never, {
      read: (_: ServerUnaryCall<unknown, ClusterInfo>, done: sendUnaryData<ClusterInfo>) => done(null, fake.cluster()),
    });
    const port = await new Promise<number>((resolve, reject) => {
      fake.server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    fake.door = new CuttablePort(port);
    await fake.door.open();
    return fake;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.door.port}?tls=false`;
  }

  get discoverUrl(): string {
    return `esdb+discover://127.0.0.1:${this.door.port}?tls=false`;
  }

  get openSubscriptions(): number {
    return [...this.reads].filter((read) => read.isSubscription).length;
  }

  failNextAppends(...faults: AppendFault[]): void {
    this.appendFaults.push(...faults);
  }

  /** The next reads and subscriptions are answered UNAVAILABLE. */
  failNextReads(count: number): void {
    this.readFaults += count;
  }

  clearFaults(): void {
    this.appendFaults.length = 0;
    this.readFaults = 0;
  }

  /** All open subscriptions end without an error. */
  endSubscriptions(): void {
    this.eachSubscription((read) => read.end());
  }

  /** All open subscriptions stay open and never say anything again. */
  silenceSubscriptions(): void {
    this.eachSubscription((read) => read.silence());
  }

  failSubscriptions(code: status = status.UNAVAILABLE): void {
    this.eachSubscription((read) => read.fail({ code, details: 'injected' }));
  }

  notLeaderSubscriptions(): void {
    this.eachSubscription((read) => read.fail(this.notLeader()));
  }

  /** All open subscriptions get their last events once more. */
  repeatLastEvents(count: number): void {
    this.eachSubscription((read) => read.repeat(count));
  }

  cutConnections(): void {
    this.door.cut();
  }

  goAway(): Promise<void> {
    return this.door.close();
  }

  comeBack(): Promise<void> {
    return this.door.open();
  }

  async stop(): Promise<void> {
    await this.door.close();
    this.server.forceShutdown();
  }

  private append(call: ServerReadableStream<AppendReq, AppendResp>, done: sendUnaryData<AppendResp>): void {
    const requests: AppendReq[] = [];
    call.on('data', (request: AppendReq) => requests.push(request));
    call.on('error', () => undefined);
    // A call that its client has given up ends as well, perhaps half-way, and is known as cancelled only after its end;
    // what came of it is no append.
    call.on('end', () => setImmediate(() => (call.cancelled ? undefined : this.settle(requests, done))));
  }

  private settle([header, ...rest]: AppendReq[], done: sendUnaryData<AppendResp>): void {
    this.appendsSeen += 1;
    const options = header!.getOptions()!;
    const name = Buffer.from(options.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
    const events = rest.map((request) => proposed(request.getProposedMessage()!));
    const write = (): ServerAppend => this.write(name, events, expectation(options));
    switch (this.appendFaults.shift()) {
      case undefined:
        return this.answer(name, write(), done);
      case 'cutBefore':
        return this.door.cut();
      case 'cutAfter':
        write();
        return this.door.cut();
      case 'silentBefore':
        return;
      case 'silentAfter':
        write();
        return;
      case 'writtenLate':
        setTimeout(write, LATE_MS);
        return;
      case 'unavailable':
        return done({ code: status.UNAVAILABLE, details: 'server is not ready' });
      case 'notLeader':
        return done(this.notLeader());
      case 'accessDenied':
        return done({ code: status.PERMISSION_DENIED, details: 'denied', metadata: exception('access-denied') });
      case 'eventTooLarge':
        return done({ code: status.INVALID_ARGUMENT, details: 'Maximum Append Event Size of 1024 Exceeded.' });
      case 'internal':
        return done({ code: status.INTERNAL, details: 'injected' });
    }
  }

  private write(name: string, events: readonly Proposed[], expected: ServerExpectation): ServerAppend {
    const result = this.stored.append(name, events, expected);
    // A real log is never ours alone: the server writes to it as well.
    this.noise += 1;
    if (this.noise % 3 === 0) {
      const empty = new Uint8Array();
      const statistics = {
        id: randomUUID(),
        type: '$statsCollected',
        contentType: 'application/json',
        metadata: empty,
      };
      this.stored.append('$stats-0.0.0.0:2113', [{ ...statistics, data: Buffer.from('{}') }], 'any');
    }
    return result;
  }

  private answer(name: string, result: ServerAppend, done: sendUnaryData<AppendResp>): void {
    const response = new streams.AppendResp();
    switch (result.kind) {
      case 'deleted': {
        const metadata = exception('stream-deleted');
        metadata.set('stream-name', name);
        return done({ code: status.FAILED_PRECONDITION, details: `${name} is deleted`, metadata });
      }
      case 'wrong_expected': {
        const wrong = new streams.AppendResp.WrongExpectedVersion();
        if (result.current === undefined) {
          wrong.setCurrentNoStream(new shared.Empty());
        } else {
          wrong.setCurrentRevision(String(result.current));
        }
        response.setWrongExpectedVersion(wrong);
        return done(null, response);
      }
      case 'idempotent': {
        const success = new streams.AppendResp.Success();
        success.setCurrentRevision(String(result.revision));
        success.setNoPosition(new shared.Empty());
        response.setSuccess(success);
        return done(null, response);
      }
      case 'written': {
        const success = new streams.AppendResp.Success();
        const position = new streams.AppendResp.Position();
        position.setCommitPosition(String(result.last.position));
        position.setPreparePosition(String(result.last.position));
        success.setCurrentRevision(String(result.last.revision));
        success.setPosition(position);
        response.setSuccess(success);
        return done(null, response);
      }
    }
  }

  private read(call: ServerWritableStream<ReadReq, ReadResp>): void {
    const read = new ReadCall(call, this.stored);
    if (this.readFaults > 0) {
      this.readFaults -= 1;
      return read.fail({ code: status.UNAVAILABLE, details: 'server is not ready' });
    }
    if (read.isSubscription) {
      this.subscriptionsSeen += 1;
    } else {
      this.readsSeen += 1;
    }
    this.reads.add(read);
    void read.run().finally(() => this.reads.delete(read));
  }

  private eachSubscription(fault: (read: ReadCall) => void): void {
    [...this.reads].filter((read) => read.isSubscription).forEach(fault);
  }

  private notLeader(): { code: status; details: string; metadata: Metadata } {
    const metadata = exception('not-leader');
    metadata.set('leader-endpoint-host', '127.0.0.1');
    metadata.set('leader-endpoint-port', String(this.door.port));
    return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
  }

  private cluster(): ClusterInfo {
    const endPoint = new gossip.EndPoint();
    endPoint.setAddress('127.0.0.1');
    endPoint.setPort(this.door.port);
    const member = new gossip.MemberInfo();
    const id = new shared.UUID();
    id.setString(randomUUID());
    member.setInstanceId(id);
    member.setState(gossip.MemberInfo.VNodeState.LEADER);
    member.setIsAlive(true);
    member.setHttpEndPoint(endPoint);
    const cluster = new gossip.ClusterInfo();
    cluster.addMembers(member);
    return cluster;
  }
}

function exception(name: string): Metadata {
  const metadata = new Metadata();
  metadata.set('exception', name);
  return metadata;
}

function expectation(options: AppendReq.Options): ServerExpectation {
  if (options.hasNoStream()) {
    return 'no_stream';
  }
  if (options.hasStreamExists()) {
    return 'stream_exists';
  }
  return options.hasRevision() ? BigInt(options.getRevision()) : 'any';
}

function proposed(message: AppendReq.ProposedMessage): Proposed {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()!.getString(),
    type: metadata.get('type')!,
    contentType: metadata.get('content-type')!,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}
