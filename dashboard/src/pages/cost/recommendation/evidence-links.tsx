import { Anchor, Group } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { pageOfLink } from './recommendation-words';

/** Where the numbers can be seen: a page where there is one, else the API's own answer. */
export function EvidenceLinks({ links }: { links: readonly string[] }) {
  return (
    <Group gap="sm">
      {links.map((link) => {
        const page = pageOfLink(link);
        return page ? (
          <Anchor key={link} component={Link} to={page.to as '/cost'} search={page.search as never} fz="sm">
            {page.label}
          </Anchor>
        ) : (
          <Anchor key={link} href={link} target="_blank" rel="noreferrer" fz="sm">
            The API’s answer <IconExternalLink size={12} aria-hidden />
          </Anchor>
        );
      })}
    </Group>
  );
}
