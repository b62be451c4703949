//! The hydrating WebAssembly client of People Hub.
