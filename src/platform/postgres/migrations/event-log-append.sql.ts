/**
 * One flush of appends in one call. The lock comes first, so whatever is read after it is the truth until commit:
 * positions are dense and become visible in their order, whoever appends. Requests are judged one after the other;
 * a refused one leaves the rest alone.
 *
 * The usual flush repeats nothing, so ids are not looked up: the unique index finds a repeated one, the insert is
 * undone, and the second pass looks up all ids first. `check_first` goes there at once (after a lost connection, or
 * while a reporter sends old things again).
 *
 * The caller guarantees that no id occurs twice in one stream within one call.
 *
 * in: stream_names        distinct names
 *     request_streams     1-based index into stream_names, per request
 *     request_expected    revision, or -1 none, -2 any, -3 exists
 *     request_sizes       number of events, per request; the event arrays follow in that order
 * out: statuses           per request: 0 appended, 1 repeated, 2 refused by its expectation, 3 some ids known already,
 *                         4 repeated under an expectation that cannot have held
 *      revisions          of its last event; for 2, 3 and 4 the stream's last revision or null
 *      positions          of its last event
 */
export const appendFunction = `
create function eventlog.append(
  stream_names text[],
  request_streams int[],
  request_expected bigint[],
  request_sizes int[],
  event_requests int[],
  event_ids uuid[],
  event_types text[],
  event_versions int[],
  event_data text[],
  event_meta text[],
  check_first boolean,
  out statuses int[],
  out revisions bigint[],
  out positions bigint[]
) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  request_count constant int := cardinality(request_sizes);
  stream_ids bigint[];
  heads bigint[];
  heads_before bigint[];
  is_new boolean[];
  known_counts int[];
  known_firsts bigint[];
  known_revisions bigint[];
  known_positions bigint[];
  -- per request, what to add to an event's place in the arrays to get its revision and position; null: not appended
  revision_offsets bigint[];
  position_offsets bigint[];
  last_position bigint;
  next_position bigint;
  last_recorded_at timestamptz;
  now_recorded_at timestamptz;
  s int;
  size int;
  place int;
  head bigint;
  expected bigint;
  found_count int;
  found_first bigint;
  found_revision bigint;
  found_position bigint;
  looked_up boolean;
  appended int;
begin
  perform pg_advisory_xact_lock(7306350217044231000);

  select e.position, e.recorded_at into last_position, last_recorded_at
    from eventlog.events e order by e.position desc limit 1;
  last_position := coalesce(last_position, 0);
  -- whole milliseconds, so that every reader in every language sees the very same instant
  now_recorded_at := greatest(date_trunc('milliseconds', clock_timestamp()), last_recorded_at);

  select array_agg(coalesce(t.id, nextval('eventlog.stream_id')) order by n.place),
         array_agg(coalesce(t.revision, -1) order by n.place),
         array_agg(t.id is null order by n.place)
    into stream_ids, heads_before, is_new
    from unnest(stream_names) with ordinality n(name, place)
    left join eventlog.streams t on t.name = n.name collate "C";

  looked_up := check_first;
  loop
    if looked_up then
      select array_agg(k.count order by r.place), array_agg(k.first order by r.place),
             array_agg(k.revision order by r.place), array_agg(k.position order by r.place)
        into known_counts, known_firsts, known_revisions, known_positions
        from generate_series(1, request_count) r(place)
        left join (
          select i.request, count(*)::int as count, (array_agg(e.revision order by i.place))[1] as first,
                 (array_agg(e.revision order by i.place desc))[1] as revision,
                 (array_agg(e.position order by i.place desc))[1] as position
            from unnest(event_requests, event_ids) with ordinality i(request, id, place)
            join eventlog.events e on e.stream_id = stream_ids[request_streams[i.request]] and e.event_id = i.id
           group by i.request
        ) k on k.request = r.place;
    end if;

    statuses := array_fill(0, array[request_count]);
    revisions := array_fill(null::bigint, array[request_count]);
    positions := revisions;
    revision_offsets := revisions;
    position_offsets := revisions;
    heads := heads_before;
    next_position := last_position;
    place := 0;
    appended := 0;

    for r in 1 .. request_count loop
      s := request_streams[r];
      size := request_sizes[r];
      head := heads[s];
      expected := request_expected[r];
      found_count := 0;
      if looked_up then
        found_count := coalesce(known_counts[r], 0);
        found_first := known_firsts[r];
        found_revision := known_revisions[r];
        found_position := known_positions[r];
      elsif not (expected = -2 or expected = head or (expected = -3 and head >= 0)) and not is_new[s] then
        -- Perhaps refused only because it has been appended before.
        select count(*)::int, (array_agg(e.revision order by i.place))[1],
               (array_agg(e.revision order by i.place desc))[1], (array_agg(e.position order by i.place desc))[1]
          into found_count, found_first, found_revision, found_position
          from unnest(event_ids[place + 1 : place + size]) with ordinality i(id, place)
          join eventlog.events e on e.stream_id = stream_ids[s] and e.event_id = i.id;
      end if;

      if found_count = size and expected >= -1 and expected <> found_first - 1 then
        statuses[r] := 4;
        revisions[r] := head;
      elsif found_count = size then
        statuses[r] := 1;
        revisions[r] := found_revision;
        positions[r] := found_position;
      elsif found_count > 0 then
        statuses[r] := 3;
        revisions[r] := head;
      elsif expected = -2 or expected = head or (expected = -3 and head >= 0) then
        revision_offsets[r] := head - place;
        position_offsets[r] := next_position - place;
        heads[s] := head + size;
        next_position := next_position + size;
        revisions[r] := head + size;
        positions[r] := next_position;
        appended := appended + 1;
      else
        statuses[r] := 2;
        if head >= 0 then revisions[r] := head; end if;
      end if;
      place := place + size;
    end loop;

    exit when appended = 0;
    begin
      insert into eventlog.streams (id, revision, name)
        select u.id, u.head, u.name from unnest(stream_ids, heads, stream_names, is_new) u(id, head, name, is_new)
         where u.is_new and u.head >= 0;
      update eventlog.streams t set revision = u.head
        from unnest(stream_ids, heads, heads_before, is_new) u(id, head, head_before, is_new)
       where t.id = u.id and not u.is_new and u.head <> u.head_before;
      insert into eventlog.events
        (position, stream_id, revision, recorded_at, event_id, schema_version, type, data, meta)
        select position_offsets[i.request] + i.place, stream_ids[request_streams[i.request]],
               revision_offsets[i.request] + i.place, now_recorded_at, i.id, i.version, i.type, i.data, i.meta
          from unnest(event_requests, event_ids, event_versions, event_types, event_data, event_meta)
               with ordinality i(request, id, version, type, data, meta, place)
         where position_offsets[i.request] is not null;
      exit;
    exception when unique_violation then
      if looked_up then raise; end if;
      looked_up := true;
    end;
  end loop;
end $$`;
