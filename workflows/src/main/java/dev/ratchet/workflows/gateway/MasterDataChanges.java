package dev.ratchet.workflows.gateway;

import java.util.List;

/**
 * The newest changes of master data, and whether all changes ever made fit together.
 *
 * @param changes oldest first
 * @param count of all changes
 * @param problems what does not fit; empty when the chain is whole and the master data is what it says
 */
public record MasterDataChanges(List<MasterDataChange> changes, long count, List<String> problems) {
    public MasterDataChanges {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }
}
