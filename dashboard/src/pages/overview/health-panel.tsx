import { Anchor, Paper, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import classes from './health-panel.module.css';
import { useAsOf } from '../../url/as-of';
import { ChannelsLine, LogLine, PartsLine, ProjectionsLine, QueuesLine, TelemetryLine } from './health-lines';

/** Whether the service itself is well; each line fails and ages by itself, and leads to its detail. */
export function HealthPanel() {
  const past = useAsOf() !== undefined;
  return (
    <Paper component="section" aria-labelledby="health" className={classes['panel']}>
      <div className={classes['head']}>
        <Title order={2} id="health" fz="sm" lh="20px">
          {past ? 'Service, as it is now' : 'Service'}
        </Title>
        <Anchor component={Link} to="/settings" fz="xs">
          Projections
        </Anchor>
      </div>
      <ul className={classes['lines']}>
        <PartsLine />
        <ProjectionsLine />
        <LogLine />
        <QueuesLine />
        <ChannelsLine />
        <TelemetryLine />
      </ul>
    </Paper>
  );
}
