package dev.ratchet.workflows.gateway;

/**
 * How many of each the file named.
 *
 * @param change what became of it: all of it is in force, or all of it waits for a second person
 * @param mayConfirm how many people may confirm what others load; with fewer than two, what needs a second person waits for
 *     ever
 */
public record MasterDataLoaded(int suppliers, int orders, int people, MasterDataChange change, int mayConfirm) {}
