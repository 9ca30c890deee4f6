package dev.ratchet.workflows.gateway;

/** @param minor signed minor units, debit positive */
public record BooksBalance(String account, String currency, long minor) {}
