package dev.ratchet.worker.web;

import dev.ratchet.activities.approval.Approvals;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.budget.Budgets;
import dev.ratchet.activities.calls.Costs;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.grounding.Excerpts;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.activities.model.ModelCheck;
import dev.ratchet.activities.verification.BooksVerifier;
import dev.ratchet.worker.web.operations.Operations;
import dev.ratchet.workflows.temporal.AgentRegistration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the gateway stands on.
 *
 * @param runs on record
 * @param live the same and others, as they are now
 * @param library documents and questions
 * @param keys that the processes of the product share; sessions are attested under them
 * @param agents every agent that this process knows, by name
 * @param reader reads a document as an invoice for {@code masterdata propose}; empty when it is none
 * @param excerpts words of passages that runs looked up
 * @param models checks those that this process was told of; empty where only workers are
 * @param operations on the installation as a whole
 * @param notReady why the process cannot do its work now; empty when it can
 */
public record GatewayPorts(
        ContentStore documents,
        Ledger ledger,
        BooksVerifier verifier,
        MasterData masterData,
        Approvals approvals,
        RunRecords runs,
        Costs costs,
        Budgets budgets,
        LiveRuns live,
        LibraryPorts library,
        AttestationKeys keys,
        SortedMap<String, AgentRegistration<?, ?, ?>> agents,
        Function<byte[], Optional<MasterData.Seen>> reader,
        Excerpts excerpts,
        ModelCheck models,
        Operations operations,
        Supplier<Optional<String>> notReady) {

    /** The same with runs as they are now, and operations on all of them. */
    public GatewayPorts reaching(LiveRuns runsNow, Operations onAll) {
        return new GatewayPorts(
                documents,
                ledger,
                verifier,
                masterData,
                approvals,
                runs,
                costs,
                budgets,
                runsNow,
                library,
                keys,
                agents,
                reader,
                excerpts,
                models,
                onAll,
                notReady);
    }
}
