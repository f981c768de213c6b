/**
 * What has to be asked for again when a report has changed: its inquiry, and the lists of both.
 */
import { useQueryClient } from '@tanstack/react-query';

import { inquiryQuery } from '../features/inquiries/api/get-inquiry';

/** Return how to bring everything up to date that shows an inquiry's report. */
export function useReportRefresh(inquiryId: string): () => Promise<unknown> {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['inquiries'] });
    void client.invalidateQueries({ queryKey: ['reports'] });
    return client.invalidateQueries(inquiryQuery(inquiryId));
  };
}
