//! The only room of People Hub that knows SQL.
