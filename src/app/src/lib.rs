//! The pages of People Hub: components, pages and server functions.
