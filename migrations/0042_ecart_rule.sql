-- The rule that found an écart: absent of those that were found before rules had codes.

ALTER TABLE unscoped_anomaly ADD COLUMN rule TEXT NULL;
