import { SimpleGrid, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import classes from './example-list.module.css';
import { type Example, examples } from './examples';

/** Questions to begin with. */
export function ExampleList({ onChoose }: { onChoose: (example: Example) => void }) {
  return (
    <Stack gap="xs">
      <Title order={2} fz="sm">
        Begin with a question
      </Title>
      <Text c="dimmed" fz="sm">
        Each is a query that you can change. Or add a query of your own, or choose a metric from the list.
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, xl: 4 }} spacing="xs">
        {examples.map((example) => (
          <UnstyledButton key={example.title} className={classes['example']} onClick={() => onChoose(example)}>
            <Text fz="sm" fw={600}>
              {example.title}
            </Text>
            <Text fz="xs" c="dimmed">
              {example.question}
            </Text>
            <code className={classes['code']}>{example.queries[0]!.expression}</code>
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
