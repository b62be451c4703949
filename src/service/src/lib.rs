//! The use cases of People Hub: permission, clock, transaction, domain and outbox.
