package dev.ratchet.activities.masterdata;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.activities.attestation.DocumentAttestation;
import dev.ratchet.activities.attestation.PermissionAttestation;
import dev.ratchet.activities.policy.PinnedRules;
import dev.ratchet.workflows.agent.Clearance;
import dev.ratchet.workflows.agent.rules.CompiledRules;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.invoice.Booking;
import dev.ratchet.workflows.contract.invoice.BooksActivities;
import dev.ratchet.workflows.contract.invoice.BooksFacts;
import dev.ratchet.workflows.contract.invoice.FieldReading;
import dev.ratchet.workflows.contract.invoice.InvoiceFacts;
import dev.ratchet.workflows.contract.policy.Bundle;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds an invoice against the books and the rules of its agent. */
public final class BooksActivitiesImpl implements BooksActivities {
    private final String agent;
    private final MasterData books;
    private final MasterData.PartiesOf parties;
    private final PinnedRules rules;
    private final InvoiceRuling ruling;
    private final DocumentAttestation documents;
    private final PermissionAttestation permissions;

    /**
     * @param agent whose rule book applies
     * @param parties of an invoice, by its digest
     * @param clock that says on which day a permission is given
     */
    public BooksActivitiesImpl(
            String agent,
            MasterData books,
            MasterData.PartiesOf parties,
            PinnedRules rules,
            InvoiceRuling ruling,
            AttestationKeys keys,
            Clock clock) {
        this.agent = agent;
        this.books = books;
        this.parties = parties;
        this.rules = rules;
        this.ruling = ruling;
        this.documents = new DocumentAttestation(keys);
        this.permissions = new PermissionAttestation(keys, clock);
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

    /**
     * For each query what the books know, all in one read-only snapshot, ruled by one book; in this order.
     *
     * @throws IllegalArgumentException when a query says of its document what no worker found there
     */
    public List<Consulted> consultAll(CompiledRules pinned, List<Query> queries) throws IOException {
        queries.forEach(this::requireAttested);
        Iterator<BooksFacts> known = books.lookAll(questions(queries)).iterator();
        return queries.stream()
                .map(query -> ruled(pinned, query, query.invoice() == null ? null : known.next()))
                .toList();
    }

    private void requireAttested(Query query) {
        TenantId tenant = query.document().tenant();
        Digest document = query.document().digest();
        documents.requireReading(tenant, document, query.reading());
        if (query.fields() != null) {
            documents.requireFields(tenant, document, query.fields());
        }
    }

    /** One for each query that names an invoice. */
    private List<MasterData.Question> questions(List<Query> queries) throws IOException {
        Map<TenantId, List<Digest>> bodies = new LinkedHashMap<>();
        for (Query query : queries) {
            if (query.body() != null) {
                bodies.computeIfAbsent(query.document().tenant(), tenant -> new ArrayList<>())
                        .add(query.body());
            }
        }
        Map<TenantId, Iterator<MasterData.Parties>> found = new LinkedHashMap<>();
        for (Map.Entry<TenantId, List<Digest>> of : bodies.entrySet()) {
            found.put(of.getKey(), parties.find(of.getKey(), of.getValue()).iterator());
        }
        List<MasterData.Question> questions = new ArrayList<>();
        for (Query query : queries) {
            TenantId tenant = query.document().tenant();
            InvoiceFacts invoice = query.invoice();
            if (invoice != null) {
                MasterData.Parties named =
                        Objects.requireNonNull(found.get(tenant)).next();
                questions.add(new MasterData.Question(tenant, query.run(), invoice, named, query.relation()));
            }
        }
        return questions;
    }

    private Consulted ruled(CompiledRules pinned, Query query, @Nullable BooksFacts known) {
        CompiledRules.Decided decided = ruling.rule(pinned, query, known);
        return new Consulted(
                known,
                decided.route(),
                decided.policy(),
                known == null || decided.policy() == null ? null : permitted(pinned, query, known, decided));
    }

    private @Nullable Attested<Permission> permitted(
            CompiledRules pinned, Query query, BooksFacts known, CompiledRules.Decided decided) {
        InvoiceFacts invoice = Objects.requireNonNull(query.invoice());
        return Booking.of(query.document(), invoice, known, query.relation())
                .flatMap(entry -> Clearance.permitted(
                        decided.route(),
                        Objects.requireNonNull(decided.policy()),
                        entry.intent().digest(),
                        bundle(pinned)))
                // Nobody attests who chose a relation: whatever the rules say, a person consents to what comes of it.
                .map(permission -> query.relation() == null ? permission : permission.withPerson())
                .map(permission -> onAWord(permission, query.vouched()))
                .map(permission -> permissions.attest(agent, query.document(), query.run(), permission))
                .orElse(null);
    }

    /** Whatever the rule book says: what only one person says, another must consent to. */
    private static Permission onAWord(Permission permission, FieldReading.@Nullable Vouched vouched) {
        return vouched == null ? permission : permission.onTheWordOf(vouched.person());
    }
}
