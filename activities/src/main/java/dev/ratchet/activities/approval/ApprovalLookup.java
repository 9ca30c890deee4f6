package dev.ratchet.activities.approval;

import dev.ratchet.activities.approval.AuthorizationCheck.Question;
import dev.ratchet.activities.database.Json;
import dev.ratchet.activities.masterdata.MasterData.Person;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.Money;
import dev.ratchet.workflows.contract.effect.Authorization;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads what bears on the authorizations of a group of effects, in one statement. */
final class ApprovalLookup {
    private static final String ASK = """
            SELECT q.at, clock_timestamp() AS now, q.approval, u.approval IS NOT NULL AS used, q.approver, p.roles,
                q.currency, l.minor, b.uploaders,
                cardinality(q.documents) > 0 AND b.documents = cardinality(q.documents) AS brought_in
            FROM json_to_recordset(CAST(:asked AS json)) AS q(at int, tenant text, approval text, approver text,
                currency text, documents text[])
            LEFT JOIN authorization_use u ON u.tenant = q.tenant AND u.approval = q.approval
            LEFT JOIN person p ON p.tenant = q.tenant AND p.id = q.approver
            LEFT JOIN person_limit l ON l.tenant = p.tenant AND l.person = p.id AND l.currency = q.currency
            CROSS JOIN LATERAL (SELECT array_agg(w.person) AS uploaders, count(DISTINCT w.digest) AS documents
                FROM uploader w WHERE w.tenant = q.tenant AND w.digest = ANY(q.documents)) b""";

    private ApprovalLookup() {}

    /**
     * One approval as the statement takes it, or an effect that nobody approved.
     *
     * @param documents different ones; empty when the run was not started through the gateway
     */
    private record Asked(
            int at,
            String tenant,
            @Nullable String approval,
            @Nullable String approver,
            @Nullable String currency,
            List<String> documents) {
        static Stream<Asked> of(int at, Question question) {
            Money amount = question.amount();
            String currency = amount == null ? null : amount.currency();
            String tenant = question.tenant().value();
            List<String> documents = documents(question);
            return question.authorization() instanceof Authorization.Approved approved
                            && !approved.approvals().isEmpty()
                    ? approved.approvals().stream()
                            .map(approval ->
                                    new Asked(at, tenant, approval.id(), approval.approver(), currency, documents))
                    : Stream.of(new Asked(at, tenant, null, null, null, documents));
        }

        private static List<String> documents(Question question) {
            return Uploaders.document(question.run().workflowId())
                    .map(intake -> Stream.concat(Stream.of(intake), question.documents().stream())
                            .map(Digest::hex)
                            .distinct()
                            .toList())
                    .orElse(List.of());
        }
    }

    /** One of those as the statement answers it. */
    private record Known(
            int at,
            Instant now,
            @Nullable String used,
            @Nullable Person approver,
            boolean broughtIn,
            Set<String> uploaders) {
        static Known of(ResultSet row) throws SQLException {
            return new Known(
                    row.getInt("at"),
                    row.getObject("now", OffsetDateTime.class).toInstant(),
                    row.getBoolean("used") ? row.getString("approval") : null,
                    person(row),
                    row.getBoolean("brought_in"),
                    strings(row.getArray("uploaders")));
        }

        private static @Nullable Person person(ResultSet row) throws SQLException {
            Array roles = row.getArray("roles");
            if (roles == null) {
                return null;
            }
            Long limit = row.getObject("minor", Long.class);
            return new Person(
                    row.getString("approver"),
                    strings(roles),
                    limit == null ? Map.of() : Map.of(row.getString("currency"), limit));
        }

        private static Set<String> strings(@Nullable Array array) throws SQLException {
            return array == null ? Set.of() : Set.copyOf(Arrays.asList((String[]) array.getArray()));
        }
    }

    /** One for each question, in this order. */
    static List<ApprovalFacts> facts(Handle handle, List<Question> questions) {
        List<Asked> asked = IntStream.range(0, questions.size())
                .boxed()
                .flatMap(at -> Asked.of(at, questions.get(at)))
                .toList();
        Map<Integer, List<Known>> known = ask(handle, asked);
        return IntStream.range(0, questions.size())
                .mapToObj(at -> facts(Objects.requireNonNull(known.get(at))))
                .toList();
    }

    private static Map<Integer, List<Known>> ask(Handle handle, List<Asked> asked) {
        try (Query query = handle.createQuery(ASK)) {
            return query.bind("asked", Json.write(asked)).map((row, context) -> Known.of(row)).list().stream()
                    .collect(Collectors.groupingBy(Known::at));
        }
    }

    private static ApprovalFacts facts(List<Known> approvals) {
        Set<String> used = new HashSet<>();
        Map<String, Person> approvers = new TreeMap<>();
        Set<String> uploaders = new HashSet<>();
        for (Known approval : approvals) {
            if (approval.used() != null) {
                used.add(approval.used());
            }
            if (approval.approver() != null) {
                approvers.put(approval.approver().id(), approval.approver());
            }
            uploaders.addAll(approval.uploaders());
        }
        Known first = approvals.get(0);
        return new ApprovalFacts(first.now(), used, approvers, first.broughtIn(), uploaders);
    }
}
