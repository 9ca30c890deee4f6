package dev.ratchet.workflows.gateway;

/**
 * How many of each the file named.
 *
 * @param change what became of it: all of it is in force, or all of it waits for a second person
 */
public record MasterDataLoaded(int suppliers, int orders, int people, MasterDataChange change) {}
