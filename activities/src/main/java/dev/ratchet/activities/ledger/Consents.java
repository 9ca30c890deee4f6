package dev.ratchet.activities.ledger;

import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.Approval;
import dev.ratchet.workflows.contract.Authorization;
import dev.ratchet.workflows.contract.JournalEntry;
import dev.ratchet.workflows.contract.LedgerActivities.Posting;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows of one posting's approvals; nothing for a policy grant.
 *
 * @param used ids of those that an entry has consumed
 * @param approvers by id, those who exist
 * @param broughtInBy everybody who brought the document in
 */
record Consents(Set<String> used, Map<String, Person> approvers, Set<String> broughtInBy) {
    private static final String ASK = """
            SELECT q.at, q.approval, u.approval IS NOT NULL AS used, q.approver, p.roles, l.minor,
                (SELECT array_agg(b.person) FROM brought_in b
                    WHERE b.tenant = q.tenant AND b.digest = q.document) AS brought_in_by
            FROM json_to_recordset(CAST(:asked AS json)) AS q(at int, tenant text, approval text, approver text,
                currency text, document text)
            LEFT JOIN authorization_use u ON u.tenant = q.tenant AND u.approval = q.approval
            LEFT JOIN person p ON p.tenant = q.tenant AND p.id = q.approver
            LEFT JOIN person_limit l ON l.tenant = p.tenant AND l.person = p.id AND l.currency = q.currency""";

    /** One approval as the statement takes it. */
    private record Asked(int at, String tenant, String approval, String approver, String currency, String document) {
        static Stream<Asked> of(int at, Posting posting) {
            JournalEntry entry = posting.entry();
            return posting.authorization() instanceof Authorization.Approved approved
                    ? approved.approvals().stream().map(approval -> of(at, entry, approval))
                    : Stream.empty();
        }

        private static Asked of(int at, JournalEntry entry, Approval approval) {
            return new Asked(
                    at,
                    entry.tenant().value(),
                    approval.id(),
                    approval.approver(),
                    entry.currency(),
                    entry.document().hex());
        }
    }

    /** One for each posting, in this order; no round trip when people approved none of them. */
    static List<Consents> of(Handle handle, List<Posting> postings) {
        List<Asked> asked = new ArrayList<>();
        List<Consents> consents = new ArrayList<>();
        for (int at = 0; at < postings.size(); at++) {
            Asked.of(at, postings.get(at)).forEach(asked::add);
            consents.add(new Consents(new HashSet<>(), new TreeMap<>(), new HashSet<>()));
        }
        if (asked.isEmpty()) {
            return consents;
        }
        try (Query query = handle.createQuery(ASK)) {
            query.bind("asked", Json.write(asked))
                    .map((row, context) -> {
                        int at = row.getInt("at");
                        consents.get(at)
                                .add(
                                        row.getBoolean("used") ? row.getString("approval") : null,
                                        person(
                                                row.getString("approver"),
                                                row.getArray("roles"),
                                                postings.get(at).entry().currency(),
                                                row.getLong("minor")),
                                        strings(row.getArray("brought_in_by")));
                        return at;
                    })
                    .list();
        }
        return consents;
    }

    private void add(@Nullable String usedApproval, @Nullable Person approver, Set<String> people) {
        if (usedApproval != null) {
            used.add(usedApproval);
        }
        if (approver != null) {
            approvers.put(approver.id(), approver);
        }
        broughtInBy.addAll(people);
    }

    private static @Nullable Person person(String id, @Nullable Array roles, String currency, long limit)
            throws SQLException {
        return roles == null ? null : new Person(id, strings(roles), Map.of(currency, limit));
    }

    private static Set<String> strings(@Nullable Array array) throws SQLException {
        return array == null ? Set.of() : Set.copyOf(Arrays.asList((String[]) array.getArray()));
    }
}
