-- Why a milestone was said to be done before what it comes after, when it was.
-- owner: plan
ALTER TABLE unscoped_milestone ADD COLUMN despite TEXT NULL;
-- owner: plan
ALTER TABLE unscoped_milestone_version ADD COLUMN despite TEXT NULL;
