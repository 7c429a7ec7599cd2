//! Letters that leave by e-mail: kept with their fact, sent once, erased once sent.

mod outbox;
