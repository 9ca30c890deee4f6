package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.masterdata.history.Change;
import dev.ratchet.activities.masterdata.history.MasterDataHistory;
import dev.ratchet.activities.masterdata.history.NotConfirmed;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.invoice.Relation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Suppliers, orders and people of every tenant, and what they and the books say of an invoice. */
public interface MasterData {
    /**
     * By how much all invoices of an order may exceed its total, in minor units: nothing. What is over goes to a person;
     * the ledger holds policy grants to the same.
     */
    long ORDER_TOLERANCE = 0;

    /** Role of those who may load master data where callers act only as themselves, and confirm what others loaded. */
    String LOADING_ROLE = MasterDataHistory.ROLE;

    /**
     * Loads a YAML file: everything in it or nothing. What it names is inserted or replaced; what it does not name
     * stays. It is in force at once, unless something in it needs a second person: then all of it waits.
     *
     * @param person who loads it
     * @throws InvalidMasterData with every problem found, by line
     */
    Loaded load(TenantId tenant, String person, String yaml) throws InvalidMasterData;

    /**
     * Puts in force what was held.
     *
     * @param number of the change that was held
     * @param hash of that change as the person saw it
     * @param person another one than who loaded it, with the role {@link #LOADING_ROLE}
     * @return the confirmation
     * @throws NotConfirmed saying why not
     */
    Change confirm(TenantId tenant, long number, String hash, String person) throws NotConfirmed;

    /** What waits for a second person and can still be confirmed, oldest first. */
    List<Change> pending(TenantId tenant);

    /** The last {@code most} changes, oldest first. */
    List<Change> history(TenantId tenant, int most);

    /** Whether the history is unbroken, and the master data what it says. */
    MasterDataHistory.Verified verifyHistory(TenantId tenant);

    /** A file for a person to review, in the format of {@link #load}, from invoices seen. */
    String propose(List<Seen> invoices);

    /** Whether any person was ever loaded for the tenant. */
    boolean hasPeople(TenantId tenant);

    Optional<Person> person(TenantId tenant, String id);

    /** Holds an invoice against master data and books, in one read-only snapshot. */
    default BooksFacts look(TenantId tenant, RunRef run, InvoiceFacts invoice, Parties parties) {
        return lookAll(List.of(new Question(tenant, run, invoice, parties, null)))
                .get(0);
    }

    /** Holds each against master data and books, all in one read-only snapshot; one answer for each, in this order. */
    List<BooksFacts> lookAll(List<Question> questions);

    /**
     * @param run who asks: what this run itself has booked is left out
     * @param parties who sent the invoice, and whom it is addressed to
     * @param relation what a person chose that the invoice does to an earlier one; absent while nobody chose
     */
    record Question(
            TenantId tenant,
            RunRef run,
            InvoiceFacts invoice,
            Parties parties,
            @Nullable Relation relation) {}

    /** @param buyer {@link Party#NONE} for a text */
    record Parties(Party supplier, Party buyer) {}

    /**
     * @param name as printed
     * @param taxIds VAT, tax and legal registration numbers, without spaces and punctuation, in upper case
     */
    record Party(String name, List<String> taxIds) {
        public static final Party NONE = new Party("", List.of());

        public Party {
            taxIds = List.copyOf(taxIds);
        }
    }

    /** Finds the parties of invoices, which no run carries. */
    @FunctionalInterface
    interface PartiesOf {
        /** One for each invoice, by its digest in the content store, in this order. */
        List<Parties> find(TenantId tenant, List<Digest> invoices) throws IOException;
    }

    /**
     * @param change in force, or held
     * @param mayConfirm how many people have the role {@link #LOADING_ROLE} now
     */
    record Loaded(int suppliers, int orders, int people, Change change, int mayConfirm) {}

    /** @param limits by currency, in minor units; a currency without limit may not be approved at all */
    record Person(String id, Set<String> roles, Map<String, Long> limits) {}

    /** @param accounts as printed, unmasked: they go to the person's file and nowhere else */
    record Seen(
            String supplierName,
            List<String> taxIds,
            List<String> accounts,
            @Nullable String orderNumber,
            String currency,
            long gross) {}

    /** @param line 1-based, 0 when the problem has no line; {@code field} a path such as {@code suppliers[2].taxIds} */
    record Problem(int line, String field, String why) {}

    final class InvalidMasterData extends Exception {
        private static final long serialVersionUID = 1;
        private final transient List<Problem> problems;

        public InvalidMasterData(List<Problem> problems) {
            super(problems.size() + " problems, nothing was loaded; the first: " + problems.get(0));
            this.problems = List.copyOf(problems);
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}
