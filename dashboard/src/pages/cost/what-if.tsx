import { EmptyState } from '../../components/empty-state';
import { PageHeader } from '../../components/page-header';
import { CostNav } from './cost-nav';

export default function WhatIfPage() {
  return (
    <>
      <PageHeader title="What if" />
      <CostNav />
      <EmptyState title="Choose a model or a cache rate" />
    </>
  );
}
