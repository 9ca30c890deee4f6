package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.policy.Bundle;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds an invoice against the books and the rules of its agent. */
public final class BooksActivitiesImpl implements BooksActivities {
    private final String agent;
    private final MasterData books;
    private final PinnedRules rules;
    private final InvoiceRuling ruling;

    /** @param agent whose rule book applies */
    public BooksActivitiesImpl(String agent, MasterData books, PinnedRules rules, InvoiceRuling ruling) {
        this.agent = agent;
        this.books = books;
        this.rules = rules;
        this.ruling = ruling;
    }

    @Override
    public Consultation consult(Query query) {
        return Failures.guard(() -> {
            CompiledRules pinned = rules.of(agent, query.rules());
            return new Consultation(consultAll(pinned, List.of(query)).get(0), bundle(pinned));
        });
    }

    /** The rules in force now, for whoever asks about many at once. */
    public CompiledRules inForce() {
        return rules.of(agent, null);
    }

    public Bundle bundle(CompiledRules pinned) {
        return rules.bundle(agent, pinned);
    }

    /** For each query what the books know, all in one read-only snapshot, ruled by one book; in this order. */
    public List<Consulted> consultAll(CompiledRules pinned, List<Query> queries) {
        List<MasterData.Question> questions = queries.stream()
                .filter(query -> query.invoice() != null)
                .map(query -> question(query, query.invoice()))
                .toList();
        Iterator<BooksFacts> known = books.lookAll(questions).iterator();
        return queries.stream()
                .map(query -> ruled(pinned, query, query.invoice() == null ? null : known.next()))
                .toList();
    }

    private static MasterData.Question question(Query query, InvoiceFacts invoice) {
        return new MasterData.Question(query.document().tenant(), query.run(), invoice);
    }

    private Consulted ruled(CompiledRules pinned, Query query, @Nullable BooksFacts known) {
        CompiledRules.Decided decided = ruling.rule(pinned, query, known);
        return new Consulted(known, decided.route(), decided.policy());
    }
}
