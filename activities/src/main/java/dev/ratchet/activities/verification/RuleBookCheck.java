package dev.ratchet.activities.verification;

import static dev.ratchet.activities.verification.DiscrepancyKind.GRANT_MISMATCH;
import static dev.ratchet.activities.verification.DiscrepancyKind.RULE_BOOK_CHANGED;
import static dev.ratchet.activities.verification.DiscrepancyKind.RULE_BOOK_MISSING;

import dev.ratchet.activities.policy.RulebookFile;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.Permission;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rule books that ruled are on record as they were. */
final class RuleBookCheck {
    private final Map<Named, Book> books;

    private RuleBookCheck(Map<Named, Book> books) {
        this.books = books;
    }

    private record Named(String agent, String hash) {}

    private record Book(String version, Digest hash) {}

    /** Reads all that were ever in force, few as they are. */
    static RuleBookCheck load(Handle handle) {
        Map<Named, Book> books = new HashMap<>();
        try (Query query = handle.createQuery("SELECT agent, hash, version, yaml FROM rule_book")) {
            query.map((row, context) -> books.put(
                            new Named(row.getString("agent"), row.getString("hash")),
                            new Book(row.getString("version"), RulebookFile.hash(row.getString("yaml")))))
                    .list();
        }
        return new RuleBookCheck(books);
    }

    void check(Booked booked, Permission permission, Authorization authorization, Tally tally) {
        String workflowId = booked.row().workflowId();
        Digest hash = permission.rules();
        String agent = workflowId.substring(0, Math.max(0, workflowId.indexOf('/')));
        String about = "rule book " + hash.brief();
        Book book = books.get(new Named(agent, hash.hex()));
        if (book == null) {
            tally.add(
                    RULE_BOOK_MISSING,
                    about,
                    "the rule book %s of agent '%s', which ruled %s, is not on record",
                    hash.brief(),
                    agent,
                    booked.about());
            return;
        }
        if (!book.hash().equals(hash)) {
            tally.add(
                    RULE_BOOK_CHANGED,
                    about,
                    "the rule book %s of agent '%s', which ruled %s, was altered: its text now has the hash %s",
                    hash.brief(),
                    agent,
                    booked.about(),
                    book.hash().brief());
        }
        if (authorization instanceof Authorization.PolicyGrant grant
                && !grant.version().equals(book.version())) {
            tally.add(
                    GRANT_MISMATCH,
                    booked.about(),
                    "the grant of %s names version '%s' of a rule book that is version '%s'",
                    booked.about(),
                    grant.version(),
                    book.version());
        }
    }
}
