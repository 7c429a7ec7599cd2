-- What the commission heard before a vote said, in the words of the text: absent where the text says only that it met.

ALTER TABLE unscoped_deliberation ADD COLUMN commission_opinion TEXT NULL;
