/**
 * One flush of appends in one call. The lock comes first, so whatever is read after it is the truth until commit:
 * positions are dense and become visible in their order, whoever appends. Requests are judged in their order and
 * each sees the ones before it; a refused one leaves the rest alone.
 *
 * The usual flush repeats nothing and every expectation holds: then all of it is one insert, and the caller works
 * out the outcomes from the streams' revisions before it. When an expectation fails, or the unique index finds an id
 * that is there already (the insert is undone), ids are looked up and the requests judged one by one. `judge` goes
 * there at once: after a lost connection, or while a reporter sends old things again.
 *
 * The caller guarantees that no id occurs twice in one stream within one call.
 *
 * in: stream_names        distinct names
 *     request_streams     1-based index into stream_names, per request
 *     request_expected    revision, or -1 none, -2 any, -3 exists
 *     request_sizes       number of events, per request; the event arrays follow in that order
 *     request_offsets     number of events of this call before it in its stream, per request
 *     event_streams       1-based index into stream_names, per event
 *     event_places        1-based place among the events of this call in its stream
 * out: head               position before this call
 *      heads              revision before this call, per stream; -1: not there
 *      statuses           null: everything was appended; else per request: 0 appended, 1 repeated, 2 refused by its
 *                         expectation, 3 some ids known already, 4 repeated under an expectation that cannot have held
 *      revisions          with statuses: of its last event; for 2, 3 and 4 the stream's last revision or null
 *      positions          with statuses: of its last event
 */
export const appendFunction = `
create function eventlog.append(
  stream_names text[],
  request_streams int[],
  request_expected bigint[],
  request_sizes int[],
  request_offsets int[],
  event_streams int[],
  event_places int[],
  event_ids uuid[],
  event_types text[],
  event_versions int[],
  event_data text[],
  event_meta text[],
  judge boolean,
  out head bigint,
  out heads bigint[],
  out statuses int[],
  out revisions bigint[],
  out positions bigint[]
) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  request_count constant int := cardinality(request_sizes);
  event_count constant int := cardinality(event_ids);
  stream_ids bigint[];
  is_new boolean[];
  recorded timestamptz;
  event_requests int[];
  known_counts int[];
  known_firsts bigint[];
  known_revisions bigint[];
  known_positions bigint[];
  -- what to add to an event's place in the arrays to get its revision and position; null: not appended
  revision_offsets bigint[];
  position_offsets bigint[];
  next_position bigint;
  current_heads bigint[];
  s int;
  size int;
  place int := 0;
  stream_head bigint;
  expected bigint;
begin
  perform pg_advisory_xact_lock(7306350217044231000);

  select e.position, e.recorded_at into head, recorded from eventlog.events e order by e.position desc limit 1;
  head := coalesce(head, 0);
  -- whole milliseconds, so that every reader in every language sees the very same instant
  recorded := greatest(date_trunc('milliseconds', clock_timestamp()), recorded);

  select array_agg(coalesce(t.id, nextval('eventlog.stream_id')) order by n.place),
         array_agg(coalesce(h.revision, -1) order by n.place),
         array_agg(t.id is null order by n.place)
    into stream_ids, heads, is_new
    from unnest(stream_names) with ordinality n(name, place)
    left join eventlog.streams t on t.name = n.name collate "C"
    left join lateral (
      select e.revision from eventlog.events e where e.stream_id = t.id order by e.revision desc limit 1
    ) h on true;

  if not judge and (
    -2 = all (request_expected) or not exists (
      select from generate_series(1, request_count) r
       where not (request_expected[r] = -2
                  or request_expected[r] = heads[request_streams[r]] + request_offsets[r]
                  or (request_expected[r] = -3 and heads[request_streams[r]] + request_offsets[r] >= 0))
    )
  ) then
    begin
      if true = any (is_new) then
        insert into eventlog.streams (id, name)
          select stream_ids[i], stream_names[i] from generate_series(1, cardinality(stream_names)) i where is_new[i];
      end if;
      insert into eventlog.events
        (position, stream_id, revision, recorded_at, event_id, schema_version, type, data, meta)
        select head + i, stream_ids[event_streams[i]], heads[event_streams[i]] + event_places[i], recorded,
               event_ids[i], event_versions[i], event_types[i], event_data[i], event_meta[i]
          from generate_series(1, event_count) i;
      return;
    exception when unique_violation then
      null;
    end;
  end if;

  select array_agg(r order by r, n) into event_requests
    from generate_series(1, request_count) r, generate_series(1, request_sizes[r]) n;

  select array_agg(k.count order by r.place), array_agg(k.first order by r.place),
         array_agg(k.revision order by r.place), array_agg(k.position order by r.place)
    into known_counts, known_firsts, known_revisions, known_positions
    from generate_series(1, request_count) r(place)
    left join (
      select i.request, count(*)::int as count, (array_agg(e.revision order by i.place))[1] as first,
             (array_agg(e.revision order by i.place desc))[1] as revision,
             (array_agg(e.position order by i.place desc))[1] as position
        from unnest(event_requests, event_streams, event_ids) with ordinality i(request, stream, id, place)
        join eventlog.events e on e.stream_id = stream_ids[i.stream] and e.event_id = i.id
       group by i.request
    ) k on k.request = r.place;

  statuses := array_fill(0, array[request_count]);
  revisions := array_fill(null::bigint, array[request_count]);
  positions := revisions;
  revision_offsets := revisions;
  position_offsets := revisions;
  next_position := head;
  current_heads := heads;

  for r in 1 .. request_count loop
    s := request_streams[r];
    size := request_sizes[r];
    stream_head := current_heads[s];
    expected := request_expected[r];
    if known_counts[r] = size and expected >= -1 and expected <> known_firsts[r] - 1 then
      statuses[r] := 4;
      revisions[r] := stream_head;
    elsif known_counts[r] = size then
      statuses[r] := 1;
      revisions[r] := known_revisions[r];
      positions[r] := known_positions[r];
    elsif known_counts[r] > 0 then
      statuses[r] := 3;
      revisions[r] := stream_head;
    elsif expected = -2 or expected = stream_head or (expected = -3 and stream_head >= 0) then
      revision_offsets[r] := stream_head - place;
      position_offsets[r] := next_position - place;
      current_heads[s] := stream_head + size;
      next_position := next_position + size;
      revisions[r] := stream_head + size;
      positions[r] := next_position;
    else
      statuses[r] := 2;
      if stream_head >= 0 then revisions[r] := stream_head; end if;
    end if;
    place := place + size;
  end loop;

  if next_position > head then
    insert into eventlog.streams (id, name)
      select stream_ids[i], stream_names[i] from generate_series(1, cardinality(stream_names)) i
       where is_new[i] and current_heads[i] >= 0;
    insert into eventlog.events
      (position, stream_id, revision, recorded_at, event_id, schema_version, type, data, meta)
      select position_offsets[event_requests[i]] + i, stream_ids[event_streams[i]],
             revision_offsets[event_requests[i]] + i, recorded,
             event_ids[i], event_versions[i], event_types[i], event_data[i], event_meta[i]
        from generate_series(1, event_count) i
       where position_offsets[event_requests[i]] is not null;
  end if;
end $$`;
