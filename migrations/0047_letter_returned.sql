-- When a letter that a mail server had taken came back to the sender: the letter stays sent, and what the server behind said takes the
-- place of the answer of the first one.

ALTER TABLE unscoped_letter ADD COLUMN returned BIGINT NULL CHECK (returned IS NULL OR state = 'sent');

CREATE INDEX letter_by_message_id ON unscoped_letter (message_id);
