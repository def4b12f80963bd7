import { Text, Tooltip } from '@mantine/core';
import { moneyWords } from './money-words';

/** An amount in USD, as the decimal text that the API answered. Null is unknown: none of it has a price. */
export function Money({ amount }: { amount: string | null | undefined }) {
  if (amount == null) {
    return (
      <Tooltip label="No price is known for any of it.">
        <Text component="span" inherit c="dimmed">
          unknown
        </Text>
      </Tooltip>
    );
  }
  return (
    <span className="numbers" title={`${amount} USD`}>
      {moneyWords(amount)}
    </span>
  );
}
