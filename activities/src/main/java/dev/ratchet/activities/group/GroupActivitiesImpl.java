package dev.ratchet.activities.group;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.audit.RunRecords;
import dev.ratchet.activities.ledger.Ledger;
import dev.ratchet.activities.masterdata.MasterData;
import dev.ratchet.workflows.contract.Answered;
import dev.ratchet.workflows.contract.Answers;
import dev.ratchet.workflows.contract.AuditActivities.Account;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentReading;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.GroupActivities;
import dev.ratchet.workflows.contract.InvoiceFacts;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import dev.ratchet.workflows.contract.LedgerActivities.Receipt;
import dev.ratchet.workflows.contract.PolicyActivities;
import dev.ratchet.workflows.contract.Recorded;
import dev.ratchet.workflows.contract.Rulebook;
import dev.ratchet.workflows.contract.TenantId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the ports for a group in as few trips as they need, and for each alone where one of the group spoils that. */
public final class GroupActivitiesImpl implements GroupActivities {
    private final GroupReading reading;
    private final Supplier<Rulebook> rules;
    private final MasterData books;
    private final String build;
    private final Ledger ledger;
    private final RunRecords records;

    /**
     * @param rules the rule book in force now
     * @param build id of the running code
     */
    public GroupActivitiesImpl(
            GroupReading reading,
            Supplier<Rulebook> rules,
            MasterData books,
            String build,
            Ledger ledger,
            RunRecords records) {
        this.reading = reading;
        this.rules = rules;
        this.books = books;
        this.build = build;
        this.ledger = ledger;
        this.records = records;
    }

    @Override
    public List<Recorded> known(TenantId tenant, List<String> workflowIds) {
        return Failures.guard(() -> records.latest(tenant, atMost(MOST_AT_LENGTH, workflowIds)).stream()
                .map(Recorded::of)
                .toList());
    }

    @Override
    public Answers<DocumentReading> read(List<DocumentRef> documents) {
        return Failures.guard(() -> new Answers<>(reading.read(atMost(MOST_AT_LENGTH, documents))));
    }

    @Override
    public void readAhead(List<DocumentRef> documents) {
        reading.readAhead(documents);
    }

    @Override
    public Consultations consult(List<PolicyActivities.Query> queries, @Nullable Digest known) {
        return Failures.guard(() -> {
            Rulebook inForce = rules.get();
            return new Consultations(
                    inForce.hash().equals(known) ? null : inForce,
                    Together.ask(
                            atMost(MOST, queries),
                            some -> books.lookAll(some.stream()
                                    .map(GroupActivitiesImpl::question)
                                    .toList())),
                    build);
        });
    }

    private static MasterData.Question question(PolicyActivities.Query query) {
        InvoiceFacts invoice = query.invoice();
        if (invoice == null) {
            throw new IllegalArgumentException("a group is consulted on invoices; this query names none");
        }
        return new MasterData.Question(query.tenant(), query.run(), invoice);
    }

    @Override
    public Answers<Receipt> post(List<Posting> postings) {
        return Failures.guard(() -> new Answers<>(Together.ask(atMost(MOST, postings), ledger::postAll)));
    }

    /** One that cannot be recorded keeps no other from it; afterwards the whole fails with its reason. */
    @Override
    public void record(List<Account> accounts) {
        Failures.guard(() -> {
            List<Answered<Account>> recorded = Together.ask(atMost(MOST, accounts), some -> {
                records.recordAll(some);
                return some;
            });
            for (int i = 0; i < recorded.size(); i++) {
                if (recorded.get(i).trouble() != null) {
                    records.record(accounts.get(i));
                }
            }
            return accounts;
        });
    }

    private static <T> List<T> atMost(int most, List<T> group) {
        if (group.size() > most) {
            throw new IllegalArgumentException(
                    "this group has at most " + most + " documents, and not " + group.size());
        }
        return group;
    }
}
