import { EmptyState } from '../../components/empty-state';
import { PageHeader } from '../../components/page-header';

export default function CostPage() {
  return (
    <>
      <PageHeader title="Cost" />
      <EmptyState title="Not in this version">
        This page is being built. The API and the program have its data.
      </EmptyState>
    </>
  );
}
