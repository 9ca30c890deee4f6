package dev.ratchet.workflows.gateway;

/** How many of each the file named; all of them are in force now. */
public record MasterDataLoaded(int suppliers, int orders, int people) {}
